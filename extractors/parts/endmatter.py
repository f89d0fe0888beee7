"""The end matter of a text: the list of attachments, the signature 落款 and its date, remarks 附注, the imprint 版记."""

from __future__ import annotations

import re
from collections.abc import Sequence

from extractors.parts import patterns
from extractors.parts.attachments import is_listing, read_label, read_list
from extractors.parts.lines import Line

_FRAMES = (
    patterns.DATE_LINE, patterns.SIGNED_DATE_LINE, patterns.REMARK, patterns.SEALED_FOR, patterns.COPIED_TO, patterns.IMPRINT, patterns.FURNITURE,
)  # fmt: skip
# A signer is a short line that is no sentence and no item.
_SIGNER = re.compile(r"^[一-龥（）、·A-Za-z“”]{2,60}$")
_MOST_SIGNERS = 30


def end_matter(lines: Sequence[Line], start: int, end: int) -> int:
    """The line where the end matter of the text in ``lines[start:end]`` begins; ``end`` where it has none."""
    listed = _listed(lines, start, end)
    at = end
    while at > start:
        text = lines[at - 1].text
        if (at - 1) in listed or (text and any(pattern.match(text) for pattern in _FRAMES)):
            at -= 1
            continue
        signers = signers_before(lines, at, start) if at < end and _dated(lines[at].text) else 0
        if not signers and at < end and _is_bare_imprint(lines[at].text):
            signers = min(1, signers_before(lines, at, start))
        if not signers:
            return at
        at -= signers
    return at


def _listed(lines: Sequence[Line], start: int, end: int) -> set[int]:
    """The lines of the lists of attachments."""
    listed: set[int] = set()
    at = start
    while at < end:
        if read_label(lines[at].text) is not None and is_listing(lines, at):
            after = min(max(read_list(lines, at)[1], at + 1), end)
            listed.update(range(at, after))
            at = after
        else:
            at += 1
    return listed


def _dated(text: str) -> bool:
    return bool(patterns.DATE_LINE.match(text) or patterns.SEALED_FOR.match(text))


def _is_bare_imprint(text: str) -> bool:
    """The date of an imprint (2024年8月21日印发) whose office stands on the line before it."""
    imprint = patterns.IMPRINT.match(text)
    return imprint is not None and imprint["office"] is None and not patterns.DATE_LINE.match(text)


def signers_before(lines: Sequence[Line], at: int, start: int) -> int:
    """How many lines right before a line (the date of a signature) print its signers."""
    count = 0
    while count < _MOST_SIGNERS and at - count - 1 >= start:
        line = lines[at - count - 1]
        if line.is_table or not _SIGNER.match(line.text) or patterns.NUMBERED.match(line.text) or read_label(line.text) is not None:
            break
        if patterns.DATE_LINE.match(line.text) or re.match(r"^(?:特此|此复|此致|请|望|现将)", line.text):
            break
        count += 1
    return count
