"""The elements of a notice 公文格式各要素 (GB/T 9704-2012, 7.2 to 7.4): its head, its signature, its end matter."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import date
from re import Pattern

from extractors.deadlines import TimeContext
from extractors.document import Document
from extractors.header import patterns
from extractors.header.addressees import split_units
from extractors.header.dates import read_date
from extractors.header.issuers import Found, Signature, issuers_in_title, issuers_of_masthead, issuers_of_order, read_signature
from extractors.header.validity import read_force
from extractors.knowledge import Knowledge
from extractors.parts import patterns as framing
from extractors.parts.attachments import is_listing, read_label, read_list
from extractors.parts.issued import Issued, named_titles
from extractors.parts.lines import Line, ending_of, key, lines_of, locate
from extractors.parts.model import Part
from extractors.parts.opening import Opening, read_opening
from extractors.records import Attachment, Evidence, Notice, Problem
from extractors.text import View, evidence, squeeze


@dataclass(frozen=True, slots=True, kw_only=True)
class HeaderReading:
    """The elements of a notice, each with its evidence in ``notice.evidence``, and what was doubtful."""

    notice: Notice
    problems: tuple[Problem, ...]


@dataclass(slots=True)
class _Draft:
    """The elements while they are collected."""

    document: Document
    knowledge: Knowledge
    evidence: dict[str, list[Evidence]] = field(default_factory=dict)
    problems: list[Problem] = field(default_factory=list)

    def show(self, name: str, start: int, end: int, *, cue: str | None = None) -> Evidence:
        """Keep ``text[start:end]`` as evidence of an element."""
        shown = evidence(self.document, start, end, cue=cue)
        self.evidence.setdefault(name, []).append(shown)
        return shown


def read_header(document: Document, parts: Sequence[Part], *, knowledge: Knowledge) -> HeaderReading:
    """The elements of the notice that a document holds, given its parts (:func:`extractors.parts.parts.split`).

    A site's own fields fill ``number``, ``published_on``, ``index_number``, ``status`` and, where the text prints none,
    the title; never the issuers. ``jurisdiction`` is left open.
    """
    everything = lines_of(document)
    lines = [line for line in everything if not parts or line.end <= max(parts[0].end, 0)]
    opening = read_opening(document, everything)
    draft = _Draft(document, knowledge)
    signature = read_signature(document, lines, opening, knowledge=knowledge)
    title, kind = _title(draft, everything, opening)
    printed_on = _printed_on(draft, everything)
    issued_on = _issued_on(draft, everything, opening, signature)
    issued = named_titles(document, everything, opening)
    issued_texts = _issued_texts(draft, parts, issued)
    own_titles = [*(item for item in (title,) if item), *issued_texts]
    force = read_force(document, parts, context=TimeContext(issued_on=issued_on, printed_on=printed_on), own_titles=own_titles)
    for name, shown in (("effective_on", force.effective), ("expires_on", force.expires)):
        if shown is not None:
            draft.evidence[name] = [shown]
    if force.problem is not None:
        draft.problems.append(Problem(code="header.validity", message="有效期推算不出：起算日期不明", evidence=force.problem))
    notice = Notice(
        title=title,
        number=_number(draft, everything, opening),
        kind=kind,
        issuers=_issuers(draft, everything, opening, signature),
        addressees=_addressees(draft, opening),
        copied_to=_copied_to(draft, everything),
        signed_by=_matched(draft, everything, opening.signed_by, "signed_by"),
        secrecy=_matched(draft, everything, opening.secrecy, "secrecy"),
        urgency=_matched(draft, everything, opening.urgency, "urgency"),
        issued_on=_iso(issued_on),
        printed_on=_iso(printed_on),
        published_on=_iso(read_date(_field(document, patterns.PUBLISHED_FIELD) or "")),
        effective_on=force.effective_on,
        expires_on=force.expires_on,
        status=_field(document, patterns.STATUS_FIELD),
        index_number=_field(document, patterns.INDEX_FIELD),
        issued_text=issued_texts[0] if issued_texts else None,
        issued_texts=issued_texts,
        attachments=_attachments(draft, everything, parts),
        evidence={name: draft.evidence[name] for name in sorted(draft.evidence)},
    )
    return HeaderReading(notice=notice, problems=tuple(draft.problems))


def _iso(day: date | None) -> str | None:
    return day.isoformat() if day else None


def _field(document: Document, name: Pattern[str]) -> str | None:
    """The value of a site's own field, ``None`` where it has none or an empty one."""
    for item in document.fields:
        if name.match(squeeze(item.name)) and item.value.strip() and item.value.strip().lower() != "nan":
            return item.value.strip()
    return None


def _title(draft: _Draft, lines: Sequence[Line], opening: Opening) -> tuple[str | None, str | None]:
    """The title on one line, and the kind 文种 that it ends with."""
    title = opening.title
    if title is None or opening.title_lines is None:
        title = squeeze(_field(draft.document, patterns.TITLE_FIELD) or "") or None
    else:
        first, end = opening.title_lines
        place = locate(draft.document, lines[first].start, lines[end - 1].end, title)
        draft.show("title", *(place or (lines[first].start, lines[end - 1].end)), cue="title")
    ending = ending_of(title) if title else None
    if ending is not None and ending.kind is not None and "title" in draft.evidence:
        shown = draft.evidence["title"][0]
        view = View.of(draft.document.text, shown.start, shown.end)
        at = view.text.rfind(ending.ending)
        if at >= 0:
            draft.show("kind", *view.span(at, at + len(ending.ending)), cue=ending.ending)
    return title, ending.kind if ending else None


def normal_number(number: str) -> str:
    """A document number 发文字号 in the one form of the record: no white space, the year in 〔〕."""
    bare = squeeze(number)
    match = framing.NUMBER.search(bare)
    return f"{match['code']}〔{match['year']}〕{match['no']}号" if match else bare.strip("（）")


def _number(draft: _Draft, lines: Sequence[Line], opening: Opening) -> str | None:
    if opening.number is not None:
        line = lines[opening.number]
        text = framing.SIGNED_BY.sub("", line.text)
        match = framing.NUMBER.search(text) or framing.ORDER_LINE.match(text)
        if match is not None:
            place = locate(draft.document, line.start, line.end, match[0])
            draft.show("number", *(place or (line.start, line.end)), cue="number")
            return normal_number(match[0])
    value = _field(draft.document, patterns.NUMBER_FIELD)
    return normal_number(value) if value and any(char.isdigit() for char in value) else None


def _issuers(draft: _Draft, lines: Sequence[Line], opening: Opening, signature: Signature) -> list[str]:
    """The issuers by the signature; where another organ seals for the issuer (代章), or none signs, by red head and title."""
    found_in = (issuers_of_masthead, issuers_in_title, issuers_of_order)
    named = next(filter(None, (find(draft.document, lines, opening, knowledge=draft.knowledge) for find in found_in)), ())
    found: tuple[Found, ...] = signature.issuers
    if not found or (signature.sealed_for and named):
        found = named
    values: list[str] = []
    for item in found:
        draft.show("issuers", item.start, item.end, cue=item.cue)
        if item.value not in values:
            values.append(item.value)
    return values


def _addressees(draft: _Draft, opening: Opening) -> list[str]:
    if opening.addressees is None:
        return []
    return _units(draft, "addressees", *opening.addressees)


def _copied_to(draft: _Draft, lines: Sequence[Line]) -> list[str]:
    """The copies 抄送 of the imprint: the line, and those below it up to the line of the printing office."""
    for at, line in enumerate(lines):
        match = framing.COPIED_TO.match(line.text)
        if match is None:
            continue
        end = at + 1
        while end < len(lines) and not lines[end - 1].text.endswith("。") and not framing.IMPRINT.match(lines[end].text) and not lines[end].is_table:
            end += 1
        view = View.of(draft.document.text, line.start, lines[end - 1].end)
        return _units(draft, "copied_to", view.span(match.start("units"), len(view))[0], lines[end - 1].end)
    return []


def _units(draft: _Draft, name: str, start: int, end: int) -> list[str]:
    view = View.of(draft.document.text, start, end)
    values = []
    for first, last in split_units(view.text):
        draft.show(name, *view.span(first, last), cue=name)
        values.append(view.text[first:last])
    return values


def _matched(draft: _Draft, lines: Sequence[Line], at: int | None, name: str) -> str | None:
    """The value of an element that stands on a line of its own."""
    if at is None:
        return None
    pattern, group = {
        "signed_by": (framing.SIGNED_BY, "names"),
        "secrecy": (framing.SECRECY, "level"),
        "urgency": (framing.URGENCY, "level"),
    }[name]
    match = pattern.search(lines[at].text)
    if match is None:
        return None
    place = locate(draft.document, lines[at].start, lines[at].end, match[group])
    draft.show(name, *(place or (lines[at].start, lines[at].end)), cue=name)
    return match[group]


def _issued_on(draft: _Draft, lines: Sequence[Line], opening: Opening, signature: Signature) -> date | None:
    """The 成文日期: the signature's date, else the date in brackets behind or under the title."""
    candidates: list[tuple[Line, str]] = []
    if signature.date is not None:
        candidates.append((signature.date, "signature"))
    if opening.title_lines is not None:
        candidates += [(line, "title") for line in lines[opening.title_lines[0] : opening.title_lines[1]] if framing.DATE_IN_BRACKETS.search(line.text)]
    if opening.date is not None:
        candidates.append((lines[opening.date], "title"))
    for line, cue in candidates:
        match = framing.DATE_IN_BRACKETS.search(line.text) or framing.SIGNED_DATE_LINE.match(line.text) or framing.DATE_LINE.match(line.text)
        day = read_date(match["date"]) if match else None
        if match is not None and day is not None:
            place = locate(draft.document, line.start, line.end, match["date"])
            draft.show("issued_on", *(place or (line.start, line.end)), cue=cue)
            return day
    return None


def _printed_on(draft: _Draft, lines: Sequence[Line]) -> date | None:
    """The 印发日期 of the imprint 版记."""
    for line in reversed(lines):
        match = framing.IMPRINT.match(line.text)
        day = read_date(match["date"]) if match else None
        if match is not None and day is not None:
            place = locate(draft.document, line.start, line.end, match["date"])
            draft.show("printed_on", *(place or (line.start, line.end)), cue="imprint")
            return day
    return None


def _issued_texts(draft: _Draft, parts: Sequence[Part], issued: Issued) -> list[str]:
    """The titles of what is issued: as the covering text names them, else as they stand over the texts, else as in the title."""
    if not issued.issues:
        return []
    titles: list[str] = []
    for item in issued.in_text:
        draft.show("issued_text", item.start, item.end, cue="issues")
        titles.append(item.title)
    over = [part for part in parts if part.name.startswith("issued_text") and part.title]
    named = {key(title) for title in (*titles, *issued.in_title)}
    for part in over:
        if part.title is not None and (not titles or (len(over) > 1 and key(part.title) not in named)):
            titles.append(part.title)
            draft.show("issued_text", part.start, _title_end(draft.document, part), cue="title")
    return list(dict.fromkeys(titles or issued.in_title))


def _attachments(draft: _Draft, lines: Sequence[Line], parts: Sequence[Part]) -> list[Attachment]:
    """The attachments: those that the lists below the texts name, then those that only their own title names."""
    found: dict[str, Attachment] = {}
    at = 0
    known = {key(part.title) for part in parts if part.title}
    while at < len(lines):
        if read_label(lines[at].text) is None or not is_listing(lines, at, known=known):
            at += 1
            continue
        entries, after = read_list(lines, at)
        for entry in entries:
            place = locate(draft.document, lines[entry.first].start, lines[entry.end - 1].end, entry.title)
            shown = draft.show("attachments", *(place or (lines[entry.first].start, lines[entry.end - 1].end)), cue="list")
            found.setdefault(key(entry.title), Attachment(title=entry.title, evidence=shown))
        at = max(after, at + 1)
    for part in parts:
        if part.name.startswith("attachment") and part.title and key(part.title) not in found:
            shown = draft.show("attachments", part.start, _title_end(draft.document, part), cue="title")
            found[key(part.title)] = Attachment(title=part.title, evidence=shown)
    return list(found.values())


def _title_end(document: Document, part: Part) -> int:
    """Where the title of a part ends in the canonical text."""
    return document.span(part.blocks[max(0, part.title_blocks - 1)].address)[1]
