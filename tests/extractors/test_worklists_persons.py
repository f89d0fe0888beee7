"""Names of officials in cells: padded, wrapped, with posts."""

from __future__ import annotations

import pytest

from extractors.worklists.persons import read_names

CASES = [
    ("沈　砚", ["沈砚"], "a padded name"),
    ("沈 \u00a0砚", ["沈砚"], "padded with other blanks"),
    ("沈砚 罗庚", ["沈砚", "罗庚"], "two whole names"),
    ("沈 砚 罗 庚", ["沈砚", "罗庚"], "two padded names on a line"),
    ("沈 明砚", ["沈明砚"], "a padded surname before two characters"),
    ("沈明\n砚\n罗庚", ["沈明砚", "罗庚"], "a name that wraps"),
    ("沈砚、罗庚；白桦/何苗，孟子安", ["沈砚", "罗庚", "白桦", "何苗", "孟子安"], "all separators"),
    ("欧阳牧云\n司马 青", ["欧阳牧云", "司马青"], "surnames of two characters"),
    ("阿依古丽·买买提、沈砚", ["阿依古丽·买买提", "沈砚"], "a name with a dot is one"),
    ("阿卜杜拉·\n艾山", ["阿卜杜拉·艾山"], "wrapped at its dot"),
    ("分管\n副县长", ["分管副县长"], "a wrapped post"),
    ("副\n镇长", ["副镇长"], "cut behind 副"),
    ("常务副县长", ["常务副县长"], "a post that stands for its holder"),
    ("沈砚（县委常委）", ["沈砚"], "a post in brackets"),
    ("沈砚(县委常委、副县长)", ["沈砚"], "two posts in brackets"),
    ("副县长（沈砚）", ["沈砚"], "the name in brackets"),
    ("县委常委、副县长沈砚", ["沈砚"], "posts before the name"),
    ("县委常委 沈砚", ["沈砚"], "parted by a space"),
    ("沈砚 县委常委", ["沈砚"], "behind it"),
    ("县委常委、常务副县长 沈砚\n副县长 罗庚", ["沈砚", "罗庚"], "a line each"),
    ("分管领导：沈砚；责任人：罗 庚", ["沈砚", "罗庚"], "labels"),
    ("沈砚等", ["沈砚"], "等 is nobody"),
    ("各乡镇（街道）主要负责人", ["各乡镇（街道）主要负责人"], "a class of posts, as printed"),
    ("/", [], "nobody"),
    ("——", [], "nobody"),
    ("空缺", [], "nobody yet"),
    (" \u3000\n", [], "blank"),
]


@pytest.mark.parametrize(("cell", "expected", "why"), CASES)
def test_names(cell: str, expected: list[str], why: str) -> None:
    padded = f"前{cell}后"
    found = read_names(padded, 1, 1 + len(cell))
    assert [name.text for name in found] == expected, why
    assert all("".join(padded[name.start : name.end].split()) == name.text for name in found), "the range says the name"
