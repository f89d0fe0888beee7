"""Names of officials and posts as they are printed in cells: padded (杨　磊), wrapped (副⏎县长), with posts beside them."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import lru_cache

from extractors.knowledge.rows import load_rows
from extractors.text import fold
from extractors.units.lists import is_complete

_HARD = "、，,；;/|"
_NOBODY = re.compile(r"^[—\-－–/\\]+$|^(?:无|空缺|待定|暂缺)$")
_LABEL = re.compile(r"^[一-龥]{0,6}(?:领导|负责人|责任人|联系人|同志|组长)：")
_DOTS = "·•・‧∙"
_FOREIGN_NAME = re.compile(rf"^[一-龥]{{2,}}(?:[{_DOTS}][一-龥]{{2,}})+$")
_BRACKET = re.compile(r"（[^（）]*）")
_GIVEN = re.compile(r"^[一-龥㐀-䶿]{1,2}$")


@dataclass(frozen=True, slots=True, kw_only=True)
class NameMention:
    """A person's name or a post as printed, without padding, with its range in the canonical text."""

    text: str
    start: int
    end: int


@dataclass(frozen=True, slots=True)
class _Token:
    """A run of characters; ``gap`` is what parts it from the one before: ``hard`` a comma, ``line`` a line end, ``space`` padding."""

    text: str
    start: int
    end: int
    gap: str


@lru_cache(maxsize=4)
def _words(use: str) -> frozenset[str]:
    return frozenset(row["word"] for row in load_rows("person_words.csv") if row["use"] == use)


@lru_cache(maxsize=1)
def _post_pattern() -> re.Pattern[str]:
    return re.compile(f"(?:{'|'.join(sorted(_words('post_end'), key=len, reverse=True))})$")


def is_post(text: str) -> bool:
    """Whether a run of characters ends like a post.

    >>> is_post("常务副县长"), is_post("欧阳明远")
    (True, False)
    """
    return bool(_post_pattern().search(text))


def is_person(text: str) -> bool:
    """Whether a run of characters can be a person's name: a surname and one or two characters more, or parts joined by ·.

    >>> [is_person(t) for t in ("李牧", "欧阳明远", "阿依古丽·买买提", "牵头", "财政局", "办公室", "副县长")]
    [True, True, True, False, False, False, False]
    """
    if _FOREIGN_NAME.match(text):
        return True
    if is_post(text) or is_complete(text) or text in _words("post_head") or text in _words("no_name"):
        return False
    return any(text[:n] in _words("surname") and bool(_GIVEN.match(text[n:])) for n in (1, 2))


def read_names(text: str, start: int, end: int) -> tuple[NameMention, ...]:
    """The names or posts in ``text[start:end]``, in the order printed: one a line, or parted by 、 or by spaces.

    A post beside a name is left out (市委常委 李牧, 李牧（市委常委）); a post that stands alone is given as printed. One
    character is no name: it belongs to its neighbour (杨　磊), while two whole names parted by a space are two.
    """
    joined = _join(list(_tokens(text, start, end)))
    return tuple(_without_posts(joined))


def _tokens(text: str, start: int, end: int) -> Iterator[_Token]:
    """The runs between commas, line ends and spaces, without labels and what stands in brackets."""
    folded = fold(text[start:end])
    masked = _BRACKET.sub(_blank_bracket, folded)
    gap = "hard"
    for match in re.finditer(rf"(?P<hard>[{_HARD}])|(?P<line>\n)|(?P<space>[^\S\n]+)|(?P<run>[^\s{_HARD}]+)", masked):
        if not match["run"]:
            gap = _wider(gap, match.lastgroup or "")
            continue
        label = _LABEL.match(match["run"])
        at = match.start() + (label.end() if label else 0)
        printed = folded[at : match.end()].rstrip("\0。等：")
        if "\0" not in masked[at : match.end()] and printed and not _NOBODY.match(printed):
            yield _Token(printed, start + at, start + at + len(printed), "hard" if label else gap)
            gap = ""
        elif label:
            gap = "hard"


def _blank_bracket(match: re.Match[str]) -> str:
    """A bracket holds a post or a remark; where a name stands in it, the brackets alone are left out: 副县长（李牧）.

    One in the middle of a run is part of it: 各乡镇（街道）主要负责人.
    """
    inside = match[0][1:-1]
    before = re.split(rf"[\s{_HARD}]", match.string[: match.start()])[-1]
    if match.end() < len(match.string) and re.match("[一-龥]", match.string[match.end()]) and not is_person(before):
        return match[0]
    return f" {inside} " if is_person(inside) else " " * len(match[0])


def _wider(held: str, new: str) -> str:
    order = ("", "space", "line", "hard")
    return max(held, new, key=order.index)


def _join(tokens: list[_Token]) -> list[_Token]:
    """The runs with padding and wraps taken out."""
    done: list[_Token] = []
    i = 0
    while i < len(tokens):
        token = tokens[i]
        following = tokens[i + 1] if i + 1 < len(tokens) and tokens[i + 1].gap != "hard" else None
        before = done[-1] if done and token.gap != "hard" else None
        if before is not None and _goes_on(before, token, following):
            done[-1] = _glued(before, token)
        elif len(token.text) == 1 and following is not None and len(following.text) <= 2:
            done.append(_glued(token, following))
            i += 1
        else:
            done.append(token)
        i += 1
    return done


def _goes_on(before: _Token, token: _Token, following: _Token | None) -> bool:
    """Whether a run is the rest of the one before: a wrapped post, a name cut at its ·, a character that is left over."""
    if before.text[-1] in _DOTS or token.text[0] in _DOTS:
        return True
    if is_post(token.text) and not is_post(before.text) and (before.text in _words("post_head") or (token.gap == "line" and not is_person(before.text))):
        return True
    if len(token.text) > 1:
        return False
    begins_next = following is not None and (len(following.text) == 1 or (following.gap == "space" and len(following.text) == 2))
    return not begins_next and len(before.text) <= 3


def _glued(left: _Token, right: _Token) -> _Token:
    return _Token(left.text + right.text, left.start, right.end, left.gap)


def _without_posts(tokens: list[_Token]) -> Iterator[NameMention]:
    """The names, without the posts that stand beside them."""
    split = [_name_in(token) for token in tokens]
    for i, (token, name) in enumerate(zip(tokens, split, strict=True)):
        if name is not None:
            yield NameMention(text=name.text, start=name.start, end=name.end)
        elif not (is_post(token.text) and _has_holder(tokens, split, i)):
            yield NameMention(text=token.text, start=token.start, end=token.end)


def _name_in(token: _Token) -> _Token | None:
    """The name that a run is, or that stands right behind a post in it (副市长李牧)."""
    if is_person(token.text):
        return token
    for length in (4, 3, 2):
        head, tail = token.text[:-length], token.text[-length:]
        if head and is_post(head) and is_person(tail):
            return _Token(tail, token.end - length, token.end, token.gap)
    return None


def _has_holder(tokens: list[_Token], names: list[_Token | None], i: int) -> bool:
    """Whether the post belongs to a name: beside it by a space, or before a further post that is printed with its name."""
    if tokens[i].gap == "space" and i > 0 and names[i - 1] is not None:
        return True
    for k in range(i + 1, len(tokens)):
        name = names[k]
        if name is not None:
            return (tokens[k].gap == "space" if name is tokens[k] else tokens[k].gap in ("hard", "space"))
        if not is_post(tokens[k].text):
            return False
    return False
