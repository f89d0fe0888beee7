"""Printed lists of units: which units they name, in which role."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from extractors.records import Role
from extractors.text import View
from extractors.units.lists import is_complete, read_units

SHORT: dict[Role, str] = {"lead": "L", "support": "S", "supervise": "V", "responsible": "R"}


def read(text: str, role: Role = "responsible", *, first_leads: bool = False) -> str:
    """The units of a list in one line: ``L:市财政局 S:市教育局``."""
    return " ".join(f"{SHORT[unit.role]}:{unit.text}" for unit in read_units(View.of(text), role=role, first_leads=first_leads))


SEPARATORS = [
    ("市财政局、市教育局", "R:市财政局 R:市教育局", "、 parts"),
    ("市财政局，市教育局", "R:市财政局 R:市教育局", "， parts"),
    ("市财政局,市教育局", "R:市财政局 R:市教育局", "a half-width comma parts"),
    ("市财政局；市教育局", "R:市财政局 R:市教育局", "； parts"),
    ("市财政局\n市教育局", "R:市财政局 R:市教育局", "a line end between two whole names parts"),
    ("市财政局  市教育局", "R:市财政局 R:市教育局", "white space between two whole names parts"),
    ("市住房和城\n乡建设局、市水\n务局", "R:市住房和城乡建设局 R:市水务局", "a line end inside a name parts nothing"),
    ("市市场\n监管局", "R:市市场监管局", "the first line is no whole name"),
    ("市财政局、 市教育局 、市水务局", "R:市财政局 R:市教育局 R:市水务局", "spaces beside 、"),
    ("中国人民银行\n云泽市分行", "R:中国人民银行云泽市分行", "a branch stands behind the name of its parent"),
    ("市财政局、市教育局。", "R:市财政局 R:市教育局", "the final stop is no part of a name"),
    ("市财政局、、市教育局、", "R:市财政局 R:市教育局", "doubled and trailing marks"),
    ("市财政局市教育局", "R:市财政局 R:市教育局", "names glued together begin with the word for the area"),
    ("市政务服务中心管委会", "R:市政务服务中心管委会", "a committee behind a centre is one name"),
]
JOINS = [
    ("市财政局和各乡镇街道", "R:市财政局 R:各乡镇街道", "和 between whole names parts"),
    ("市住房和城乡建设局", "R:市住房和城乡建设局", "和 inside a name does not"),
    ("市人力资源和社会保障局及各县政府", "R:市人力资源和社会保障局 R:各县政府", "及 parts, 和 does not"),
    ("有许可审批和监管职能的处室", "R:有许可审批和监管职能的处室", "和 inside a class"),
    ("市财政局与市税务局", "R:市财政局 R:市税务局", "与"),
    ("市财政局以及市税务局", "R:市财政局 R:市税务局", "以及"),
    ("市财政局及其他审批部门", "R:市财政局 R:其他审批部门", "及 before 其他 parts"),
    ("县（市、区）人民政府及其有关部门", "R:县（市、区）人民政府及其有关部门", "及其 says whose departments"),
    ("贸促会和云泽市、岚川市政府", "R:贸促会 R:云泽市 R:岚川市政府", "a short name and a named city"),
    ("市有关部门及各县（市、区）政府", "R:市有关部门 R:各县（市、区）政府", "two classes"),
    ("市直有关部门和单位及各县区", "R:市直有关部门和单位 R:各县区", "a bare class noun goes on with the name before it"),
    ("市直有关部门和单位", "R:市直有关部门和单位", "also at the end"),
    ("省直有关部门及各市、县级政府", "R:省直有关部门 R:各市、县级政府", "behind 及 only the areas share their head noun"),
    ("市商务局等部门和单位", "R:市商务局", "a bare class behind 等"),
    ("市水务局、市教育局，排名第一位的为牵头单位", "R:市水务局 R:市教育局", "how to read the list is no unit"),
]
CLASSES = [
    ("各县（市、区）人民政府", "R:各县（市、区）人民政府", "、 inside brackets parts nothing"),
    ("各市、县（市、区）人民政府", "R:各市、县（市、区）人民政府", "classes that share the head noun are one"),
    ("各市〔州〕、县〔市、区、特区〕人民法院", "R:各市〔州〕、县〔市、区、特区〕人民法院", "brackets of another kind"),
    ("省、市有关部门", "R:省、市有关部门", "two levels of one class"),
    ("省、设区的市住房保障主管部门", "R:省、设区的市住房保障主管部门", "设区的市 is a level"),
    ("市直有关部门、单位", "R:市直有关部门、单位", "两 nouns of one class"),
    ("中、省驻泽有关单位", "R:中、省驻泽有关单位", "中 is a level, too"),
    ("各委、办、局", "R:各委、办、局", "bare nouns go on with the class"),
    ("各供水、燃气企业", "R:各供水、燃气企业", "kinds of one class"),
    ("各区、各相关部门", "R:各区 R:各相关部门", "a repeated 各 joins nothing"),
    ("各县（市、区）、开发区", "R:各县（市、区） R:开发区", "a class and a zone"),
    ("各旗县市区、市直各部门", "R:各旗县市区 R:市直各部门", "two classes"),
    ("各街镇、各区属公司", "R:各街镇 R:各区属公司", "two classes"),
    ("各省、自治区、直辖市人民政府", "R:各省、自治区、直辖市人民政府", "the three kinds of provinces share the head noun"),
    ("各省、自治区、直辖市和兵团知识产权局", "R:各省、自治区、直辖市 R:兵团知识产权局", "和 parts them from a unit of its own"),
    ("各市、自治区教育厅", "R:各市 R:自治区教育厅", "behind 各市 the region is that of the notice"),
    ("各市、县级政府", "R:各市、县级政府", "a level that shares the head noun"),
    ("相关部门（单位）", "R:相关部门（单位）", "the bracket belongs to the class"),
]
MEMBERS = [
    ("云泽经开区、岚川高新区管委会", "R:云泽经开区 R:岚川高新区管委会", "named members that share a head noun are one each"),
    ("清溪、白石、望川区政府", "R:清溪 R:白石 R:望川区政府", "short names of the members, as printed"),
    ("云泽、岚川、东麓等市人民政府", "R:云泽 R:岚川 R:东麓等市人民政府", "the head noun stands behind 等"),
    ("市住建局、审批服务局", "R:市住建局 R:审批服务局", "ellipsis: as printed"),
]
ETC = [
    ("市财政局、市教育局等", "R:市财政局 R:市教育局", "a bare 等 is nobody"),
    ("市财政局、市教育局等部门", "R:市财政局 R:市教育局", "等 with a bare class word, too"),
    ("办公室、机关党委等处室", "R:办公室 R:机关党委", "等处室"),
    ("市财政局等市直有关单位", "R:市财政局 R:市直有关单位", "a collective behind 等 is one"),
    ("市财政局等有关部门（单位）", "R:市财政局 R:有关部门（单位）", "with its bracket"),
    ("市财政局等行业主管部门", "R:市财政局 R:行业主管部门", "主管部门 says which"),
    ("市税务局等省驻泽有关单位", "R:市税务局 R:省驻泽有关单位", "units of the province that sit there"),
    ("市财政局等和各区牵头部门", "R:市财政局 R:各区牵头部门", "和 behind 等"),
    ("市财政局等相关部门和各市人民政府", "R:市财政局 R:相关部门 R:各市人民政府", "two classes behind 等"),
    ("市财政局等相关部门按职责分工", "R:市财政局 R:相关部门", "the manner is nobody"),
    ("市财政局、等厅直单位", "R:市财政局 R:厅直单位", "等 at the head of a piece"),
    ("云泽海关等具有执法权、登记职能的单位", "R:云泽海关 R:具有执法权、登记职能的单位", "a class of two powers"),
]
ROLES = [
    ("市财政局牵头，市教育局配合", "L:市财政局 S:市教育局", "verbs behind the lists"),
    ("市财政局、市教育局牵头，市水务局、市农业农村局配合", "L:市财政局 L:市教育局 S:市水务局 S:市农业农村局", "each verb speaks for its whole list"),
    ("市财政局负责", "R:市财政局", "负责"),
    ("市财政局、市教育局按职责分工负责", "R:市财政局 R:市教育局", "按职责分工负责"),
    ("市财政局牵头，市教育局按职责分工负责", "L:市财政局 R:市教育局", "behind a lead, 负责 stays responsible"),
    ("市财政局、市教育局分别牵头", "L:市财政局 L:市教育局", "分别 is a manner"),
    ("由市财政局牵头，市教育局、市水务局参与", "L:市财政局 S:市教育局 S:市水务局", "由 opens a list; 参与 supports"),
    ("市财政局会同市教育局负责", "L:市财政局 S:市教育局", "A会同B"),
    ("市财政局会同各地方按职责分工负责", "L:市财政局 S:各地方", "A会同 a class"),
    ("市财政局、市商务局等部门会同各地方负责", "L:市财政局 L:市商务局 S:各地方", "the whole list before 会同 leads"),
    ("市财政局主办，市教育局协办", "L:市财政局 S:市教育局", "主办, 协办"),
    ("市财政局牵头负责，市教育局协助", "L:市财政局 S:市教育局", "牵头负责 leads"),
    ("市政府督查室督导", "V:市政府督查室", "督导"),
    ("各县（市、区）人民政府贯彻落实", "R:各县（市、区）人民政府", "贯彻落实 is the verb"),
    ("各县（市、区）人民政府结合实际贯彻落实", "R:各县（市、区）人民政府", "with its manner"),
    ("牵头单位：市财政局；配合单位：市教育局", "L:市财政局 S:市教育局", "labels before the lists"),
    ("牵头单位：市财政局；市教育局", "L:市财政局 R:市教育局", "； ends a role"),
    ("责任单位：市财政局、市教育局", "R:市财政局 R:市教育局", "责任单位"),
    ("牵头单位：市财政局负责", "L:市财政局", "a label keeps its role against a mere 负责"),
    ("市数据局（市政务局）牵头", "L:市数据局（市政务局）", "a second name in brackets belongs to the first"),
    ("市数据局(市政务局)、各区(县)落实", "R:市数据局(市政务局) R:各区(县)", "half-width brackets as printed"),
]
NOBODY = [
    ("", "", "nothing"),
    ("—", "", "a dash"),
    ("/", "", "a stroke"),
    ("无", "", "none"),
    ("按职责分工负责", "", "a manner alone"),
    ("分别", "", "分别"),
    ("市财政局，下同", "R:市财政局", "下同 is a rule"),
    ("市财政局，不再列出", "R:市财政局", "不再列出 is a rule"),
    ("市数据局（以下简称“市局”）", "R:市数据局", "a definition is no part of the name"),
]


@pytest.mark.parametrize(("text", "expected", "why"), [*SEPARATORS, *JOINS, *CLASSES, *MEMBERS, *ETC, *ROLES, *NOBODY])
def test_reads(text: str, expected: str, why: str) -> None:
    assert read(text) == expected, why


def test_a_column_gives_its_role_and_a_verb_another() -> None:
    assert read("市财政局、市教育局", "support") == "S:市财政局 S:市教育局"
    assert read("市财政局牵头、市教育局", "support") == "L:市财政局 S:市教育局"


def test_the_first_leads_where_the_heading_says_so() -> None:
    assert read("市财政局、市教育局", first_leads=True) == "L:市财政局 R:市教育局"


@pytest.mark.parametrize(
    ("name", "complete"),
    [("市财政局", True), ("市住房和城", False), ("各县(市、区)", True), ("岚川经开区管委会", True), ("局", False), ("持续推进", False), ("", False)],
)
def test_complete_names(name: str, complete: bool) -> None:
    assert is_complete(name) is complete


NAMES = st.sampled_from(["市财政局", "市教育局", "岚川县政府", "市水务局", "市委宣传部", "云泽海关", "各县（市、区）人民政府"])


@given(names=st.lists(NAMES, min_size=1, max_size=9, unique=True), mark=st.sampled_from(["、", "，", "；", ",", "\n"]))
def test_a_list_is_its_names(names: list[str], mark: str) -> None:
    text = mark.join(names)
    assert [unit.text for unit in read_units(View.of(text))] == names


@given(text=st.text(alphabet="市县区局委、，；（）〔〕《》“等和及各有关部门单位牵头配合负责会同由：\n 一二ab/—", max_size=120))
def test_any_text_is_read_and_every_mention_is_printed_there(text: str) -> None:
    last = 0
    for unit in read_units(View.of(text)):
        assert unit.text
        assert "".join(text[unit.start : unit.end].split()) == unit.text
        assert unit.start >= last, "mentions follow one another"
        last = unit.end
