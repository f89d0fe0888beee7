"""The documents that a notice names, by 《title》, by number or both, and what it does with each."""

from __future__ import annotations

import re
from bisect import bisect_left
from dataclasses import dataclass
from datetime import date

from extractors.citations.antecedents import antecedent, bare_laws, is_kind_only, pointers
from extractors.citations.frames import Frame, Place, frames
from extractors.citations.joining import Cited, Mention, Register, loose_key, title_key
from extractors.citations.lists import Lists, read_lists
from extractors.citations.mentions import Named, named_in
from extractors.citations.relations import nested_relation, relation_of
from extractors.deadlines import TimeContext, find_times, find_validity
from extractors.document import Document
from extractors.parts.model import Part
from extractors.records import Citation, Notice, Relation
from extractors.text import View, evidence

_QUOTE_CUE = re.compile(r"(?:中的?|修改为|改为|修订为|调整为|表述为|替换为|删去|删除|增加|增加一[条款项]|作为第[一-龥\d]{1,8}[条款项])[：，]?$")
_PROLONGED = re.compile(r"有效期限?[^，。；]{0,6}(?:延长|延续|顺延|延期|延)[^，。；]{0,24}")
_UNTIL_WINDOW = 160
_HEAD = 200


def read_citations(document: Document, parts: tuple[Part, ...], notice: Notice) -> tuple[Citation, ...]:
    """The documents named anywhere in the notice, each once, in the order of their first mention.

    A title without 《》 is none, but in a list of documents that the notice repeals or keeps. Words that stand for a document
    (该办法, 《办法》 after 以下简称) are further places of it. The notice's own title and number are none.
    """
    reading = _Reading(document, notice)
    for part in parts:
        reading.take(part)
    reading.settle_until(parts)
    return tuple(
        Citation(
            title=cited.title,
            number=cited.numbers[0] if cited.numbers else None,
            relation=cited.relation,
            locator=cited.locator,
            until=cited.until,
            within=cited.within,
            evidence=sorted(cited.evidence, key=lambda e: (e.start, e.end)),
        )
        for cited in reading.register.merged()
    )


@dataclass(frozen=True, slots=True, kw_only=True)
class _Around:
    """What the mentions of one part share."""

    part: Part
    view: View
    quoted: list[tuple[int, int]]
    issuing_rows: frozenset[int]
    lists: Lists


class _Reading:
    """One notice being read: the documents so far, their aliases, and the last ones named."""

    def __init__(self, document: Document, notice: Notice) -> None:
        self.document, self.notice = document, notice
        self.register = Register()
        self.aliases: dict[str, Cited | None] = {}
        self.issued = {loose_key(title) for title in [notice.issued_text, *notice.issued_texts] if title}
        self.times = TimeContext(
            issued_on=date.fromisoformat(notice.issued_on) if notice.issued_on else None,
            printed_on=date.fromisoformat(notice.printed_on) if notice.printed_on else None,
        )

    def take(self, part: Part) -> None:
        """Takes in the documents of one part."""
        view = View.of(self.document.text, part.start, part.end)
        lists = read_lists(self.document, part, self.notice)
        passed = tuple((bisect_left(view.offsets, one.start), bisect_left(view.offsets, one.end)) for one in lists.documents)
        named = named_in(view, lines=self.document.text, passed=passed)
        framed = frames(view.text, [one.place for one in named])
        around = _Around(
            part=part,
            view=view,
            quoted=_quoted(view.text),
            issuing_rows=frozenset(frame.row for one, frame in zip(named, framed, strict=True) if self._is_issued(one)),
            lists=lists,
        )
        taken = sorted([*passed, *((one.place.start, one.place.rest) for one in named)])
        points = pointers(view, taken)
        events: list[tuple[int, int]] = sorted([(one.place.start, index) for index, one in enumerate(named)] + [(p.start, -1 - k) for k, p in enumerate(points)])
        earlier: list[Cited] = []
        for _, index in events:
            if index >= 0:
                known = self._named(named[index], framed[index], around)
                earlier += [known] if known is not None else []
                continue
            point = points[-1 - index]
            meant = antecedent(point.kind, earlier)
            if meant is not None:
                frame = frames(view.text, [Place(start=point.start, end=point.end, rest=point.end)])[0]
                relation = relation_of(frame, covering=part.name == "notice", may_issue=False, is_issued=False)
                meant.take(relation, [evidence(self.document, *view.span(point.start, point.end), cue="antecedent")])
        for one, span in zip(lists.documents, passed, strict=True):
            mention = Mention(start=span[0], end=span[1], title=one.title, numbers=(one.number,) if one.number else (), relation=one.relation)
            self.register.add(mention, evidence(self.document, one.start, one.end, cue=f"{one.relation} list"))
        for start, end, law in bare_laws(view, self.register, taken):
            law.take("cites", [evidence(self.document, *view.span(start, end), cue="antecedent")])

    def settle_until(self, parts: tuple[Part, ...]) -> None:
        """A new last day that stands in a sentence of its own (办法有效期延长至…) is that of the one document that is changed or extended."""
        changed = [cited for cited in self.register.cited if cited.relation in ("extends", "amends")]
        covering = next((part for part in parts if part.name == "notice"), None)
        if len(changed) != 1 or changed[0].until is not None or covering is None:
            return
        view = View.of(self.document.text, covering.start, covering.end)
        for match in view.find(_PROLONGED):
            days = {item.day for item in find_validity(view.cut(*match.span()), self.times) if item.role == "expires" and item.day}
            if len(days) == 1:
                changed[0].until = days.pop()
                return

    def _named(self, one: Named, frame: Frame, around: _Around) -> Cited | None:
        """Takes in one place that names a document; ``None`` where it is the notice itself."""
        view = around.view
        if self._is_self(one) or (one.title is None and (_stands_alone(view, self.document.text, one.place) or self._opens(one, frame, around))):
            return None
        relation = self._relation(one, frame, around)
        found = evidence(self.document, *view.span(one.place.start, one.place.end), cue=relation)
        if one.title is not None and not one.numbers:
            meant = self._meant(one)
            if meant is not None:
                meant.take(relation if relation != "issues" else "cites", [found.model_copy(update={"cue": "alias"})], locator=one.locator)
                return meant
        mention = Mention(
            start=one.place.start,
            end=one.place.end,
            title=one.title,
            numbers=one.numbers,
            relation=relation,
            locator=one.locator,
            until=self._until(view, one.place.end) if relation == "extends" else None,
        )
        known = self.register.add(mention, found)
        if one.alias:
            self.aliases[title_key(one.alias)] = known
        for start, end in one.nested:
            self._nested(one, relation, start, end, view)
        return known

    def _nested(self, outer: Named, relation: Relation, start: int, end: int, view: View) -> None:
        title = view.text[start + 1 : end - 1]
        before = re.split(r"[《〈<＜]", view.text[outer.place.start : start])[-1]
        inner = nested_relation(before, relation)
        if len(title) < 2 or self._is_own_title(title):
            return
        mention = Mention(start=start, end=end, title=title, numbers=(), relation=inner, within=outer.title)
        self.register.add(mention, evidence(self.document, *view.span(start, end), cue=inner))

    def _relation(self, one: Named, frame: Frame, around: _Around) -> Relation:
        at = one.place.start
        if any(start < at < end for start, end in around.quoted):
            return "cites"
        listed = around.lists.relation_at(around.view.offsets[at])
        if listed is not None:
            return listed
        covering = around.part.name == "notice"
        fits = not self.issued or any(key.endswith(loose_key(one.title or "")) for key in self.issued) or frame.row in around.issuing_rows
        relation = relation_of(frame, covering=covering, may_issue=covering and one.title is not None and fits, is_issued=self._is_issued(one))
        if relation == "cites" and one.title is not None and self._in_own_title(at, around):
            titled = Frame(lead=frame.lead, clause=frame.clause, trail="", row=frame.row)
            return relation_of(titled, covering=covering, may_issue=False, is_issued=False)
        return relation

    def _meant(self, one: Named) -> Cited | None:
        """The document that an alias or a title of only a kind (《实施方案》) stands for."""
        title = one.title or ""
        if title_key(title) in self.aliases:
            return self.aliases[title_key(title)]
        if not is_kind_only(title):
            return None
        issued = next((c for c in self.register.cited if c.relation == "issues" and c.title and title_key(c.title).endswith(title_key(title))), None)
        if issued is not None:
            return issued
        ending = [c for c in self.register.cited if c.title and not is_kind_only(c.title) and title_key(c.title).endswith(title_key(title))]
        return ending[-1] if ending else None

    def _opens(self, one: Named, frame: Frame, around: _Around) -> bool:
        """Whether a number stands in the head of a notice whose own number nobody read: behind its title, before the addressees."""
        if re.search(r"(?:文号|编号|字号)：$", frame.lead):
            return True
        if self.notice.number is not None or around.part.start > 0 or one.place.start > _HEAD:
            return False
        return not frame.trail.startswith(("）", "文", "号")) and re.search(r"(?:通知|公告|决定|意见|批复|函|报告|办法|方案|）|》)$|^$", frame.lead) is not None

    def _is_issued(self, one: Named) -> bool:
        return one.title is not None and loose_key(one.title) in self.issued

    def _is_own_title(self, title: str) -> bool:
        return self.notice.title is not None and title_key(title) == title_key(self.notice.title)

    def _is_self(self, one: Named) -> bool:
        own = title_key(self.notice.number or "")
        numbered = own in {title_key(number) for number in one.numbers}
        if one.title is None:
            return bool(own) and numbered
        return self._is_own_title(one.title) and (numbered or not one.numbers)

    def _in_own_title(self, at: int, around: _Around) -> bool:
        """Whether the words around a title are the notice's, the issued text's or the part's own title (贯彻落实《…》实施方案)."""
        near = title_key(around.view.text[max(0, at - 30) : at + 80])
        return any(name and title_key(name)[:24] in near for name in (self.notice.title, self.notice.issued_text, around.part.title))

    def _until(self, view: View, end: int) -> str | None:
        """The new last day in force: in the rest of the sentence, or in the next one where it goes on with the term of force."""
        said = re.match(r"[^。；]*(?:[。；]有效期[^。；]*)?", view.text[end : end + _UNTIL_WINDOW])
        rest = view.cut(end, end + (said.end() if said else 0))
        for item in find_validity(rest, self.times):
            if item.role == "expires" and item.day:
                return item.day
        for hit in find_times(rest, self.times):
            if hit.deadline.end and re.search(r"(?:至|到|止)$", rest.text[: hit.start] + hit.deadline.text[:1]):
                return hit.deadline.end
        return None


def _quoted(text: str) -> list[tuple[int, int]]:
    """The words that an amendment puts in or takes out: 将第一条中的“《…》”修改为“《…》”."""
    spans: list[tuple[int, int]] = []
    at = 0
    while (start := text.find("“", at)) >= 0:
        at = start + 1
        if not _QUOTE_CUE.search(text[max(0, start - 16) : start]):
            continue
        depth = 0
        for i in range(start, min(len(text), start + 3000)):
            depth += (text[i] == "“") - (text[i] == "”")
            if depth == 0:
                spans.append((start, i))
                at = i
                break
    return spans


def _stands_alone(view: View, text: str, place: Place) -> bool:
    """A number that stands on a line of its own is the notice's number, not a citation."""
    start, end = view.span(place.start, place.end)
    before = place.start == 0 or "\n" in text[view.offsets[place.start - 1] : start]
    after = place.end == len(view) or "\n" in text[end : view.offsets[place.end]]
    return before and after
