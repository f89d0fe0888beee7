"""Cutting a document into the covering notice, the texts that it issues and the attachments."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace

from extractors.document import Document
from extractors.numerals import to_int
from extractors.parts import patterns
from extractors.parts.attachments import Label, is_listing, read_label, read_list
from extractors.parts.endmatter import end_matter
from extractors.parts.issued import named_titles
from extractors.parts.lines import Line, ending_of, is_title_like, is_whole, key, lines_of
from extractors.parts.model import Part
from extractors.parts.opening import Opening, read_opening, title_run

# A title printed again is looked for over so many lines; a text without a label begins anew within so many lines of its title.
_TITLE_LINES = 5
_RESTART_LINES = 8


@dataclass(frozen=True, slots=True, kw_only=True)
class _Cut:
    """Where a part begins: its first line, its name without a number, its title, and the line after the title."""

    line: int
    family: str
    number: int | None = None
    title: str | None = None
    after_title: int


def split(document: Document) -> tuple[Part, ...]:
    """The parts of a document, in reading order: ``notice``, ``issued_text`` …, ``attachment:1`` …

    The first part is always ``notice``; together the parts are all the blocks. A text that an 印发 notice issues is
    ``issued_text`` even where it is labelled 附件. Attachments carry their printed number where they have one.
    """
    lines = lines_of(document)
    if not document.blocks:
        return ()
    opening = read_opening(document, lines)
    walk = _Walk(document, lines, opening)
    return _parts(document, lines, [_notice_cut(opening), *walk.cuts()])


def _notice_cut(opening: Opening) -> _Cut:
    after = opening.title_lines[1] if opening.title_lines else 0
    return _Cut(line=0, family="notice", title=opening.title, after_title=after)


class _Walk:
    """One pass over the lines below the head of the notice, collecting where parts begin."""

    def __init__(self, document: Document, lines: Sequence[Line], opening: Opening) -> None:
        self.lines, self.opening = lines, opening
        self.issued = named_titles(document, lines, opening)
        self.known: dict[str, tuple[str, int | None]] = {key(title): ("issued_text", None) for title in self.issued.titles}
        self.listed: dict[str, int | None] = {}  # the titles that lists of attachments name, with their numbers
        self.found: list[_Cut] = []
        self.highest: dict[str, int] = {}  # the highest number of the first-level items (第一章, 第一条, 一、) in the part that is being read

    def cuts(self) -> list[_Cut]:
        """Where the parts after the notice begin."""
        at = self._end_of_notice()
        if self.issued.issues and at < len(self.lines) and not self._opens_something(at):
            self._add(at, "issued_text", self._title_at(at) or (at, self.issued.titles[0] if self.issued.titles else ""))
            at = self.found[-1].after_title
        while at < len(self.lines):
            at = self._step(at)
        return self.found

    def _opens_something(self, at: int) -> bool:
        return read_label(self.lines[at].text) is not None or self._known_title(at) is not None

    def _end_of_notice(self) -> int:
        """The line after the covering notice; the number of lines where nothing follows it."""
        at, lines = self.opening.body, self.lines
        covered = False
        while at < len(lines):
            text = lines[at].text
            covered = covered or bool(patterns.ISSUES_IN_BODY.search(text) or patterns.COVERS.search(text))
            if self.issued.in_title and not covered and patterns.FIRST_LABEL.match(text):
                return self.opening.body  # the head of a notice stands right over what it issues
            if self._known_title(at) is not None:
                return at
            if read_label(text) is not None:
                if not is_listing(lines, at, known=self.known):
                    return at
                at = self._skip_list(at)
                continue
            if patterns.DATE_LINE.match(text) or patterns.SIGNED_DATE_LINE.match(text) or patterns.IMPRINT.match(text):
                return self._skip_remarks(at + 1)
            at += 1
        return self._end_without_signature()

    def _skip_list(self, at: int) -> int:
        entries, after = read_list(self.lines, at)
        for entry in entries:
            self.listed.setdefault(entry.title, entry.number)
            self.known.setdefault(key(entry.title), ("attachment", entry.number))
        return max(after, at + 1)

    def _skip_remarks(self, at: int) -> int:
        """The line after the remarks, lists of attachments and imprint that follow the date of a signature."""
        while at < len(self.lines):
            text = self.lines[at].text
            if read_label(text) is not None and is_listing(self.lines, at, known=self.known):
                at = self._skip_list(at)
            elif any(p.match(text) for p in (patterns.REMARK, patterns.SEALED_FOR, patterns.COPIED_TO, patterns.IMPRINT, patterns.FURNITURE)):
                at += 1
            else:
                return at
        return at

    def _end_without_signature(self) -> int:
        """A notice without signature and date ends with the sentence that issues; a file may hold its head alone."""
        lines, body = self.lines, self.opening.body
        if not self.issued.issues:
            return len(lines)
        for at in range(body, min(len(lines), body + _RESTART_LINES)):
            if patterns.ISSUES_IN_BODY.search(lines[at].text):
                return at + 1 if at + 1 < len(lines) and self._whole_title(at + 1) else len(lines)
        return len(lines) if self.opening.addressees else body

    def _step(self, at: int) -> int:
        """Read the line of a text below the notice; give the next line to read."""
        lines = self.lines
        text = lines[at].text
        label = read_label(text)
        if label is not None and is_listing(lines, at, known=self.known):
            return self._skip_list(at)
        if label is not None:
            return self._open_attachment(at, label)
        if known := self._known_title(at):
            family, number, after, title = known
            del self.known[key(title)]
            self.found.append(_Cut(line=at, family=family, number=number, title=title, after_title=after))
            self.highest = {}
            return after
        if self._restarts(at):
            return self._open_untitled(at)
        if self._begins_anew(at):
            self._add(at, "issued_text" if not self.found or self.found[-1].family == "issued_text" else "attachment", self._title_at(at))
            return self.found[-1].after_title
        if match := patterns.FIRST_LABEL.match(text):
            self.highest[match["unit"]] = max(self.highest.get(match["unit"], 0), to_int(match["number"]) or 0)
        return at + 1

    def _counts_from_one(self, text: str) -> str | None:
        """The unit (条, 章, 、) of a line that prints number 1 again, after two or more of its unit."""
        match = patterns.FIRST_LABEL.match(text)
        if match is None or to_int(match["number"]) != 1 or self.highest.get(match["unit"], 0) < 2:
            return None
        return match["unit"]

    def _restarts(self, at: int) -> bool:
        """Whether a text without a title begins: articles count from 1 again, or 一、 does below a sentence that says what follows."""
        if not self.found or self.found[-1].family != "issued_text":
            return False
        unit = self._counts_from_one(self.lines[at].text)
        return unit == "条" or (unit == "、" and _introduces(self.lines[at - 1].text))

    def _open_untitled(self, at: int) -> int:
        self._add(at - 1 if _introduces(self.lines[at - 1].text) else at, "issued_text", None)
        return at

    def _open_attachment(self, at: int, label: Label) -> int:
        first = at + 1
        torn = re.match(r"(\d{1,2})(?![\d.．、年])(.*)$", self.lines[first].text) if first < len(self.lines) and not label.title else None
        if torn and label.number is None and (not torn[2] or key(torn[2]) in self.known):  # the number fell to the next line
            label = replace(label, number=int(torn[1]), title=torn[2])
            first += 1
        run = (first, label.title) if label.title else None
        if run is None or not is_whole(run[1]):
            run = self._title_at(first, before=label.title) or run
        if run is None and (listed := self._listed(label.number)):
            run = (first, listed)
        title = run[1] if run else None
        issued = title is not None and self.known.get(key(title), ("",))[0] == "issued_text"
        if title is not None:
            self.known.pop(key(title), None)
        self._add(at, "issued_text" if issued else "attachment", run, number=label.number)
        return max(self.found[-1].after_title, at + 1)

    def _listed(self, number: int | None) -> str | None:
        """The title that the list of attachments gives to a number; to none, where it lists a single one."""
        entries = [(entry, title) for title, entry in self.listed.items()]
        if number is None:
            return entries[0][1] if len(entries) == 1 else None
        return next((title for entry, title in entries if entry == number), None)

    def _add(self, at: int, family: str, run: tuple[int, str] | None, *, number: int | None = None) -> None:
        self.found.append(_Cut(line=at, family=family, number=number, title=(run[1] or None) if run else None, after_title=run[0] if run else at))
        self.highest = {}

    def _title_at(self, at: int, *, before: str = "") -> tuple[int, str] | None:
        """The line after the title that begins at a line, and the title; a title that is known decides where it ends."""
        if known := self._known_title(at, before=before):
            return known[2], known[3]
        if at >= len(self.lines):
            return None
        run = title_run(self.lines, at)
        if run is None:
            return None
        end, title = run
        if not is_whole(title):  # no ending tells where it stops: one line is the title, the rest is text
            end, title = at + 1, self.lines[at].text
        return end, before + title

    def _known_title(self, at: int, *, before: str = "") -> tuple[str, int | None, int, str] | None:
        """The known title that the lines from here on print in full: family, number, the line after it, the title."""
        joined = before
        for end in range(at, min(len(self.lines), at + _TITLE_LINES)):
            text = self.lines[end].text
            if self.lines[end].is_table or not is_title_like(text):
                return None
            joined += text
            if match := self.known.get(key(joined)):
                return (*match, end + 1, joined)
        return None

    def _whole_title(self, at: int) -> bool:
        run = title_run(self.lines, at)
        return run is not None and is_whole(run[1])

    def _begins_anew(self, at: int) -> bool:
        """Whether an unlabelled text begins: a whole title, and below it the numbering of the first level from 1 again."""
        text = self.lines[at].text
        if not self.highest or not is_title_like(text) or ending_of(text) is None or re.search(r"[，；]", text) or len(text) < 5:
            return False
        run = title_run(self.lines, at)
        if run is None or not is_whole(run[1]):
            return False
        for line in self.lines[run[0] : run[0] + _RESTART_LINES]:
            if patterns.FIRST_LABEL.match(line.text):
                return self._counts_from_one(line.text) is not None
            if read_label(line.text) is not None:
                return False
        return False


def _introduces(text: str) -> bool:
    """Whether a line is the first paragraph of a text: what it is made for, and what it is."""
    return not patterns.NUMBERED.match(text) and bool(patterns.INTRODUCES_TEXT.search(text) or patterns.PREAMBLE.match(text))


def _parts(document: Document, lines: Sequence[Line], cuts: Sequence[_Cut]) -> tuple[Part, ...]:
    """The parts between the cuts; blocks without text before a part's first line belong to the part before."""
    firsts = [0, *(lines[cut.line].block for cut in cuts[1:]), len(document.blocks)]
    stops = [*(cut.line for cut in cuts[1:]), len(lines)]
    names = _names(cuts)
    parts: list[Part] = []
    for index, cut in enumerate(cuts):
        first, end = firsts[index], firsts[index + 1]
        blocks = document.blocks[first:end]
        after_title = lines[cut.after_title].block if cut.after_title < len(lines) else len(document.blocks)
        ending = end_matter(lines, cut.after_title, stops[index])
        end_block = lines[ending].block if ending < stops[index] else end
        part = Part(
            name=names[index],
            blocks=blocks,
            start=document.span(blocks[0].address)[0] if blocks else 0,
            end=document.span(blocks[-1].address)[1] if blocks else 0,
            title=cut.title,
            title_blocks=max(0, min(after_title, end) - first),
        )
        parts.append(replace(part, end_blocks=min(end - end_block, len(blocks) - part.title_blocks)))
    return tuple(part for part in parts if part.blocks or part.name == "notice")


def _names(cuts: Sequence[_Cut]) -> list[str]:
    """``issued_text``, ``issued_text:2`` …; attachments by their printed number, or the next free one."""
    names: list[str] = []
    issued, taken = 0, set[int]()
    for cut in cuts:
        if cut.family == "notice":
            names.append("notice")
        elif cut.family == "issued_text":
            issued += 1
            names.append("issued_text" if issued == 1 else f"issued_text:{issued}")
        else:
            number = cut.number if cut.number and cut.number not in taken else max(taken, default=0) + 1
            taken.add(number)
            names.append(f"attachment:{number}")
    return names
