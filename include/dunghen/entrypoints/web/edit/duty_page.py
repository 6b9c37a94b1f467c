"""*Sửa*, duties: the plans with what runs and what waits, and the form of each duty."""

from __future__ import annotations

from collections.abc import Collection
from datetime import date
from typing import Annotated, Any

from fastapi import APIRouter, Query, Response

from dunghen.decision import value_at
from dunghen.editing.duties import LIST, duty_entry
from dunghen.entrypoints.web.edit.flow import HERE, Editing, Found, form_at
from dunghen.entrypoints.web.installation import config_in_force, decision_files
from dunghen.entrypoints.web.page import TODAY, page
from dunghen.loading.config import BrokenPlan
from dunghen.views.duty_list import duty_list

router = APIRouter(prefix="/sua")

PLANS, DUTY = "/dunghen/sua/ke-hoach", "/dunghen/sua/nhiem-vu"
_NONE = "Không có nhiệm vụ nào như vậy, hoặc kế hoạch ấy đang có lỗi."

PlanId = Annotated[str, Query(alias="ke-hoach", max_length=200)]
DutyId = Annotated[str, Query(alias="nhiem-vu", max_length=200)]


@router.get("/ke-hoach")
def plans_page(
    plan_id: PlanId = "", sought: Annotated[str, Query(alias="tim", max_length=200)] = "", today: date = TODAY
) -> Response:
    """Every plan with its duties; plans with a mistake in their files with the mistake."""
    config, files = config_in_force(), decision_files()

    def decided(file: str) -> Collection[str]:
        found = value_at(files.decided(file), (LIST,))
        return found if isinstance(found, dict) else ()

    return page(
        "edit_plans.html",
        here=HERE,
        plans=list(config.sound_plans),
        broken=[one for one in config.plans if isinstance(one, BrokenPlan)],
        listed=duty_list(config, decided, today, sought, plan_id),
        sought=sought,
        chosen=plan_id,
        address=DUTY,
    )


def duty_editing(plan_id: PlanId, duty_id: DutyId, today: date = TODAY) -> Found:
    """The duty's form; both names are those of what exists, never the request's own."""
    config, files = config_in_force(), decision_files()
    found = ((plan, duty) for plan in config.sound_plans for duty in plan.duties)
    plan, duty = next(((one, other) for one, other in found if (one.id, other.id) == (plan_id, duty_id)), (None, None))
    if plan is None or duty is None:
        return _NONE
    file = f"plans/{plan.id}.yaml"
    signed: Any = files.signed(file)
    entry = duty_entry(plan, duty, config.office, signed or {}, files.decided(file), today)
    address = f"{DUTY}?ke-hoach={plan.id}&nhiem-vu={duty.id}"
    return Editing(entry, address, (f"{PLANS}?ke-hoach={plan.id}", plan.short_title))


form_at(router, "/nhiem-vu", duty_editing)
