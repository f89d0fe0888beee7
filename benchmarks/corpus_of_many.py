"""Many notices made of some real ones: other places, issuers, years, numbers and words, so that each is a notice of its own.

The same template in many counties is what a real corpus is like too. There is no chance in it: a number gives the same notice each
time.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import cached_property
from itertools import islice
from pathlib import Path

from extractors.extract import Extractor
from extractors.knowledge import Knowledge, Place
from extractors.records import NoticeRecord
from pipeline import identity, readers
from pipeline.errors import PolicygraphError

SAMPLES = Path(__file__).resolve().parents[1] / "corpus" / "samples"
MEDIA_TYPE = "text/plain"
#: Of longer notices the first so many characters are taken: more take longer to read, and show nothing else.
LONGEST = 1_000
#: Words of one length that notices use one for the other, and that no rule knows.
WORDS = ("加强强化", "完善健全", "提升提高", "积极大力", "切实着力", "深入扎实", "有效明显", "优质优良", "协调统筹", "高度十分")
_INVENTED = ("云岚宁沧禾青榆沙溪岭松柏桐枫芦荻汀渚浔澜", "州陵川泉屏陂江麓潭溪湾浦坪岗塘桥林原山城")
YEARS = 13
#: Files in one folder.
FOLDER = 1_000
_NUMBERS = re.compile(
    r'(?P<serial>〔20\d\d〕\d+(?=号))|(?<!":)(?<!\d)(?P<year>20\d\d)(?!\d)|(?P<count>(?<![\d.〔月年第])[1-9]\d{0,3}(?=(?:家|户|亩|公里|名|场次|座)))'
)


@dataclass(frozen=True, slots=True, kw_only=True)
class Made:
    """A notice that was made: the name of its file, and its text."""

    name: str
    text: str


@dataclass(frozen=True, slots=True)
class _Pieces:
    """A text cut where something is put in: ``fixed`` has one piece more than ``slots``."""

    fixed: tuple[str, ...]
    slots: tuple[tuple[str, str], ...]

    def filled(self, variation: _Variation) -> str:
        found = [self.fixed[0]]
        for (kind, was), after in zip(self.slots, self.fixed[1:], strict=True):
            found += (variation.of(kind, was), after)
        return "".join(found)


@dataclass(frozen=True, slots=True)
class _Variation:
    """What is put in: words for words, so many years later, and other figures by a seed."""

    words: dict[str, str]
    later: int
    seed: int

    def of(self, kind: str | None, was: str) -> str:
        if kind == "year":
            return str(int(was) + self.later)
        if kind == "serial":
            return f"〔{int(was[1:5]) + self.later}〕{self._figure(was[6:])}"
        return self._figure(was) if kind == "count" else self.words.get(was, was)

    def _figure(self, was: str) -> str:
        """Another figure of so many digits."""
        low = 10 ** (len(was) - 1)
        return str(low + (int(was) - low + self.seed * 7) % (9 * low))


@dataclass(frozen=True, kw_only=True)
class Template:
    """A notice of which many are made; ``places`` are what its own place and those above it can be replaced by, name by name."""

    text: str
    record: NoticeRecord
    places: tuple[dict[str, str], ...]

    def made(self, number: int, *, name: str) -> Made:
        """The notice of a number; those of the first ``len(places) * YEARS`` numbers differ in place or year."""
        turn, place = divmod(number, len(self.places))
        later = (turn % YEARS - YEARS + 4) * (4 if self._has_leap_day else 1)
        words = dict(self.places[place])
        for bit, pair in enumerate(WORDS):
            one, other = pair[: len(pair) // 2], pair[len(pair) // 2 :]
            if (number * 2654435761 >> bit + 7) & 1:
                words |= {one: other, other: one}
        return Made(name=name, text=self._pieces.filled(_Variation(words, later, number)))

    @property
    def _has_leap_day(self) -> bool:
        return "2月29日" in self.text

    @cached_property
    def _pieces(self) -> _Pieces:
        names = {name for place in self.places for name in place} | {pair[at : at + 2] for pair in WORDS for at in (0, 2)}
        words = "|".join(sorted(map(re.escape, names), key=lambda name: (-len(name), name)))
        return _cut(self.text, re.compile(f"{_NUMBERS.pattern}|(?P<word>{words})"))


def templates(folder: Path | None, *, longest: int = LONGEST) -> list[Template]:
    """The notices in a folder of which many can be made: text with issuer, number and a place whose name others can replace, cut behind the
    line in which it has so many characters. Without a folder, those of the samples of the project."""
    extract, found, known = Extractor(), list[Template](), set[str]()
    for path in sorted((folder or SAMPLES).rglob("*.txt")):
        try:
            # as its reader gives it, so that no line ends inside a word
            text = _shortened(readers.read(path.read_bytes(), name=path.name).text, longest)
            record = extract(readers.read(text.encode(), name=path.name))
        except PolicygraphError:  # what cannot be read is no template
            continue
        places = _replacements(record) if record.notice.issuers and record.notice.number and record.clauses else ()
        if places and record.source.media_type == MEDIA_TYPE and identity.notice_id(record) not in known:
            known.add(identity.notice_id(record))
            found.append(Template(text=text, record=record, places=places))
    return found


def _shortened(text: str, longest: int) -> str:
    lines, length = [], 0
    for line in text.splitlines(keepends=True):
        if length >= longest:
            break
        lines.append(line)
        length += len(line)
    return "".join(lines)


def made(found: Sequence[Template], numbers: range) -> Iterator[Made]:
    """The notices of some numbers: each template in its turn, as long as it has places and years that it did not have yet."""
    capacity = [len(one.places) * YEARS for one in found]
    turns = ((turn, one) for turn in range(max(capacity)) for one, most in zip(found, capacity, strict=True) if turn < most)
    for number, (turn, one) in enumerate(islice(turns, numbers.stop)):
        if number >= numbers.start:
            yield one.made(turn, name=f"{number // FOLDER:03d}/{number:06d}.txt")


def _cut(text: str, pattern: re.Pattern[str]) -> _Pieces:
    fixed, slots, at = [], [], 0
    for hit in pattern.finditer(text):
        fixed.append(text[at : hit.start()])
        slots.append((hit.lastgroup or "", hit.group()))
        at = hit.end()
    return _Pieces((*fixed, text[at:]), tuple(slots))


def _replacements(record: NoticeRecord) -> tuple[dict[str, str], ...]:
    """For each place that could stand for the record's own: the names and codes of it and of those above, by those that they replace."""
    own = record.notice.jurisdiction
    if own is None:
        return ()
    if own.code is None:
        stem = own.name[:2]
        return tuple({stem: one + other} for one in _INVENTED[0] for other in _INVENTED[1]) if len(own.name) == 3 and stem in record.text else ()
    places = {place.code: place for place in Knowledge.load().places if place.last_year is None}
    if own.code not in places or _names(places[own.code])[0] not in record.text:
        return ()
    shape = [_shape(place) for place in _above(places[own.code], places)]
    found = []
    for place in places.values():
        if place.level == own.level and [_shape(one) for one in _above(place, places)] == shape:
            pairs = zip(_above(places[own.code], places), _above(place, places), strict=True)
            found.append({was: now for one, other in pairs for was, now in zip(_names(one), _names(other), strict=True)})
    return tuple(found) if len(found) > 1 else ()


def _above(place: Place, places: dict[str, Place]) -> list[Place]:
    """A place and those that it lies in."""
    found = [place]
    while found[-1].parent in places:
        found.append(places[str(found[-1].parent)])
    return found


def _names(place: Place) -> tuple[str, str]:
    """The short form, which the full name begins with, and the code."""
    return place.short_forms[0] if place.short_forms else place.name, place.code


def _shape(place: Place) -> tuple[int, str]:
    """What places that can replace each other have in common."""
    short = _names(place)[0]
    return len(short), place.name.removeprefix(short)

