"""What a reference points to: the clause of a task, the unit of a mention, the policy that is cited, the measure carried out.

Within a record these follow its own ids; across the corpus they are settled here, for the graph and the tables alike.
What several could answer for is not guessed: such a reference keeps a node of its own.
"""

from __future__ import annotations

import re
from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field

from extractors.records import Assignment, Citation, Clause, NoticeRecord, Support, Task
from pipeline import identity
from pipeline.entries import NoticeEntry

_MARKS = re.compile(r"[\s《》〈〉<>“”\"‘’'「」『』]")
_WIDTHS = str.maketrans({"(": "（", ")": "）", "[": "〔", "]": "〕", "－": "-", "—": "-", "–": "-"})
_PLACE = re.compile(r"^.{1,9}?(?:自治区|自治州|自治县|省|市|县|区|州|盟|旗)")
_ISSUES = re.compile(r"(?:印发|发布|公布|下发)(.+)的(?:通知|公告)$")
_LONGEST_ISSUER = 40


def normal_title(title: str) -> str:
    """A title in the one form in which titles are compared: no white space and title marks, one width of brackets.

    >>> normal_title("关于印发《云麓市 节水方案(试行)》的通知")
    '关于印发云麓市节水方案（试行）的通知'
    """
    return _MARKS.sub("", title).translate(_WIDTHS)


def bare_title(title: str, issuers: Sequence[str]) -> str:
    """A title in the form of :func:`normal_title`, without the issuers in front.

    >>> bare_title("云麓市人民政府关于节水的通知", ["云麓市人民政府"])
    '关于节水的通知'
    """
    bare = normal_title(title)
    for issuer in sorted(_issuer_forms(issuers), key=lambda name: (-len(name), name)):
        if bare.startswith(issuer):
            return bare.removeprefix(issuer)
    return bare


def _issuer_forms(issuers: Sequence[str]) -> set[str]:
    """The issuers as a title may print them: each, and all together."""
    return {normal_title(issuer) for issuer in (*issuers, "".join(issuers), "、".join(issuers)) if issuer}


class RecordLinks:
    """The references inside one record. A clause is named by its id, or by its path within the part of the one who names it."""

    def __init__(self, record: NoticeRecord) -> None:
        self._by_id = {clause.id: clause for clause in record.clauses}
        self._by_path: dict[str, list[Clause]] = defaultdict(list)
        for clause in record.clauses:
            self._by_path[clause.path].append(clause)

    def clause(self, reference: str | None, *, part: str) -> Clause | None:
        """The clause that a reference names; ``None`` where none does, or several could."""
        if reference is None:
            return None
        if reference in self._by_id:
            return self._by_id[reference]
        named = self._by_path.get(reference, [])
        own = [clause for clause in named if clause.part == part]
        found = own or named
        return found[0] if len(found) == 1 else None


@dataclass(frozen=True, slots=True, kw_only=True)
class Policy:
    """A policy: a notice of the corpus, or a document that is only cited (``notice_id`` is ``None``)."""

    id: str
    notice_id: str | None


class Policies:
    """The policies of a corpus: one identity a document, whether it is read or only cited."""

    def __init__(self, entries: Iterable[NoticeEntry]) -> None:
        self._entries = {entry.notice_id: entry for entry in entries}
        self._by_number: dict[str, set[str]] = defaultdict(set)
        self._by_title: dict[str, set[str]] = defaultdict(set)
        self._by_bare_title: dict[str, set[str]] = defaultdict(set)
        self._numbers_of_title: dict[str, set[str]] = defaultdict(set)
        self._superior: dict[tuple[str, str], Policy] = {}
        for entry in self._entries.values():
            self._learn(entry)

    def _learn(self, entry: NoticeEntry) -> None:
        notice = entry.record.notice
        if notice.number:
            self._by_number[identity.normal_number(notice.number)].add(entry.notice_id)
        if notice.title:
            bare = bare_title(notice.title, notice.issuers)
            self._by_bare_title[bare].add(entry.notice_id)
            for full in {issuer + bare for issuer in _issuer_forms(notice.issuers)}:
                self._by_title[full].add(entry.notice_id)
        for issued in {*notice.issued_texts, *filter(None, [notice.issued_text])}:
            self._by_bare_title[normal_title(issued)].add(entry.notice_id)
        for citation in entry.record.citations:
            if citation.title and citation.number:
                self._numbers_of_title[normal_title(citation.title)].add(identity.normal_number(citation.number))

    def of_notice(self, notice_id: str) -> Policy:
        """The policy that a notice of the corpus is."""
        return Policy(id=notice_id, notice_id=notice_id)

    def cited(self, entry: NoticeEntry, citation: Citation) -> Policy:
        """The policy that a citation of a notice names.

        What the same notice also cites as 关于印发…的通知 is that document. Then by number; by title with its issuer; by a
        title without issuer (that of an issued text too), where the issuer is that of the citing notice, is named before
        the title, or its place stands in it. What a notice issues is the notice itself.
        """
        if citation.relation == "issues":
            return self.of_notice(entry.notice_id)
        if citation.notice_id in self._entries and citation.notice_id is not None:
            return self.of_notice(citation.notice_id)
        title = normal_title(citation.title) if citation.title else ""
        whole = _spelled_out(entry.record, citation, title)
        if whole is not None:
            return self.cited(entry, whole)
        number = self._number(citation, title)
        held = self._held(entry, citation, title, number)
        if held is not None:
            return self.of_notice(held)
        return Policy(id=identity.cited_id(number=number, title=title or None), notice_id=None)

    def _number(self, citation: Citation, title: str) -> str | None:
        """The number of a citation: its own, or the only one that the corpus gives with its title."""
        if citation.number:
            return identity.normal_number(citation.number)
        known = self._numbers_of_title.get(title, set()) if title else set()
        return next(iter(known)) if len(known) == 1 else None

    def _held(self, entry: NoticeEntry, citation: Citation, title: str, number: str | None) -> str | None:
        """The notice of the corpus that is cited, where exactly one can be."""
        if number and (numbered := self._by_number.get(number)):
            both = numbered & self._by_title.get(title, set())
            found = both if len(numbered) > 1 else numbered
            return next(iter(found)) if len(found) == 1 else None
        titled = self._without_number_but(number, self._by_title.get(title, set()))
        if not titled:
            bare = self._without_number_but(number, self._by_bare_title.get(title, set()))
            titled = {notice for notice in bare if self._vouched(entry, citation, title, self._entries[notice])}
        return next(iter(titled)) if len(titled) == 1 else None

    def _without_number_but(self, number: str | None, notices: set[str]) -> set[str]:
        """The notices that a citation with this number (``None``: without one) can mean: a known number must not differ."""
        return {notice for notice in notices if number is None or self._entries[notice].record.notice.number is None}

    @staticmethod
    def _vouched(entry: NoticeEntry, citation: Citation, title: str, held: NoticeEntry) -> bool:
        issuers = held.record.notice.issuers
        if set(issuers) & set(entry.record.notice.issuers):
            return True
        places = {match.group() for issuer in issuers if (match := _PLACE.match(issuer))}
        if any(place in title for place in places):
            return True
        heads = (entry.record.text[max(0, hit.start - _LONGEST_ISSUER) : hit.start] for hit in citation.evidence)
        return any(normal_title(head).endswith(normal_title(issuer)) for head in heads for issuer in issuers)

    def superior(self, entry: NoticeEntry, part: str) -> Policy:
        """The policy whose measures the worklist in a part of a notice carries out.

        That is the document under ``implements`` that the worklist's title names, without one the title of the issued
        text, then that of the notice. Where a title names several, or none does, the measures are the notice's own.
        """
        key = (entry.notice_id, part)
        if key not in self._superior:
            self._superior[key] = self._find_superior(entry, part)
        return self._superior[key]

    def _find_superior(self, entry: NoticeEntry, part: str) -> Policy:
        implemented = [citation for citation in entry.record.citations if citation.relation == "implements"]
        for title in _titles_above(entry.record, part):
            named = _outermost(normal_title(title), implemented)
            policies = {policy.id: policy for policy in (self.cited(entry, citation) for citation in named)}
            policies.pop(entry.notice_id, None)
            if policies:
                return next(iter(policies.values())) if len(policies) == 1 else self.of_notice(entry.notice_id)
        return self.of_notice(entry.notice_id)

    def measure(self, entry: NoticeEntry, task: Task, support: Support) -> str:
        """The id of the measure that a support item of a task is."""
        if not support.text.strip():
            return identity.measure_id(entry.notice_id, f"{task.part}/{support.no}")
        return identity.measure_id(self.superior(entry, task.part).id, support.text)


def _spelled_out(record: NoticeRecord, citation: Citation, title: str) -> Citation | None:
    """The citation of the same notice that names the document by which a text, here named alone, was issued."""
    if citation.number or not title:
        return None
    found = [
        other
        for other in record.citations
        if other.title and (match := _ISSUES.search(normal_title(other.title))) is not None and match.group(1) == title
    ]
    return found[0] if len(found) == 1 else None


def _titles_above(record: NoticeRecord, part: str) -> Iterator[str]:
    """The titles over a part, from the nearest: its own, that of the issued text, that of the notice."""
    kind, _, place = part.partition(":")
    index = int(place) - 1 if place.isdecimal() else 0
    notice = record.notice
    issued = notice.issued_texts or [title for title in [notice.issued_text] if title]
    if kind == "attachment" and 0 <= index < len(notice.attachments):
        yield notice.attachments[index].title
    if kind == "issued_text" and 0 <= index < len(issued):
        yield issued[index]
    elif len(issued) == 1:
        yield issued[0]
    if notice.title:
        yield notice.title


def _outermost(title: str, citations: Sequence[Citation]) -> list[Citation]:
    """The citations that a title names, by title or number, those left out that stand only inside another's name."""
    places: list[tuple[int, int, Citation]] = []
    for citation in citations:
        for name in filter(None, (normal_title(citation.title or ""), citation.number and normal_title(citation.number))):
            start = title.find(name)
            if start >= 0:
                places.append((start, start + len(name), citation))
                break
    return [
        citation
        for start, end, citation in places
        if not any(a <= start and end <= b and (a, b) != (start, end) for a, b, _ in places)
    ]


@dataclass(slots=True, kw_only=True)
class _Seen:
    names: Counter[str] = field(default_factory=Counter)
    levels: Counter[str] = field(default_factory=Counter)
    mentions: set[str] = field(default_factory=set)
    settled: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class KnownUnit:
    """A unit of the corpus. ``settled`` is false for a collective (市直有关部门) and for a form that no record settles."""

    id: str
    name: str
    level: str | None
    mentions: tuple[str, ...]
    settled: bool


class Units:
    """The units of a corpus: one identity a unit id; a form without one is known by its place and as printed."""

    def __init__(self, entries: Iterable[NoticeEntry]) -> None:
        self._seen: dict[str, _Seen] = defaultdict(_Seen)
        self._ids_of_form: dict[tuple[str, str], set[str]] = defaultdict(set)
        self._ids_of_name: dict[str, set[str]] = defaultdict(set)
        held = list(entries)
        for entry in held:
            self._learn_listed(entry)
        for entry in held:
            self._learn_printed(entry)

    def _learn_listed(self, entry: NoticeEntry) -> None:
        for unit in entry.record.units:
            known = identity.unit_id(unit.id)
            seen = self._seen[known]
            seen.settled = True
            seen.mentions.update(unit.mentions)
            if unit.level:
                seen.levels[unit.level] += 1
            if unit.name:
                seen.names[unit.name] += 1
                self._ids_of_name[unit.name].add(known)
            for form in (*unit.mentions, *filter(None, [unit.name])):
                self._ids_of_form[entry.notice_id, form].add(known)

    def _learn_printed(self, entry: NoticeEntry) -> None:
        for issuer in entry.record.notice.issuers:
            self._seen[self.issuer(entry, issuer)].mentions.add(issuer)
        for task in entry.record.tasks:
            for assignment in task.assignments:
                self._seen[self.assigned(entry, assignment)].mentions.add(assignment.mention)

    def assigned(self, entry: NoticeEntry, assignment: Assignment) -> str:
        """The id of the unit of an assignment."""
        if assignment.unit_id is not None:
            return identity.unit_id(assignment.unit_id)
        return identity.local_unit_id(place_of(entry), assignment.mention)

    def issuer(self, entry: NoticeEntry, name: str) -> str:
        """The id of the unit that issues a notice: an issuer is printed with its full name, so any record may settle it."""
        for found in (self._ids_of_form.get((entry.notice_id, name), set()), self._ids_of_name.get(name, set())):
            if len(found) == 1:
                return next(iter(found))
        return identity.local_unit_id(place_of(entry), name)

    def known(self) -> list[KnownUnit]:
        """The units, sorted by id. A unit that records name in several ways has the name that most of them give."""
        return [self.unit(unit) for unit in sorted(self._seen)]

    def unit(self, unit: str) -> KnownUnit:
        """The unit of an id.

        Raises:
            KeyError: no record names it.
        """
        if unit not in self._seen:
            raise KeyError(unit)
        seen = self._seen[unit]
        mentions = tuple(sorted(seen.mentions))
        name = _commonest(seen.names) or (max(mentions, key=lambda form: (len(form), form)) if mentions else unit)
        return KnownUnit(id=unit, name=name, level=_commonest(seen.levels), mentions=mentions, settled=seen.settled)


def _commonest(counts: Counter[str]) -> str | None:
    return min(counts, key=lambda value: (-counts[value], value)) if counts else None


def place_of(entry: NoticeEntry) -> str:
    """The place that a notice's local forms belong to: its jurisdiction's code, else its name, else the notice itself."""
    place = entry.record.notice.jurisdiction
    return (place.code or place.name) if place else entry.notice_id
