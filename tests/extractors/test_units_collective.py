"""Classes of bodies and single organisations."""

from __future__ import annotations

import pytest

from extractors.units.collective import is_collective

CASES = [
    ("各县（市、区）人民政府", True, "各"),
    ("各县（市、区）政府（管委会）", True, "with a remark"),
    ("各旗县市区人民政府", True, "各"),
    ("市直有关部门", True, "a class of the city's"),
    ("市直各有关单位", True, "各 inside"),
    ("市级有关部门（单位）", True, "with 单位 in brackets"),
    ("省有关部门", True, "a class"),
    ("有关部门", True, "bare"),
    ("相关处室", True, "divisions"),
    ("省局相关处室", True, "divisions of one 局"),
    ("机关各处室", True, "各 inside"),
    ("市、县（市、区）人民政府", True, "several levels"),
    ("省、市有关部门", True, "several levels"),
    ("县（市、区）人民政府", True, "an alternative in brackets"),
    ("县〔市、区、特区〕人民政府", True, "other brackets"),
    ("功能区管委会", True, "a class of zones"),
    ("牵头单位", True, "a role, not a body"),
    ("行业主管部门", True, "a class"),
    ("领导小组各成员单位", True, "members"),
    ("市政府有关部门", True, "a class"),
    ("等市直有关单位", True, "behind 等"),
    ("审批部门", True, "a class"),
    ("金融机构", True, "a class"),
    ("县市区", True, "levels in a row"),
    ("厅机关各处（室）", True, "各 before 处"),
    ("国务院各部委", True, "各 before 部委"),
    ("水利厅（局）", True, "each place's, 厅 or 局"),
    ("街道办事处", True, "without its name"),
    ("新华街道办事处", False, "with its name"),
    ("市财政局", False, "one bureau"),
    ("市区域经济合作局", False, "市 and 区域"),
    ("广州市政府", False, "州市 inside a name"),
    ("温州市人民政府", False, "州市 inside a name"),
    ("市政府办公室", False, "one office"),
    ("市区两级联动办公室", False, "a body's own name"),
    ("高新区管委会", False, "one committee"),
    ("省级机关事务管理局", False, "省级 heads a name"),
    ("省政府驻北京办事处", False, "one body"),
    ("各界青年联合会", False, "各界 is a word"),
    ("中国银行", False, "one bank"),
    ("市主管道路工程建设中心", False, "主管 inside a name"),
]


@pytest.mark.parametrize(("mention", "expected", "why"), CASES, ids=[c[0] for c in CASES])
def test_collectives(mention: str, expected: bool, why: str) -> None:
    assert is_collective(mention) is expected, why
