"""What a reference points to: the clause of a task, the unit of a mention, the policy that is cited, the measure carried out.

Within a record these follow its own ids; across the corpus they are settled here, for the graph and the tables alike.
What several could answer for is not guessed: such a reference keeps a node of its own.
"""

from __future__ import annotations

import re
from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass

from extractors.records import Citation, Clause, NoticeRecord, Support, Task
from pipeline import identity
from pipeline.entries import NoticeEntry
from pipeline.graph.names import CitedName, NoticeNames, bare_title, issuer_forms, normal_title

_PLACE = re.compile(r"^.{1,9}?(?:自治区|自治州|自治县|省|市|县|区|州|盟|旗)")
_ISSUES = re.compile(r"(?:印发|发布|公布|下发)(.+)的(?:通知|公告)$")
_LONGEST_ISSUER = 40


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
    """A policy: a notice of the corpus, or a document that is only cited (``notice_id`` is ``None``).

    ``number`` is the normal number by which a document that is only cited is known, ``None`` where that is its title.
    """

    id: str
    notice_id: str | None
    number: str | None = None


class Policies:
    """The policies of a corpus: one identity a document, whether it is read or only cited.

    Takes what the notices may be cited by and how documents are named in them (:mod:`pipeline.graph.names`): of all notices, or of
    those alone that a question about some of them can touch (:mod:`pipeline.store.names`); what comes of it is the same.
    """

    def __init__(self, names: Iterable[NoticeNames], cited: Iterable[CitedName]) -> None:
        self._names = {name.notice_id: name for name in names}
        self._by_number: dict[str, set[str]] = defaultdict(set)
        self._by_title: dict[str, set[str]] = defaultdict(set)
        self._by_bare_title: dict[str, set[str]] = defaultdict(set)
        self._numbers_of_title: dict[str, set[str]] = defaultdict(set)
        self._titles: dict[str, Counter[str]] = defaultdict(Counter)
        self._superior: dict[tuple[str, str], Policy] = {}
        for name in self._names.values():
            self._learn(name)
        for named in cited:
            self._learn_cited(named)

    @classmethod
    def of(cls, entries: Sequence[NoticeEntry]) -> Policies:
        """The policies of a corpus that is these notices."""
        return cls(map(NoticeNames.of, entries), (name for entry in entries for name in CitedName.of(entry)))

    def _learn(self, name: NoticeNames) -> None:
        if name.number:
            self._by_number[identity.normal_number(name.number)].add(name.notice_id)
        if name.title:
            bare = bare_title(name.title, name.issuers)
            self._by_bare_title[bare].add(name.notice_id)
            for full in {issuer + bare for issuer in issuer_forms(name.issuers)}:
                self._by_title[full].add(name.notice_id)
        for issued in name.issued_texts:
            self._by_bare_title[normal_title(issued)].add(name.notice_id)

    def _learn_cited(self, named: CitedName) -> None:
        if named.title and named.number:
            self._numbers_of_title[normal_title(named.title)].add(identity.normal_number(named.number))
        if named.title:
            own = identity.cited_id(number=named.number, title=normal_title(named.title))
            self._titles[own][named.title] += named.notices

    def title_of(self, policy: Policy) -> str | None:
        """The title of a document that is only cited: the one that most notices print, of several the first in order."""
        titles = self._titles.get(policy.id)
        return min(titles, key=lambda title: (-titles[title], title)) if titles else None

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
        if citation.notice_id in self._names and citation.notice_id is not None:
            return self.of_notice(citation.notice_id)
        title = normal_title(citation.title) if citation.title else ""
        whole = _spelled_out(entry.record, citation, title)
        if whole is not None:
            return self.cited(entry, whole)
        number = self._number(citation, title)
        held = self._held(entry, citation, title, number)
        if held is not None:
            return self.of_notice(held)
        return Policy(id=identity.cited_id(number=number, title=title or None), notice_id=None, number=number)

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
            titled = {notice for notice in bare if self._vouched(entry, citation, title, self._names[notice])}
        return next(iter(titled)) if len(titled) == 1 else None

    def _without_number_but(self, number: str | None, notices: set[str]) -> set[str]:
        """The notices that a citation with this number (``None``: without one) can mean: a known number must not differ."""
        return {notice for notice in notices if number is None or self._names[notice].number is None}

    @staticmethod
    def _vouched(entry: NoticeEntry, citation: Citation, title: str, held: NoticeNames) -> bool:
        issuers = held.issuers
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
        text, then that of the notice. Where none does, it is the only document that the notice implements, if the corpus
        holds it: a document that is only cited may as well be a regulation that sets no measures. Else, and where a title
        names several, the measures are the notice's own.
        """
        key = (entry.notice_id, part)
        if key not in self._superior:
            self._superior[key] = self._find_superior(entry, part)
        return self._superior[key]

    def _find_superior(self, entry: NoticeEntry, part: str) -> Policy:
        implemented = [citation for citation in entry.record.citations if citation.relation == "implements"]
        for title in _titles_above(entry.record, part):
            if named := self._others(entry, _outermost(normal_title(title), implemented)):
                return named[0] if len(named) == 1 else self.of_notice(entry.notice_id)
        others = self._others(entry, implemented)
        alone = len(others) == 1 and others[0].notice_id is not None
        return others[0] if alone else self.of_notice(entry.notice_id)

    def _others(self, entry: NoticeEntry, citations: Iterable[Citation]) -> list[Policy]:
        """The policies that citations of a notice name, each once, without the notice itself."""
        policies = {policy.id: policy for policy in (self.cited(entry, citation) for citation in citations)}
        policies.pop(entry.notice_id, None)
        return list(policies.values())

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
