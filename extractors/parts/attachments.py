"""The labels of attachments 附件: the list below a text 附件说明, and the lines that open an attachment's own text."""

from __future__ import annotations

import re
from collections.abc import Collection, Sequence
from dataclasses import dataclass, replace

from extractors.numerals import to_int
from extractors.parts import patterns
from extractors.parts.lines import Line, ending_of, is_title_like, key

# A list of attachments, with the signature below it, is looked through for so many lines.
_LIST_LINES = 80
# A line of running text is longer than a title of one line, or is a sentence.
_TEXT_LENGTH = 60
_FIRST_ENTRY = re.compile(r"^(?P<no>1)[.．、]")


@dataclass(frozen=True, slots=True, kw_only=True)
class Label:
    """A line that begins with 附件. ``title`` is what follows the label on its line, squeezed; ``left_out`` says （略）."""

    number: int | None
    title: str
    colon: bool
    left_out: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class Listed:
    """One entry of a list of attachments: its title, squeezed, and the lines ``[first, end)`` that print it."""

    number: int | None
    title: str
    first: int
    end: int


def read_label(text: str) -> Label | None:
    """The label of an attachment at the head of a squeezed line, ``None`` where the line has none."""
    match = patterns.ATTACHMENT.match(text)
    if match is None:
        return None
    title = match["title"] or ""
    if title and (title[0] in "）)》”、和及与中的内所规明第" or title.endswith("：") or len(title) > 160):
        return None
    if title and not match["colon"] and not match["no"] and ending_of(title) is None and not patterns.ENTRY.match(title):
        return None
    return Label(
        number=to_int(re.split(r"[-—]", match["no"])[0]) if match["no"] else None,
        title=title,
        colon=bool(match["colon"]) or text.startswith("附："),
        left_out=bool(match["left_out"] or match["left_out_too"]),
    )


def is_listing(lines: Sequence[Line], at: int, *, known: Collection[str] = ()) -> bool:
    """Whether the label at a line stands in a list of attachments; otherwise it opens an attachment's own text.

    A list is followed by the signature, by another label of the same number, by the title of a text that is known
    (``known``, as :func:`key` makes them) or that the list itself names, or by the end; an attachment by its text.
    """
    label = read_label(lines[at].text)
    if label is None:
        return False
    if label.left_out or (label.colon and (patterns.ENTRY.match(label.title) or _FIRST_ENTRY.match(label.title))):
        return True
    if not label.title and not label.colon:
        return _same_label_follows(lines, at, label)
    named = {key(label.title)} if label.title else set()
    for line in lines[at + 1 : at + 1 + _LIST_LINES]:
        text = line.text
        if line.is_table:
            return False
        other = read_label(text)
        if other is not None:
            if other.number == label.number or not other.title:
                return True
            named.add(key(other.title))
            continue
        if patterns.DATE_LINE.match(text) or patterns.SIGNED_DATE_LINE.match(text) or patterns.REMARK.match(text) or patterns.COPIED_TO.match(text):
            return True
        if key(text) in named or key(text) in known:
            return True
        entry = patterns.ENTRY.match(text)
        if (entry is None and patterns.NUMBERED.match(text)) or patterns.SENTENCE_END.search(text) or (entry is None and len(text) > _TEXT_LENGTH):
            return False
        if entry is not None:
            named.add(key(text[entry.end() :]))
    return at + 1 + _LIST_LINES >= len(lines)


def _same_label_follows(lines: Sequence[Line], at: int, label: Label) -> bool:
    """Whether the same bare label comes again with nothing but short lines between: then the first one headed a list."""
    for line in lines[at + 1 : at + 6]:
        if line.is_table or patterns.SENTENCE_END.search(line.text) or len(line.text) > _TEXT_LENGTH:
            return False
        other = read_label(line.text)
        if other is not None:
            return other == label and label.number is None and _numbered_between(lines, at, line)
    return False


def _numbered_between(lines: Sequence[Line], at: int, until: Line) -> bool:
    return any(patterns.ENTRY.match(line.text) for line in lines[at + 1 :] if line.start < until.start)


def read_list(lines: Sequence[Line], at: int) -> tuple[tuple[Listed, ...], int]:
    """The entries of the list whose first label is at a line, and the line after the list.

    Entries may stand on lines of their own (附件1：…, 2.…), run on in one line (1.…2.…), or be wrapped.
    """
    entries: list[Listed] = []
    end = at
    while end < len(lines) and not lines[end].is_table:
        text = lines[end].text
        label = read_label(text)
        if (end == at and label is not None) or (label is not None and (label.title or label.colon)):
            entries += _split(label.title, number=label.number, first=end)
        elif label is not None:
            break
        elif match := _next_entry(text, entries):
            entries += _split(text[match.start() :], number=None, first=end)
        elif entries and not patterns.SENTENCE_END.search(text) and _counts_on(entries[-1], text):
            last = entries.pop()
            entries += _split(f"{last.number}.{last.title}{text}", number=None, first=last.first)
            entries[len(entries) - 1] = replace(entries[-1], end=end + 1)
        elif is_title_like(text) and _goes_on(entries, text) and not _signs(lines, end):
            entries = _joined(entries, text, end)
        else:
            break
        end += 1
    return tuple(entry for entry in entries if entry.title), end


def _next_entry(text: str, entries: Sequence[Listed]) -> re.Match[str] | None:
    match = patterns.ENTRY.match(text)
    expected = (entries[-1].number or 0) + 1 if entries else 1
    return match if match and int(match["no"]) in (expected, 1) and not patterns.SENTENCE_END.search(text) else None


def _signs(lines: Sequence[Line], at: int) -> bool:
    """Whether a line is the signature below a list: the date follows it."""
    following = lines[at + 1].text if at + 1 < len(lines) else ""
    return bool(patterns.DATE_LINE.match(following) or patterns.SEALED_FOR.match(following))


def _counts_on(last: Listed, text: str) -> bool:
    """Whether a line goes on with the last entry and prints the next number inside it."""
    return last.number is not None and re.search(_number_inside(last.number + 1), text) is not None


def _following(number: int, text: str) -> re.Match[str] | None:
    """The next number inside a line; one that stands before digits counts where the title before it is complete (…表2.76项…)."""
    if found := re.search(_number_inside(number), text):
        return found
    if found := re.search(rf"附件{number}[：.．、]?", text):
        return found
    for found in re.finditer(rf"(?<![\d.]){number}[.．、]", text):
        if ending_of(_clean(text[: found.start()])) is not None:
            return found
    return None


def _number_inside(number: int) -> str:
    return rf"(?<![\d.]){number}[.．、](?!\d(?!\d{{3}}年|\d{{3}}版|\d{{3}}[-—]))"


def _goes_on(entries: Sequence[Listed], text: str) -> bool:
    """Whether a line is the rest of the entry before it: that entry does not yet end as titles do."""
    if not entries:
        return True
    last = entries[-1].title
    if not last:
        return True
    open_mark = last.count("《") > last.count("》") or last.count("“") > last.count("”") or last.count("（") > last.count("）")
    return open_mark or (ending_of(last) is None and not last.endswith("）") and ending_of(text) is not None)


def _joined(entries: Sequence[Listed], text: str, at: int) -> list[Listed]:
    if not entries:
        return [Listed(number=None, title=_clean(text), first=at, end=at + 1)]
    last = entries[-1]
    return [*entries[:-1], Listed(number=last.number, title=_clean(last.title + text), first=last.first, end=at + 1)]


def _split(text: str, *, number: int | None, first: int) -> list[Listed]:
    """The entries of one line; numbers inside it count on (1.…2.…)."""
    head = patterns.ENTRY.match(text) or _FIRST_ENTRY.match(text)
    if head is None and (number is None or f"附件{number + 1}" not in text):
        return [Listed(number=number, title=_clean(text), first=first, end=first + 1)]
    out: list[Listed] = []
    count, rest = (int(head["no"]), text[head.end() :]) if head else (number or 1, text)
    while True:
        following = _following(count + 1, rest)
        title = rest[: following.start()] if following else rest
        out.append(Listed(number=count, title=_clean(title), first=first, end=first + 1))
        if following is None:
            return out
        count, rest = count + 1, rest[following.end() :]


def _clean(title: str) -> str:
    """A title without the remarks of a list: （略）, a final stop; once where a line prints it twice."""
    half = len(title) // 2
    if half > 8 and title[:half] == title[half:]:
        title = title[:half]
    while True:
        bare = patterns.LEFT_OUT.sub("", title).rstrip("。；;，、,.")
        if bare == title:
            return title
        title = bare
