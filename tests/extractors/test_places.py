"""Places: codes, names and years; which place a name means as seen from the issuer."""

from __future__ import annotations

from collections import Counter
from pathlib import Path

import pytest

from extractors.knowledge import Knowledge
from extractors.knowledge.build_places import build, short_forms
from extractors.units.places import gazetteer, short_name

KNOWLEDGE = Knowledge.load()
PLACES = gazetteer(KNOWLEDGE)


def read(text: str, around: str | None, year: int | None) -> tuple[str, int] | None:
    """Code and end of the first reading."""
    hit = next(PLACES.heads(text, around=PLACES.place(around, year), year=year), None)
    return (hit.place.code, hit.end) if hit else None


HEADS = [
    ("绵阳市财政局", "510700", 2022, ("510700", 3), "its own name"),
    ("市财政局", "510700", 2022, ("510700", 1), "市 is the issuer's city"),
    ("省财政厅", "510700", 2022, ("510000", 1), "省 is the issuer's province"),
    ("市财政局", "510704", 2022, ("510700", 1), "seen from a district 市 is its city"),
    ("区财政局", "510704", 2022, ("510704", 1), "区 is the district itself"),
    ("县财政局", "510722", 2022, ("510722", 1), "县 is the county itself"),
    ("市财政局", "510781", 2022, ("510781", 1), "a county-level city is 市 to itself"),
    ("市财政局", "310115", 2022, ("310000", 1), "seen from a district of a municipality 市 is the municipality"),
    ("省财政厅", "310115", 2022, None, "a municipality has no province above it"),
    ("自治区财政厅", "640100", 2022, ("640000", 3), "an autonomous region"),
    ("州财政局", "513400", 2022, ("513400", 1), "an autonomous prefecture"),
    ("市政管理局", "510700", 2022, None, "市政 is a word"),
    ("市政府办公室", "510700", 2022, ("510700", 1), "市政府 is 市 and 政府"),
    ("市场监管局", "510700", 2022, None, "市场 is a word"),
    ("市市场监管局", "510700", 2022, ("510700", 1), "市 and 市场"),
    ("凉山州林草局", "510000", 2022, ("513400", 3), "the short form of a prefecture"),
    ("四川省绵阳市游仙区教育局", None, 2022, ("510704", 9), "a chain ends in its last link"),
    ("内蒙古发展改革委", "150100", 2022, ("150000", 3), "a region's short form"),
    ("朝阳区住建委", "110000", 2022, ("110105", 3), "a namesake is settled by the issuer's place"),
    ("朝阳区住建局", "220100", 2022, ("220104", 3), "and otherwise elsewhere"),
    ("鼓楼区住建局", None, 2022, None, "several districts of the name and nothing to settle it"),
    ("吉林市统计局", "220000", 2022, ("220200", 3), "the city, not the province with a 市 behind it"),
    ("高新区管委会", "510700", 2022, ("510700.绵阳高新区", 3), "the one zone of this city"),
    ("高新区管委会", "511400", 2022, None, "no zone of this city is known"),
    ("雄安新区公共服务局", None, 2022, ("130000.雄安新区", 4), "a zone with a name of its own"),
    ("即墨区审计局", "370200", 2022, ("370215", 3), "a district since 2017"),
    ("即墨市审计局", "370200", 2012, ("370282", 3), "a city before"),
    ("财政局", "510700", 2022, None, "no place at all"),
]


@pytest.mark.parametrize(("text", "around", "year", "expected", "why"), HEADS, ids=[f"{h[0]}-{h[1]}" for h in HEADS])
def test_places_at_the_head_of_a_unit(text: str, around: str | None, year: int, expected: tuple[str, int] | None, why: str) -> None:
    assert read(text, around, year) == expected, why


YEARS = [
    ("341400", 2010, True, "a prefecture-level city until 2011"),
    ("341400", 2013, False, "divided in 2011"),
    ("340181", 2013, True, "a county-level city since"),
    ("371200", 2022, False, "merged into its neighbour in 2018"),
    ("370116", 2022, True, "a district since"),
    ("330113", 2022, True, "a district founded in 2021"),
    ("330113", 2015, False, "not yet founded"),
]


@pytest.mark.parametrize(("code", "year", "expected", "why"), YEARS)
def test_places_stand_in_their_years(code: str, year: int, expected: bool, why: str) -> None:
    place = PLACES.place(code, year)
    assert place is not None
    assert place.stands_in(year) is expected, why


FULL = [
    ("510704", "四川省绵阳市游仙区", "绵阳市游仙区", "四川省绵阳市游仙区", "a district takes its city's name"),
    ("510722", "四川省绵阳市三台县", "三台县", "四川省三台县", "a county stands alone; its court under the province"),
    ("510700", "四川省绵阳市", "绵阳市", "四川省绵阳市", "a city"),
    ("310115", "上海市浦东新区", "上海市浦东新区", "上海市浦东新区", "a district of a municipality"),
    ("150000", "内蒙古自治区", "内蒙古自治区", "内蒙古自治区", "a region"),
]


@pytest.mark.parametrize(("code", "full", "official", "court", "why"), FULL)
def test_names_in_full(code: str, full: str, official: str, court: str, why: str) -> None:
    place = PLACES.place(code)
    assert place is not None
    assert (PLACES.full_name(place), PLACES.official_name(place), PLACES.court_name(place)) == (full, official, court), why


SHORT = [
    ("绵阳市", ("绵阳",)),
    ("宁夏回族自治区", ("宁夏",)),
    ("凉山彝族自治州", ("凉山州", "凉山")),
    ("积石山保安族东乡族撒拉族自治县", ("积石山县", "积石山")),
    ("东乡族自治县", ("东乡县", "东乡")),
    ("市中区", ()),
    ("沙县", ()),
    ("科尔沁左翼中旗", ()),
]


@pytest.mark.parametrize(("name", "expected"), SHORT)
def test_short_forms_are_derived_from_the_name(name: str, expected: tuple[str, ...]) -> None:
    assert short_forms(name) == expected


def test_the_table_is_built_from_year_lists() -> None:
    def row(year: int, city: str, county: str, code: str) -> dict[str, str]:
        return {
            "year": str(year), "province_name": "青川省", "province_adcode": "990000", "city_name": city, "city_adcode": "990100",
            "county_name": county, "county_adcode": code,
        }  # fmt: skip

    rows = [row(y, "云岭市", "白石县" if y < 2010 else "白石区", "990121" if y < 2010 else "990103") for y in range(1998, 2021)]
    rows += [row(2001, "云岭市", "新区", "990106")]  # a class of zones for a name
    assert build(rows) == [
        ("990000", "青川省", "青川", "province", "", "", ""),
        ("990100", "云岭市", "云岭", "city", "990000", "", ""),
        ("990103", "白石区", "白石", "county", "990100", "2010", ""),
        ("990121", "白石县", "白石", "county", "990100", "", "2009"),
    ]


def test_the_rows_are_sound() -> None:
    keys = Counter((p.code, p.first_year, p.name) for p in KNOWLEDGE.places)
    assert [key for key, count in keys.items() if count > 1] == []
    codes = {p.code for p in KNOWLEDGE.places}
    assert [p.name for p in KNOWLEDGE.places if p.parent is not None and p.parent not in codes] == []
    now = [p for p in KNOWLEDGE.places if p.stands_in(None)]
    assert sum(p.level == "province" for p in now if "." not in p.code) == 34, "31 and Hongkong, Macao, Taiwan"
    assert sum(p.level == "city" for p in now) == 333, "the prefecture-level divisions of the mainland"
    assert 2800 < sum(p.level == "county" for p in now) < 2900


def test_a_users_place_is_laid_over(tmp_path: Path) -> None:
    (tmp_path / "zones.csv").write_text("code,name,short_forms,level,parent\n510700.云岭,绵阳云岭科创园区,云岭园区,zone,510700\n", encoding="utf-8")
    (tmp_path / "place_aliases.csv").write_text("code,alias\n510700,绵州市\n", encoding="utf-8")
    places = gazetteer(Knowledge.load(tmp_path))
    found = {name: next(places.heads(name)).place.code for name in ("云岭园区", "绵州市")}
    assert found == {"云岭园区": "510700.云岭", "绵州市": "510700"}
    assert PLACES.resolve_name("绵州市") is None, "the package's own knowledge is as it was"


def test_a_row_that_cannot_be_read_is_named(tmp_path: Path) -> None:
    (tmp_path / "zones.csv").write_text("code,name,short_forms,level,parent\n1.x,某园区,园区,district,1\n", encoding="utf-8")
    with pytest.raises(ValueError, match=r"zones\.csv: the row of 1\.x .*district"):
        Knowledge.load(tmp_path)


@pytest.mark.parametrize(("name", "why"), [("place.csv", "a slip in the name"), ("unit_words.csv", "a file of the package that takes no rows")])
def test_a_users_file_that_would_not_be_read_is_named(name: str, why: str, tmp_path: Path) -> None:
    (tmp_path / "places.csv").write_text("code,name,short_forms,level,parent,first_year,last_year\n", encoding="utf-8")
    (tmp_path / name).write_text("word\n", encoding="utf-8")
    with pytest.raises(ValueError, match=rf"{name} would not be read; .*places\.csv"):
        Knowledge.load(tmp_path)
    (tmp_path / name).unlink()
    assert len(Knowledge.load(tmp_path).places) == len(KNOWLEDGE.places), why


def test_every_place_has_a_short_name() -> None:
    assert {name for name in map(short_name, KNOWLEDGE.places) if len(name) < 2} == set()
