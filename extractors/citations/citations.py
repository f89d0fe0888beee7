"""The documents that a notice names, by 《title》, by number or both, and what it does with each."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, field

from extractors.citations import patterns
from extractors.document import Document
from extractors.parts.model import Part
from extractors.records import Citation, Evidence, Notice, Relation
from extractors.text import View, evidence

# Where several mentions of one document differ, the strongest relation is the document's.
_STRENGTH: tuple[Relation, ...] = ("issues", "forwards", "amends", "repeals", "extends", "implements", "plans", "cites")
_BRACKETED_NUMBER = re.compile(r"^[（(](?P<inside>[^（）()]{0,40}?(?:[（(][^（）()]{0,20}[）)])?[^（）()]{0,20}?)[）)]")
_LIST_JOIN = re.compile(r"(?:[、和及与，或]|以及)$")


@dataclass(frozen=True, slots=True)
class _Mention:
    """One place that names a document: offsets are of the view."""

    start: int
    end: int
    title: str | None
    number: str | None
    relation: Relation
    locator: str | None = None
    within: str | None = None


@dataclass(slots=True)
class _Cited:
    """A document with all its mentions."""

    title: str | None
    number: str | None
    relation: Relation
    locator: str | None
    within: str | None
    evidence: list[Evidence] = field(default_factory=list)


def read_citations(document: Document, parts: tuple[Part, ...], notice: Notice) -> tuple[Citation, ...]:
    """The documents named anywhere in the notice, each once, in the order of their first mention.

    A title without 《》 is none, unless it is that of the text that the notice issues and the notice names it in its body.
    """
    cited: list[_Cited] = []
    for part in parts:
        view = View.of(document.text, part.start, part.end)
        for mention in _mentions(view, part, notice):
            if _is_self(mention, notice):
                continue
            found = evidence(document, *view.span(mention.start, mention.end), cue=mention.relation)
            _join(cited, mention, found)
    return tuple(
        Citation(title=c.title, number=c.number, relation=c.relation, locator=c.locator, within=c.within, evidence=c.evidence) for c in _merge_short(cited)
    )


def _key(title: str) -> str:
    """A title as compared: no white space, one form of quotes, brackets and dashes."""
    title = re.sub(r"\s+", "", title)
    for old, new in (("〈", "《"), ("〉", "》"), ("“", '"'), ("”", '"'), ("‘", "'"), ("’", "'"), ("(", "（"), (")", "）"), ("－", "—"), ("-", "—"), ("–", "—")):
        title = title.replace(old, new)
    return re.sub("—+", "—", title)


def _is_self(mention: _Mention, notice: Notice) -> bool:
    if mention.title is not None and notice.title is not None and _key(mention.title) == _key(notice.title):
        return True
    return mention.title is None and mention.number is not None and notice.number is not None and mention.number == re.sub(r"\s", "", notice.number)


def _join(cited: list[_Cited], mention: _Mention, found: Evidence) -> None:
    for known in cited:
        same_title = mention.title is not None and known.title is not None and _key(mention.title) == _key(known.title)
        same_number = mention.number is not None and known.number is not None and mention.number == known.number
        if same_title or same_number:
            known.title = known.title or mention.title
            known.number = known.number or mention.number
            known.locator = known.locator or mention.locator
            known.relation = min(known.relation, mention.relation, key=_STRENGTH.index)
            known.evidence.append(found)
            return
    cited.append(_Cited(mention.title, mention.number, mention.relation, mention.locator, mention.within, [found]))


def _merge_short(cited: list[_Cited]) -> list[_Cited]:
    """《关于…的通知》 is the one document whose title ends so (《某省人民政府关于…的通知》): the issuer was left out.

    The same for the two titles of what the notice issues. Where two documents end so, it stays apart.
    """
    kept: list[_Cited] = []
    for short in cited:
        longer = [c for c in cited if (c is not short and _ends_with(c, short) and (short.title or "").startswith(("关于", "印发"))) or _both_issued(c, short)]
        if len(longer) == 1:
            longer[0].relation = min(longer[0].relation, short.relation, key=_STRENGTH.index)
            longer[0].number = longer[0].number or short.number
            longer[0].evidence = sorted([*longer[0].evidence, *short.evidence], key=lambda e: e.start)
        else:
            kept.append(short)
    return kept


def _ends_with(one: _Cited, other: _Cited) -> bool:
    if one.title is None or other.title is None or (one.number and other.number and one.number != other.number):
        return False
    return len(one.title) > len(other.title) and _key(one.title).endswith(_key(other.title))


def _both_issued(one: _Cited, other: _Cited) -> bool:
    return one is not other and one.relation == other.relation == "issues" and _ends_with(one, other)


def _mentions(view: View, part: Part, notice: Notice) -> Iterator[_Mention]:
    """All mentions of a part, in order: titles with their nested ones, then numbers that stand alone."""
    taken: list[tuple[int, int]] = []
    for start, end in _titles(view.text):
        mention, stop = _titled(view, start, end, part, notice)
        taken.append((start, stop))
        if mention is not None:
            yield mention
            yield from _nested(view, mention, start + 1, end - 1)
    for match in sorted([*patterns.NUMBER.finditer(view.text), *patterns.ORDER.finditer(view.text)], key=lambda m: m.start()):
        if any(start <= match.start() < stop for start, stop in taken):
            continue
        taken.append(match.span())
        if _is_own_number_line(view, *match.span()):
            continue
        start = _code_start(view, *match.span("code"))
        locator = patterns.LOCATOR.match(view.text[match.end() :])
        relation: Relation = "implements" if patterns.IMPLEMENTS_BEFORE.search(view.text[max(0, start - 30) : start]) else "cites"
        if patterns.REPEALS_AFTER.match(view.text[match.end() :]):
            relation = "repeals"
        yield _Mention(start, match.end(), None, _number(view.text[start : match.end()]), relation, locator["locator"] if locator else None)


def _code_start(view: View, start: int, end: int) -> int:
    """Where the agency's code begins: behind the last line end, and behind the words that may stand right before a number."""
    for i in range(end - 1, start, -1):
        if view.offsets[i] - view.offsets[i - 1] > 1:
            start = i
            break
    lead = patterns.BEFORE_NUMBER.match(view.text[start:end])
    return start + (lead.end() if lead else 0)


def _is_own_number_line(view: View, start: int, end: int) -> bool:
    """A number that stands on a line of its own is the notice's number, not a citation."""
    before = start == 0 or view.offsets[start] - view.offsets[start - 1] > 1
    after = end == len(view) or view.offsets[end] - view.offsets[end - 1] > 1
    return before and after


def _number(printed: str) -> str:
    return re.sub(r"[\[［（【](\d{4})[\]］）】]", r"〔\1〕", re.sub(r"\s", "", printed))


def _titles(text: str) -> Iterator[tuple[int, int]]:
    """The outermost 《…》, nested ones inside; one that never closes ends nowhere and is none."""
    at = 0
    while (start := text.find("《", at)) >= 0:
        depth, end = 0, -1
        for i in range(start, min(len(text), start + 200)):
            depth += text[i] == "《"
            depth -= text[i] == "》"
            if depth == 0:
                end = i + 1
                break
        if end < 0:
            # opened twice and closed once: take up to the first close
            close = text.find("》", start, start + 200)
            if close < 0:
                at = start + 1
                continue
            start, end = text.rfind("《", start, close), close + 1
        yield start, end
        at = end


def _titled(view: View, start: int, end: int, part: Part, notice: Notice) -> tuple[_Mention | None, int]:
    """The mention of one title and where it stops, a number in brackets behind it included."""
    text = view.text
    title = text[start + 1 : end - 1]
    number, stop = None, end
    bracket = _BRACKETED_NUMBER.match(text[end:])
    if bracket:
        found = patterns.NUMBER.search(bracket["inside"]) or patterns.ORDER.search(bracket["inside"])
        if found:
            number, stop = _number(found[0]), end + bracket.end()
    if len(title) < 2 or (number is None and patterns.NO_DOCUMENT.search(title)):
        return None, stop
    relation = _relation(text, start, stop, title, part, notice)
    locator = patterns.LOCATOR.match(text[stop:])
    return _Mention(start, stop, title, number, relation, locator["locator"] if locator else None), stop


def _nested(view: View, outer: _Mention, start: int, end: int) -> Iterator[_Mention]:
    """〈…〉 and 《…》 inside a title: what the outer document does with the inner one."""
    for match in re.finditer(r"[〈《]([^〈〉《》]+)[〉》]", view.text[start:end]):
        before = view.text[start : start + match.start()]
        relation: Relation = "cites"
        if patterns.IMPLEMENTS_BEFORE.search(before):
            relation = "implements"
        elif re.search(r"(?:修改|修订)$", before):
            relation = "amends" if outer.relation == "issues" else "cites"
        elif patterns.FORWARDS_BEFORE.search(before) and outer.relation == "issues":
            relation = "forwards"
        if outer.relation not in ("issues", "forwards", "implements") and relation == "implements":
            relation = "cites"
        yield _Mention(start + match.start(), start + match.end(), match[1], None, relation, within=outer.title)


def _before(text: str, start: int) -> str:
    """What stands before a title, or before the first of several titles in a row (根据《甲》《乙》和《丙》)."""
    while True:
        head = text[:start]
        trimmed = _LIST_JOIN.sub("", re.sub(r"[（(][^（）()]{0,40}[）)]$", "", _LIST_JOIN.sub("", head)))
        if trimmed.endswith("》"):
            opening = trimmed.rfind("《")
            if opening >= 0 and len(trimmed) - opening < 200:
                start = opening
                continue
        return head[-40:]


def _relation(text: str, start: int, stop: int, title: str, part: Part, notice: Notice) -> Relation:
    """What the notice does with a titled document, by the words around it."""
    before, after = _before(text, start), text[stop : stop + 80]
    if _in_quotation(text, start):
        return "cites"
    own = part.name == "notice"
    issued = {_key(t) for t in [notice.issued_text, *notice.issued_texts] if t}
    if own and (patterns.FORWARDS_BEFORE.search(before) or patterns.FORWARDS_AFTER.match(after)):
        return "forwards"
    if _key(title) in issued:
        return "issues"
    if own or not patterns.PLANS_BEFORE.search(before):
        for relation, ahead, behind in (
            ("repeals", patterns.REPEALS_BEFORE, patterns.REPEALS_AFTER),
            ("extends", patterns.EXTENDS_BEFORE, patterns.EXTENDS_AFTER),
            ("amends", patterns.AMENDS_BEFORE, patterns.AMENDS_AFTER),
        ):
            if behind.match(after) and (own or relation == "repeals"):
                return relation  # type: ignore[return-value]
            if own and ahead.search(before) and (relation != "amends" or before.endswith(("关于修改", "关于修订", "关于调整", "关于修正")) or behind.match(after)):
                return relation  # type: ignore[return-value]
    may_issue = own and (not issued or any(name.endswith(_key(title)) for name in issued))
    if may_issue and patterns.ISSUES_AFTER.match(after):
        return "issues"
    if may_issue and patterns.ISSUES_BEFORE.search(before) and not patterns.IMPLEMENTS_BEFORE.search(before):
        return "issues"
    if patterns.PLANS_BEFORE.search(before) or patterns.PLANS_AFTER.match(after):
        return "plans"
    if patterns.IMPLEMENTS_BEFORE.search(before) or (patterns.IMPLEMENTS_AFTER.match(after) and patterns.IMPLEMENTS_EARLIER.search(before)):
        attribute = patterns.ATTRIBUTE_AFTER.match(after) and not _in_own_title(text, start, part, notice)
        return "cites" if attribute else "implements"
    return "cites"


def _in_quotation(text: str, start: int) -> bool:
    """Inside the quoted words of an amendment: 将第一条中的“《…》”修改为“《…》”."""
    opening = text.rfind("“", max(0, start - 60), start)
    return opening >= 0 and "”" not in text[opening:start] and start - opening < 3 and bool(re.search(r"(?:中的|修改为|改为|删去|增加)$", text[:opening]))


def _in_own_title(text: str, start: int, part: Part, notice: Notice) -> bool:
    """Whether the words around a title are the notice's, the issued text's or an attachment's own title."""
    around = _key(text[max(0, start - 30) : start + 80])
    names = [notice.title, notice.issued_text, part.title, *(a.title for a in notice.attachments)]
    return any(name and _key(name)[:24] in around for name in names)
