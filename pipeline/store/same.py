"""Which notice ids are one notice that several sources hold: a site's page without its number, a database's export, the docx.

Two ids are the same

* by *number*: one document number, an issuer in common or unknown on a side, and one title, or much the same text;
* by *title*: where a number is missing on a side, one title, issuer and date;
* by *text*: where of these a side does not say one, none differs and the texts are near-duplicates.

What is alike with two different numbers (one text, sent out each year) stays alone: a wrong joint hides a notice. What comes
of this depends on the ids alone and not on their order.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Final, Literal

import networkx as nx

from pipeline.graph.names import normal_title
from pipeline.store.marks import bands_of, likeness

Rule = Literal["number", "title", "text"]
_Rules = dict[str, dict[str, Rule]]
_Key = tuple[str, str | int]

#: Texts that share so many sentences are one text, where the header leaves one thing open …
ALIKE: Final = 0.8
#: … and where it leaves the title open.
NEARLY_EQUAL: Final = 0.9


@dataclass(frozen=True, slots=True, kw_only=True)
class Face:
    """What tells a notice id from others: the header and the signature of its richest record."""

    notice_id: str
    number: str | None
    title: str | None
    issuers: frozenset[str]
    issued_on: date | None
    stance: str | None
    signature: bytes | None


@dataclass(frozen=True, slots=True, kw_only=True)
class Joined:
    """That a notice id stands as (part of) another."""

    stands_as: str
    rule: Rule


def same(one: Face, other: Face) -> Rule | None:
    """By which rule two notice ids are one notice; ``None`` where they are not."""
    if one.stance != other.stance or contradict(one, other):
        return None
    titles = _titles(one, other)
    alike = likeness(one.signature, other.signature)
    if one.number and other.number:
        return "number" if titles is not False or alike >= ALIKE else None
    if titles is False:
        return None
    if titles is None:
        return "text" if alike >= NEARLY_EQUAL else None
    if one.issuers and other.issuers and one.issued_on and other.issued_on:
        return "title"
    return "text" if alike >= ALIKE else None


def contradict(one: Face, other: Face) -> bool:
    """Whether two ids say different things of what one notice has once: number, issuers, without a number the day too."""
    if one.issuers and other.issuers and not one.issuers & other.issuers:
        return True
    if one.number and other.number:
        return one.number != other.number
    return bool(one.issued_on and other.issued_on and one.issued_on != other.issued_on)


def group(faces: Iterable[Face]) -> dict[str, Joined]:
    """What each id stands as, of ids that are closed under :func:`same`; those that stand as themselves are left out.

    Ids with one number are one. An id without number belongs to the number that it is the same as, where that is one only;
    ids without number that are the same as no number are one with each other. Where ids that contradict each other would
    come together, those that leave open what the others say (the issuers, the day) stay alone. The id of a group is that
    of a number, the longest (it names the issuers), without one the longest of all; then the first by characters.
    """
    by_id = {face.notice_id: face for face in sorted(faces, key=lambda face: face.notice_id)}
    rules = _edges(by_id.values())
    groups = [set(members) for members in _consistent([one for one, face in by_id.items() if face.number], by_id, rules)]
    group_of = {member: members for members in groups for member in members}
    left_open: list[str] = []
    for one, face in by_id.items():
        if face.number:
            continue
        near = {id(group_of[other]): group_of[other] for other in rules[one] if by_id[other].number}
        if len(near) == 1:
            next(iter(near.values())).add(one)
        elif not near:
            left_open.append(one)
    groups += [set(members) for members in _consistent(left_open, by_id, rules)]
    return {member: joined for members in groups for member, joined in _joined([by_id[one] for one in sorted(members)], rules)}


def _joined(members: Sequence[Face], rules: _Rules) -> Iterator[tuple[str, Joined]]:
    best = min(members, key=lambda face: (face.number is None, -len(face.notice_id), face.notice_id)).notice_id
    for face in members:
        if face.notice_id != best:
            near = rules[face.notice_id]
            yield face.notice_id, Joined(stands_as=best, rule=near[best] if best in near else near[min(near)])


class Neighbours:
    """Faces by what two that are one notice have in common: number, title or a band of the text, and an issuer where both name theirs.
    The last keeps apart what many places issue with the same words, which would else all be compared with each other."""

    def __init__(self, faces: Iterable[Face] = ()) -> None:
        self._all: dict[_Key, list[Face]] = defaultdict(list)
        self._by_issuer: dict[tuple[_Key, str | None], list[Face]] = defaultdict(list)
        for face in faces:
            self.add(face)

    def add(self, face: Face) -> None:
        """Put in a face."""
        for key in _keys(face):
            self._all[key].append(face)
            for issuer in face.issuers or (None,):
                self._by_issuer[key, issuer].append(face)

    def of(self, face: Face) -> Iterator[Face]:
        """The faces put in that may be the same as this one, some more than once."""
        for key in _keys(face):
            if not face.issuers:
                yield from self._all.get(key, ())
            for issuer in (*face.issuers, None) if face.issuers else ():
                yield from self._by_issuer.get((key, issuer), ())


def _keys(face: Face) -> Iterator[_Key]:
    if face.number is not None:
        yield "number", face.number
    if face.title is not None:
        yield "title", face.title
    for band in bands_of(face.signature):
        yield "band", band


def _edges(faces: Iterable[Face]) -> _Rules:
    """By which rule each id is the same as which others."""
    found: _Rules = {}
    before = Neighbours()
    for face in faces:
        found[face.notice_id] = {}
        for other in before.of(face):
            rule = None if other.notice_id in found[face.notice_id] else same(face, other)
            if rule is not None:
                found[face.notice_id][other.notice_id] = found[other.notice_id][face.notice_id] = rule
        before.add(face)
    return found


def _consistent(ids: Iterable[str], by_id: Mapping[str, Face], rules: _Rules) -> list[list[str]]:
    """The ids that hang together and do not contradict each other."""
    found: list[list[str]] = []
    for members in _components(ids, rules):
        faces = [by_id[one] for one in members]
        if not any(contradict(one, other) for one in faces for other in faces):
            found.append(members)
            continue
        whole = [face.notice_id for face in faces if face.issuers and (face.number or face.issued_on)]
        found += _components(whole, rules)
        found += [[face.notice_id] for face in faces if face.notice_id not in whole]
    return found


def _components(ids: Iterable[str], rules: _Rules) -> list[list[str]]:
    """The ids that hang together among themselves."""
    wanted = set(ids)
    near: nx.Graph[str] = nx.Graph()
    near.add_nodes_from(sorted(wanted))
    near.add_edges_from((one, other) for one in sorted(wanted) for other in rules[one] if other in wanted)
    return sorted(sorted(members) for members in nx.connected_components(near))


def _titles(one: Face, other: Face) -> bool | None:
    """Whether two titles are one, an issuer in front of one of them aside; ``None`` where a side has none."""
    if one.title is None or other.title is None:
        return None
    short, long = sorted((one.title, other.title), key=len)
    front = long.removesuffix(short)
    if not long.endswith(short):
        return False
    return front == "" or front in {normal_title(issuer) for issuer in one.issuers | other.issuers}
