"""The head of a notice: where its title, number and date stand, whom it addresses, and where its text begins."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass

from extractors.document import Document
from extractors.parts import patterns
from extractors.parts.lines import Line, is_title_like, is_whole, locate, without_date

# The head of a notice is looked for in so many lines; its title runs over at most so many, its addressees likewise.
_HEAD_LINES = 40
_TITLE_LINES = 8
_ADDRESSEE_LINES = 8
_LONGEST_ADDRESSEES = 600
# A line that leads to something closes with a colon too.
_LEADS_ON = re.compile(r"(?:如下|下列|通知|以下|措施|条款|行为|方案|意见|决定|规定|问题|回复|问|答)：$")
_COMPILED = re.compile(r"^\d{1,3}[.．、](?=[一-龥《“])")
_BARE_LABEL = re.compile(r"^附件\d{0,2}：?$")
_FRAGMENT = re.compile(r"^(?:为|根据|按照|你|经|现|近日).*，")
_SENTENCE = re.compile(r"^(?:为|根据|按照|你|经|现|近日|兹)|，.*，|[；]")
_CONTINUES = re.compile(r"^(?:的|和|与|及|、|》|等)")


@dataclass(frozen=True, slots=True, kw_only=True)
class Opening:
    """The head matter of a text, as lines and half-open ranges of lines (``None`` where there is none).

    ``title`` is the title on one line, squeezed, without a date in brackets; ``addressees`` is the range of the canonical
    text that prints them; ``body`` is the line where the text begins (that of the addressees where it runs on from them).
    """

    title_lines: tuple[int, int] | None = None
    title: str | None = None
    number: int | None = None
    date: int | None = None
    signed_by: int | None = None
    secrecy: int | None = None
    urgency: int | None = None
    masthead: tuple[int, int] | None = None
    addressees: tuple[int, int] | None = None
    body: int = 0


def title_run(lines: Sequence[Line], start: int) -> tuple[int, str] | None:
    """The title that begins at a line: the line after it, and its text; ``None`` where no title begins there.

    It ends where it is whole, or where the next line cannot be part of a title.
    """
    joined, at = "", start
    while at < min(len(lines), start + _TITLE_LINES):
        text = lines[at].text
        if at == start:
            text = _COMPILED.sub("", text)
        if lines[at].is_table or not (is_title_like(text) or (joined and patterns.DATE_IN_BRACKETS.search(text))):
            break
        if joined and _element(text) in ("number", "date"):
            break
        joined, at = joined + text, at + 1
        following = lines[at].text if at < len(lines) else ""
        if is_whole(joined) and not (_CONTINUES.match(following) and is_title_like(following)):
            break
    return (at, without_date(joined)) if joined else None


def _addressees(document: Document, lines: Sequence[Line], at: int) -> tuple[int, int, int] | None:
    """The addressees 主送机关 that begin at a line: their range in the canonical text, and the line where the text begins.

    ``None`` where none do. They are a list that closes with a colon, at the end of a line or before the text.
    """
    if at < len(lines) and (glued := patterns.ADDRESSEES_THEN_TEXT.match(lines[at].text)):
        place = locate(document, lines[at].start, lines[at].end, glued["units"])
        return (*place, at) if place else None
    for end in range(at, min(len(lines), at + _ADDRESSEE_LINES)):
        text = lines[end].text
        if lines[end].is_table or not text or "。" in text or patterns.NUMBERED.match(text) or patterns.ATTACHMENT.match(text):
            return None
        if text.endswith("："):
            whole = "".join(line.text for line in lines[at : end + 1])
            return (lines[at].start, lines[end].end, end + 1) if len(whole) <= _LONGEST_ADDRESSEES and not _LEADS_ON.search(whole) else None
        if not re.search(r"[、，,]", text) or text.startswith("—"):
            return None
    return None


def read_opening(document: Document, lines: Sequence[Line], *, start: int = 0) -> Opening:
    """The head matter of the text that begins at a line (GB/T 9704-2012, 7.2 and 7.3.1 to 7.3.2)."""
    found: dict[str, int] = {}
    masthead: tuple[int, int] | None = None
    title: tuple[int, int, str] | None = None
    at = start
    if len(lines) > at + 1 and _BARE_LABEL.match(lines[at].text):
        at += 1  # a file that holds an attachment alone
    while at < min(len(lines), start + _HEAD_LINES):
        line = lines[at]
        if line.is_table:
            break
        name = _element(line.text)
        if name is None and (title is None or _is_red_head(title, found)) and (run := title_run(lines, at)):
            if not _is_plausible(run[1]):
                break
            if title is not None:
                masthead = title[:2]
            title = (at, *run)
            at = run[0]
            continue
        if name is None and title is not None and (again := _repeats(lines, at, title)):
            at = again
            continue
        if name is None or (name in ("number", "date") and name in found):
            break
        if name == "masthead":
            masthead = (at, at + 1)
        elif name:
            found[name] = at
            if patterns.SIGNED_BY.search(line.text):
                found["signed_by"] = at
        at += 1
    addressed = _addressees(document, lines, at)
    return Opening(
        title_lines=title[:2] if title else None,
        title=title[2] if title else None,
        number=found.get("number"),
        date=found.get("date"),
        signed_by=found.get("signed_by"),
        secrecy=found.get("secrecy"),
        urgency=found.get("urgency"),
        masthead=masthead,
        addressees=addressed[:2] if addressed else None,
        body=addressed[2] if addressed else at,
    )


def _is_red_head(title: tuple[int, int, str], found: dict[str, int]) -> bool:
    """Whether what was taken for the title are the issuers of a red head without 文件: the number stands below them."""
    return found.get("number", -1) >= title[1] and not is_whole(title[2]) and "关于" not in title[2]


def _is_plausible(title: str) -> bool:
    """Whether a title that does not end as titles do can be one: no fragment of a sentence."""
    return (is_whole(title) and not _FRAGMENT.search(title)) or not (_SENTENCE.search(title) or title.count("《") != title.count("》") or len(title) > 60)


def _element(text: str) -> str | None:
    """Which element of the head a line is; ``""`` for a line that is none and no text either, ``None`` for anything else."""
    if patterns.DATE_LINE.match(text) or patterns.DATE_IN_BRACKETS.fullmatch(text):
        return "date"
    bare = patterns.SIGNED_BY.sub("", text)
    if patterns.NUMBER.fullmatch(bare.strip("（）")) or patterns.ORDER_LINE.match(bare):
        return "number"
    for name, pattern in (
        ("signed_by", patterns.SIGNED_BY),
        ("secrecy", patterns.SECRECY),
        ("urgency", patterns.URGENCY),
        ("masthead", patterns.MASTHEAD),
        ("", patterns.COPY_NUMBER),
        ("", patterns.FURNITURE),
        ("", patterns.REMARK),
    ):
        if pattern.match(text):
            return name
    return None


def _repeats(lines: Sequence[Line], at: int, title: tuple[int, int, str]) -> int | None:
    """The line after a second printing of the same title, ``None`` where the line begins none."""
    run = title_run(lines, at)
    return run[0] if run and run[1] == title[2] else None
