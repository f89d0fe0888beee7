"""How units stand to each other by what is known of places and organs."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from extractors.knowledge import Knowledge
from pipeline.resolve.relations import relations

KNOWLEDGE = Knowledge.load()

CASES = [
    (["510700/development_reform", "510000/development_reform"], [("counterpart_of", "510700/development_reform", "510000/development_reform")], "a city's and its province's"),
    (["510000/development_reform", "100000/development_reform"], [("counterpart_of", "510000/development_reform", "100000/development_reform")], "a province's and the nation's"),
    (["510722/finance", "510000/finance"], [("counterpart_of", "510722/finance", "510000/finance")], "the nearest that is named: the city's is not"),
    (["510722/finance", "510700/finance", "510000/finance"], [
        ("counterpart_of", "510700/finance", "510000/finance"),
        ("counterpart_of", "510722/finance", "510700/finance"),
    ], "one step at a time where each is named"),
    (["510700/finance", "440000/finance"], [], "another province's"),
    (["510700/finance", "510700/government"], [("subordinate_to", "510700/finance", "510700/government")], "a bureau and its government"),
    (["510700/organization", "510700/party_committee", "510700/government"], [("subordinate_to", "510700/organization", "510700/party_committee")], "a party organ"),
    (["510722/government", "510700/government"], [
        ("counterpart_of", "510722/government", "510700/government"),
        ("subordinate_to", "510722/government", "510700/government"),
    ], "a county's government and the city's"),
    (["510700.绵阳高新区/zone_committee", "510700/government"], [("subordinate_to", "510700.绵阳高新区/zone_committee", "510700/government")], "a zone of the city"),
    (["510700/finance/预算处", "510700/finance"], [("part_of", "510700/finance/预算处", "510700/finance")], "a division"),
    (["510700/health_family_planning", "510700/health"], [("succeeded_by", "510700/health_family_planning", "510700/health")], "the reform of 2018"),
    (["510700/banking_insurance", "510700/financial_regulation"], [("succeeded_by", "510700/banking_insurance", "510700/financial_regulation")], "the reform of 2023"),
    (["510700/industry_commerce", "510700/quality", "510700/market"], [
        ("succeeded_by", "510700/industry_commerce", "510700/market"),
        ("succeeded_by", "510700/quality", "510700/market"),
    ], "two that became one"),
    (["510700/health_family_planning", "510600/health"], [], "another city's successor"),
    (["510700/水专班", "510700/各县（市、区）人民政府", "云岭市/government"], [], "local units, collectives and places that no table knows"),
    (["510700/court", "510000/court"], [("counterpart_of", "510700/court", "510000/court")], "a court is subordinate to no government"),
]  # fmt: skip


@pytest.mark.parametrize(("units", "expected", "why"), CASES, ids=[case[2] for case in CASES])
def test_relations(units: list[str], expected: list[tuple[str, str, str]], why: str) -> None:
    assert sorted((found.kind, found.source, found.target) for found in relations(units, KNOWLEDGE)) == sorted(expected), why


def test_a_succession_says_since_when_and_by_what() -> None:
    [found] = relations(["510700/land", "510700/natural_resources"], KNOWLEDGE)
    assert (found.since, found.basis) == ("2018-03-17", "深化党和国家机构改革方案（2018年）")


UNITS = st.sampled_from([f"{place}/{kind}" for place in ("100000", "510000", "510700", "510722", "440100") for kind in ("government", "finance", "land", "natural_resources", "tax")])


@given(st.lists(UNITS, unique=True))
def test_the_order_of_the_units_does_not_matter_and_nothing_leads_to_itself_or_outside(units: list[str]) -> None:
    found = relations(units, KNOWLEDGE)
    assert found == relations(units[::-1], KNOWLEDGE)
    assert all({each.source, each.target} <= set(units) and each.source != each.target for each in found)


def test_the_rows_of_successions_name_kinds_that_organs_have() -> None:
    kinds = {organ.kind for organ in KNOWLEDGE.organs}
    rows = KNOWLEDGE.successions
    assert {kind for row in rows for kind in (row.old, row.new)} <= kinds
    assert len({(row.old, row.new) for row in rows}) == len(rows)
