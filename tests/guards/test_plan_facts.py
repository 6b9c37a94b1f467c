"""Holds the five plan files against the list of what their documents say (``tests/fixtures/facts.csv``)."""

from __future__ import annotations

import csv
from collections import Counter
from datetime import date
from typing import TYPE_CHECKING, NamedTuple

import pytest

from dunghen.directory.address import is_placeholder
from dunghen.plans.document import NotScheduledReason
from dunghen.values.source import Basis

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from dunghen.loading.config import Config
    from dunghen.plans.plan import Plan

# Counted by hand in the five documents.
FACTS_OF_PLAN = {
    "kazakhstan-2025-2027": 36,
    "quoc-te-hoa-van-hoa-du-thao": 46,
    "ngoai-giao-van-hoa-2030": 12,
    "nq59-2025-2030": 96,
    "hai-phong-2024-2025": 46,
}
QUOTE_LENGTH = 200

NQ59_UNITS = {
    "van-phong-bo",
    "cuc-hop-tac-quoc-te",
    "vu-ke-hoach-tai-chinh",
    "vu-to-chuc-can-bo",
    "vu-khoa-hoc-cong-nghe-dao-tao-va-moi-truong",
    "cuc-di-san-van-hoa",
    "cuc-ban-quyen-tac-gia",
    "cuc-van-hoa-co-so-gia-dinh-va-thu-vien",
    "cuc-nghe-thuat-bieu-dien",
    "cuc-my-thuat-nhiep-anh-va-trien-lam",
    "cuc-dien-anh",
    "cuc-the-duc-the-thao-viet-nam",
    "cuc-du-lich-quoc-gia-viet-nam",
    "cuc-thong-tin-co-so-va-thong-tin-doi-ngoai",
    "cuc-bao-chi",
    "cuc-phat-thanh-truyen-hinh-va-thong-tin-dien-tu",
    "trung-tam-chuyen-doi-so-van-hoa-the-thao-va-du-lich",
    "vien-van-hoa-nghe-thuat-the-thao-va-du-lich-viet-nam",
}


class Fact(NamedTuple):
    """One statement of a document."""

    plan: str
    fact: str
    lines: str
    quote: str


class Account(NamedTuple):
    """Where a plan file accounts for some facts."""

    facts: tuple[str, ...]
    lines: str | None
    quote: str


@pytest.fixture(scope="module")
def facts(root: Path) -> list[Fact]:
    with (root / "tests" / "fixtures" / "facts.csv").open(encoding="utf-8", newline="") as stream:
        return [Fact(**row) for row in csv.DictReader(stream)]


def _accounts(plan: Plan) -> Iterator[Account]:
    for duty in plan.duties:
        yield Account(duty.facts, duty.source.lines, duty.source.quote)
    for one in plan.not_scheduled:
        yield Account((one.fact,), one.lines, one.quote)


def _line_numbers(lines: str) -> set[int]:
    spans = [part.strip().partition("-") for part in lines.split(";")]
    return {number for first, _, last in spans for number in range(int(first), int(last or first) + 1)}


def test_the_configuration_has_no_problem(config: Config) -> None:
    assert config.problems == ()


def test_there_are_these_five_plans(config: Config, plans: dict[str, Plan]) -> None:
    assert set(plans) == set(FACTS_OF_PLAN)
    assert len(config.plans) == 5


def test_the_list_holds_each_fact_of_the_documents_once(facts: list[Fact]) -> None:
    assert len(facts) == 236
    assert len({one.fact for one in facts}) == 236
    assert Counter(one.plan for one in facts) == FACTS_OF_PLAN


@pytest.mark.parametrize("plan_id", FACTS_OF_PLAN)
def test_every_fact_is_accounted_for_exactly_once_and_none_is_made_up(
    plan_id: str, plans: dict[str, Plan], facts: list[Fact]
) -> None:
    accounted = Counter(plans[plan_id].facts)
    assert accounted == Counter(one.fact for one in facts if one.plan == plan_id)


@pytest.mark.parametrize("plan_id", FACTS_OF_PLAN)
def test_what_accounts_for_one_fact_cites_its_lines_and_words(
    plan_id: str, plans: dict[str, Plan], facts: list[Fact]
) -> None:
    listed = {one.fact: (one.lines, one.quote) for one in facts}
    single = [account for account in _accounts(plans[plan_id]) if len(account.facts) == 1]
    wrong = [account for account in single if (account.lines, account.quote) != listed[account.facts[0]]]
    assert single
    assert wrong == []


def test_what_accounts_for_several_facts_cites_the_lines_of_each(plans: dict[str, Plan], facts: list[Fact]) -> None:
    listed = {one.fact: _line_numbers(one.lines) for one in facts}
    several = [account for plan in plans.values() for account in _accounts(plan) if len(account.facts) > 1]
    uncited = [
        (account.facts, fact)
        for account in several
        for fact in account.facts
        if not listed[fact] <= _line_numbers(account.lines or "0")
    ]
    assert len(several) == 13
    assert uncited == []


def test_quotes_stay_short(plans: dict[str, Plan], facts: list[Fact]) -> None:
    quotes = [one.quote for one in facts] + [account.quote for plan in plans.values() for account in _accounts(plan)]
    assert [quote for quote in quotes if not 0 < len(quote) <= QUOTE_LENGTH] == []


def test_only_what_needs_no_day_from_the_office_runs_as_shipped(plans: dict[str, Plan]) -> None:
    """The report has its day from the document, minimums are counted by the year, greetings follow the partners' days."""
    running = {
        f"{plan.id}/{duty.id}"
        for plan in plans.values()
        for duty in plan.duties
        if duty.is_scheduled and not duty.waits(plan)
    }
    assert running == {
        "nq59-2025-2030/annual-report",
        "hai-phong-2024-2025/chuong-trinh-trong-nam",
        "hai-phong-2024-2025/doi-tac-moi",
        "hai-phong-2024-2025/doan-bao-chi-nuoc-ngoai",
        "hai-phong-2024-2025/chuc-mung-quoc-khanh",
        "hai-phong-2024-2025/chuc-mung-ngay-thiet-lap-quan-he",
        "hai-phong-2024-2025/chuc-mung-le-tet",
    }


def test_every_kind_runs_and_every_other_duty_says_what_it_waits_for(plans: dict[str, Plan]) -> None:
    duties = [(plan, duty) for plan in plans.values() for duty in plan.duties]
    assert [duty.id for _, duty in duties if not duty.runs] == []
    assert [duty.id for plan, duty in duties if not duty.is_scheduled and not duty.waits(plan)] == []


def test_the_annual_report_rests_on_the_words_before_30_november(plans: dict[str, Plan]) -> None:
    source = plans["nq59-2025-2030"].duty("annual-report").source
    assert source.quote == "trước ngày 30 tháng 11 hàng năm"
    assert (source.lines, source.basis) == ("371-377", Basis.STATED)


def test_the_task_table_has_the_29_rows_of_the_appendix(plans: dict[str, Plan]) -> None:
    rows = plans["nq59-2025-2030"].task_rows
    assert [row.tt for row in rows] == [str(number) for number in range(1, 30)]
    assert Counter(row.time for row in rows) == {
        "Thường xuyên": 17,
        "Theo kế hoạch đề ra": 7,
        "2025": 2,
        "Theo định kỳ của Triển lãm Thế giới": 1,
        "Hàng năm": 1,
        "2025-2030": 1,
    }
    assert sum("cuc-hop-tac-quoc-te" in row.leads for row in rows) == 8


def test_the_annual_report_asks_the_18_named_units(config: Config, plans: dict[str, Plan]) -> None:
    asked = config.office.directory.expand(plans["nq59-2025-2030"].units, date(2026, 11, 2))
    assert len(asked) == 18
    assert {unit.slug for unit in asked} == NQ59_UNITS


def test_rows_6_and_25_belong_to_2025_and_stay_there(plans: dict[str, Plan]) -> None:
    dated = {
        fact: duty.model_dump().get("year")
        for duty in plans["nq59-2025-2030"].duties
        for fact in duty.facts
        if fact.startswith(("nq59-nv-06", "nq59-nv-25"))
    }
    assert dated == {
        "nq59-nv-06": 2025,
        "nq59-nv-06a-chien-luoc": 2025,
        "nq59-nv-06b-lo-trinh-su-kien": 2025,
        "nq59-nv-25": 2025,
    }


def test_of_the_draft_only_the_yearly_report_is_a_duty_and_it_waits(plans: dict[str, Plan]) -> None:
    draft = plans["quoc-te-hoa-van-hoa-du-thao"]
    assert draft.is_draft
    assert draft.internal
    assert [duty.id for duty in draft.duties] == ["bao-cao-ban-bi-thu"]
    assert Counter(one.reason for one in draft.not_scheduled) == {NotScheduledReason.DRAFT: 45}


def test_reasons_are_those_of_the_documents(plans: dict[str, Plan]) -> None:
    reasons = {plan.id: Counter(one.reason.value for one in plan.not_scheduled) for plan in plans.values()}
    assert reasons == {
        "kazakhstan-2025-2027": {"objective": 3, "continuous": 6, "feasibility": 4},
        "quoc-te-hoa-van-hoa-du-thao": {"draft": 45},
        "ngoai-giao-van-hoa-2030": {"done": 1, "objective": 2, "continuous": 5},
        "nq59-2025-2030": {"objective": 3, "continuous": 32, "same-as": 12, "on-event": 7},
        "hai-phong-2024-2025": {"continuous": 4, "on-event": 2, "practice": 7},
    }


def test_numbers_that_the_documents_do_not_show_are_not_filled_in(plans: dict[str, Plan]) -> None:
    assert {plan.id: plan.document.number for plan in plans.values()} == {
        "kazakhstan-2025-2027": "2267/QĐ-BVHTTDL",
        "quoc-te-hoa-van-hoa-du-thao": None,
        "ngoai-giao-van-hoa-2030": None,
        "nq59-2025-2030": None,
        "hai-phong-2024-2025": "46?/QĐ-UBND",
    }
    assert [plan.id for plan in plans.values() if plan.document.signed_on] == []


def test_bodies_without_a_task_of_their_own_lead_none(plans: dict[str, Plan]) -> None:
    taskless = {
        "cong-an-thanh-pho",
        "dai-pt-th-hai-phong",
        "bao-hai-phong",
        "chuyen-de-an-ninh-hai-phong",
        "cong-ttdt-thanh-pho",
    }
    leads = {duty.lead for duty in plans["hai-phong-2024-2025"].duties}
    assert leads & taskless == set()
    assert "so-ngoai-vu" in leads


def test_no_address_is_real_and_no_partner_has_one(config: Config) -> None:
    directory = config.office.directory
    assert [unit.slug for unit in directory.units if unit.email and not is_placeholder(unit.email)] == []
    assert [partner.slug for partner in directory.partners if partner.email] == []


def test_nothing_is_sent_to_a_body_of_taiwan_as_to_a_country(config: Config) -> None:
    partner = next(one for one in config.office.directory.partners if "Đài Loan" in one.name)
    assert partner.country is None
    assert partner.do_not_send
    assert "TW" not in {one.country for one in config.office.directory.partners}


def test_partners_of_other_provinces_are_not_taken_in(config: Config) -> None:
    names = {partner.name for partner in config.office.directory.partners}
    assert "Kitakyushu" in names
    assert names & {"Nara", "Gangwon", "Hwaseong", "Quảng Tây", "Hải Nam", "Cebu", "Luang Prabang", "Sơn Tây"} == set()
