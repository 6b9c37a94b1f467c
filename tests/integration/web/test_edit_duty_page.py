"""*Sửa*, duties: every duty of the shipped plans has a form; what is typed there, and nothing else, changes the agenda."""

from __future__ import annotations

import re
from html import unescape
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest

from dunghen.agenda.build import agenda
from dunghen.loading.load import load_config
from dunghen.wording.dates import long_date
from tests.integration.web.browser import send, token_on

if TYPE_CHECKING:
    from fastapi.testclient import TestClient

ROOT = Path(__file__).resolve().parents[3]
KZ, NQ, HP, NG, DRAFT = (
    "kazakhstan-2025-2027",
    "nq59-2025-2030",
    "hai-phong-2024-2025",
    "ngoai-giao-van-hoa-2030",
    "quoc-te-hoa-van-hoa-du-thao",
)


def form(plan: str, duty: str) -> str:
    return f"/sua/nhiem-vu?ke-hoach={plan}&nhiem-vu={duty}"


def test_every_duty_of_every_plan_opens_its_form_and_sent_back_as_it_is_changes_nothing(
    client: TestClient, shipped: Path
) -> None:
    seen = 0
    for plan in load_config(shipped).sound_plans:
        for duty in plan.duties:
            answer = send(client, form(plan.id, duty.id), {})
            assert answer.status_code == 422, duty.id
            assert "Không có gì thay đổi" in answer.text, (duty.id, re.findall(r'<p class="fault.*?</p>', answer.text))
            seen += 1

    assert seen == 84
    assert not (shipped / "office").exists()


def first_acts(config: Path, plan: str, duty: str, cycle: str) -> list[str]:
    """The first three acts of the cycle, as «26/04/2029 request»."""
    loaded = load_config(config)
    assert loaded.problems == ()
    found = next(one for one in loaded.sound_plans if one.id == plan)
    acts = [one for one in agenda(found, loaded.office) if (one.duty.id, one.cycle.name) == (duty, cycle)]
    return [f"{long_date(one.step.due)} {one.step.name}" for one in acts[:3]]


SCHEDULED: list[tuple[str, str, dict[str, Any], str, list[str]]] = [
    (
        NQ,
        "bao-cao-hop-tac-di-san",
        {
            "every.nhip": "quarter",
            "every.ngay": "20",
            "covers.regime": "calendar",
            "steps.request[0]": "10",
            "steps.compile[0]": "3",
            "steps.deliver.to": ["lanh-dao-bo"],
        },
        "2028-Q1",
        # 20/03/2028 is a thứ Hai.
        ["thứ Hai, 06/03/2028 request", "thứ Năm, 23/03/2028 compile", "thứ Năm, 23/03/2028 deliver"],
    ),
    (
        NQ,
        "bao-cao-dot-xuat",
        {
            "ad_hoc.id[0]": "yc-2028-03",
            "ad_hoc.deadline[0]": "2028-03-15",
            "ad_hoc.asked_by[0]": "Văn phòng Bộ, công văn số 1",
            "ad_hoc.asked_on[0]": "2028-02-10",
            "ad_hoc.covers.from[0]": "2027-07-01",
            "ad_hoc.covers.to[0]": "2027-12-31",
            "steps.request[0]": "20",
            "steps.remind[0]": "5",
            "steps.compile[0]": "3",
            "steps.deliver.to": ["lanh-dao-bo"],
        },
        "yc-2028-03",
        # 15/03/2028 is a thứ Tư.
        ["thứ Tư, 16/02/2028 request", "thứ Tư, 08/03/2028 remind-5", "thứ Hai, 20/03/2028 compile"],
    ),
    (
        NG,
        "hop-thuong-nien",
        {"dates.day[0]": "2029-05-16", "dates.at[0]": "08:30", "dates.place[0]": "Phòng họp"},
        "2029",
        # 16/05/2029 is a thứ Tư; 30/04 and 01/05 are days off.
        ["thứ Tư, 02/05/2029 invite", "thứ Hai, 14/05/2029 remind-2", "thứ Hai, 21/05/2029 conclusions"],
    ),
    (
        NQ,
        "so-ket-tong-ket",
        {"on[0]": "2028-03-15"},
        "2025-2030",
        ["thứ Hai, 14/02/2028 remind-30d", "thứ Hai, 06/03/2028 remind-7", "thứ Ba, 14/03/2028 remind-1"],
    ),
    (
        HP,
        "danh-gia-sau-01-nam",
        {"start": "2024-03-15"},
        "2024-2025",
        # One year later: thứ Bảy, 15/03/2025, so the last working day is thứ Sáu 14/03.
        ["thứ Tư, 12/02/2025 remind-30d", "thứ Tư, 05/03/2025 remind-7", "thứ Năm, 13/03/2025 remind-1"],
    ),
    (
        NQ,
        "de-an-trung-tam-van-hoa",
        {"due": "2028-03-15"},
        "2025-2030",
        ["thứ Hai, 14/02/2028 remind-30d", "thứ Hai, 06/03/2028 remind-7", "thứ Ba, 14/03/2028 remind-1"],
    ),
    (
        NQ,
        "ke-hoach-nam-don-vi",
        {"due.ngay-thang": "15/12", "due.cua-nam": "previous"},
        "2028",
        # The plan of 2028 by thứ Tư, 15/12/2027.
        ["thứ Hai, 15/11/2027 remind-30d", "thứ Hai, 06/12/2027 remind-7", "thứ Ba, 14/12/2027 remind-1"],
    ),
    (
        HP,
        "ke-hoach-quy",
        {"due.ngay": "20", "due.cua-thang": "previous"},
        "2025-Q3",
        # The plan of quarter III by thứ Sáu, 20/06/2025.
        ["thứ Tư, 21/05/2025 remind-30d", "thứ Tư, 11/06/2025 remind-7", "thứ Năm, 19/06/2025 remind-1"],
    ),
    (
        NQ,
        "du-toan-kinh-phi",
        {"dates.year[0]": "2028", "dates.estimate[0]": "2028-07-14", "dates.appraisal[0]": "2028-08-15"},
        "2028",
        # 14/07/2028 is a thứ Sáu.
        [
            "thứ Sáu, 30/06/2028 estimate-remind-10",
            "thứ Tư, 12/07/2028 estimate-remind-2",
            "thứ Hai, 17/07/2028 estimate-overdue-1",
        ],
    ),
    (
        KZ,
        "pho-bien-ban-ghi-nho",
        {
            "every.months": "3",
            "every.day": "25",
            "lead": "cuc-hop-tac-quoc-te",
            "to": ["cuc-dien-anh"],
            "contributors": ["cuc-di-san-van-hoa"],
        },
        "2027-06",
        # 25/06/2027 is a thứ Sáu.
        ["thứ Sáu, 04/06/2027 collect", "thứ Ba, 15/06/2027 draft", "thứ Sáu, 25/06/2027 deliver"],
    ),
    (
        HP,
        "chuong-trinh-trong-nam",
        {"steps.quarter[0]": "10"},
        "2025",
        # 07/04/2025 is the day of the Hùng kings.
        ["thứ Ba, 15/04/2025 check-q1", "thứ Hai, 14/07/2025 check-q2", "thứ Ba, 14/10/2025 check-q3"],
    ),
    (
        HP,
        "chuc-mung-quoc-khanh",
        {"steps.draft[0]": "20"},
        "2024-quoc-khanh-fukuoka",
        # Before thứ Sáu, 23/02/2024, Tết from 08/02 to 14/02.
        ["thứ Sáu, 19/01/2024 draft", "thứ Sáu, 02/02/2024 deliver-outward"],
    ),
]


@pytest.mark.parametrize(("plan", "duty", "typed", "cycle", "acts"), SCHEDULED, ids=[one[1] for one in SCHEDULED])
def test_a_duty_comes_onto_the_agenda_through_its_form_alone(
    client: TestClient, shipped: Path, plan: str, duty: str, typed: dict[str, Any], cycle: str, acts: list[str]
) -> None:
    before = first_acts(shipped, plan, duty, cycle)
    preview = send(client, form(plan, duty), typed, "xem")
    assert preview.status_code == 200, faults(preview.text)
    assert not (shipped / "office" / "plans").exists()

    written = send(client, form(plan, duty), typed)

    assert written.status_code == 303
    assert first_acts(shipped, plan, duty, cycle) == acts
    signed = (shipped / "plans" / f"{plan}.yaml").read_bytes()
    assert signed == (ROOT / "config" / "plans" / f"{plan}.yaml").read_bytes()
    again = send(client, form(plan, duty), {})
    assert "Không có gì thay đổi" in again.text, faults(again.text)

    undone = client.post("/sua/hoan-tac", data=undo_of(client, plan, 1))

    assert undone.status_code == 303
    assert first_acts(shipped, plan, duty, cycle) == before


def faults(text: str) -> list[str]:
    return re.findall(r'<p class="fault[^>]*>(.*?)</p>|<h2 id="chua-ghi">.*?</ul>', text, re.DOTALL)


def undo_of(client: TestClient, plan: str, number: int) -> dict[str, str]:
    csrf = token_on(client, "/sua/nhat-ky")
    return {"csrf": csrf, "tep": f"plans/{plan}.yaml", "so": str(number), "vi-sao": "nhầm"}


SCHEDULE = {one[1]: one[2] for one in SCHEDULED}
OUTSIDE = "nằm ngoài giai đoạn của kế hoạch (01/01/2032) (gợi ý: từ 01/01/2025 đến 31/12/2030)"
REPORT, ASKED, MEETING, REVIEW, ONCE, YEARLY, BUDGET, BULLETIN, QUOTA, GREETING = (
    (NQ, "bao-cao-hop-tac-di-san"),
    (NQ, "bao-cao-dot-xuat"),
    (NG, "hop-thuong-nien"),
    (NQ, "so-ket-tong-ket"),
    (NQ, "de-an-trung-tam-van-hoa"),
    (NQ, "ke-hoach-nam-don-vi"),
    (NQ, "du-toan-kinh-phi"),
    (KZ, "pho-bien-ban-ghi-nho"),
    (HP, "chuong-trinh-trong-nam"),
    (HP, "chuc-mung-quoc-khanh"),
)


@pytest.mark.parametrize(
    ("place", "change", "field", "said"),
    [
        (REPORT, {"every.ngay": "32"}, "every", "không phải số nguyên từ 1 đến 31"),
        (REPORT, {"every.nhip": ""}, "every", "còn thiếu: nhịp"),
        (REPORT, {"every.moc": "before", "every.ngay-nghi": "next-working-day"}, "every", "không thể dời"),
        (REPORT, {"covers.regime": "own"}, "covers", "còn thiếu: từ ngày và đến ngày"),
        (REPORT, {"covers.regime": "own", "covers.from": "01/01", "covers.to": "31/12"}, "covers", "báo cáo năm"),
        (REPORT, {"steps.request.side": "+wd"}, "steps.request", "phải là ngày làm việc trước hoặc ngày trước"),
        (REPORT, {"steps.compile.side": "-wd"}, "steps.compile", "phải là ngày làm việc sau hoặc ngày sau"),
        (REPORT, {"steps.request[0]": "0"}, "steps.request", "không phải số nguyên từ 1"),
        (REPORT, {"steps.compile[0]": ""}, "steps.compile", "chưa có: phải ghi"),
        (REPORT, {"steps.deliver.to": []}, "steps.deliver.to", "chưa có: phải ghi"),
        (REPORT, {"steps.deliver.to": ["khong-co"]}, "steps.deliver.to", "không có trong danh sách"),
        (REPORT, {"steps.remind[0]": "5", "steps.remind[1]": "5"}, "steps.remind", "hai mốc trùng nhau"),
        (REPORT, {"steps.escalate.at[0]": "3"}, "steps.escalate", "còn thiếu: báo cho"),
        (ASKED, {"ad_hoc.deadline[0]": "2032-01-01"}, "ad_hoc", OUTSIDE),
        (ASKED, {"ad_hoc.covers.to[0]": "2027-01-01"}, "ad_hoc", "kết thúc (01/01/2027) trước khi bắt đầu"),
        (ASKED, {"ad_hoc.id[0]": "Lần 1"}, "ad_hoc", "không đúng dạng"),
        (MEETING, {"dates.day[0]": "2032-01-01"}, "dates", "nằm ngoài giai đoạn của kế hoạch"),
        (MEETING, {"dates.day[0]": ""}, "dates", "dòng 1 còn thiếu: ngày"),
        (MEETING, {"dates.at[0]": "8 giờ"}, "dates", "không phải giờ và phút"),
        (MEETING, {"steps.invite[0]": "5", "steps.invite.side": "+d"}, "steps.invite", "phải là"),
        (MEETING, {"steps.overdue[0]": "3", "steps.overdue[1]": ""}, "steps.overdue", "hai mốc nhắc trùng nhau"),
        (MEETING, {"lead": "khong-co"}, "lead", "không có trong danh sách"),
        (REVIEW, {"on[0]": "2032-01-01"}, "on", OUTSIDE),
        (REVIEW, {"steps.lock[0]": "5", "steps.lock.side": "-d"}, "steps.lock", "phải là"),
        (ONCE, {"due": "2032-01-01"}, "due", OUTSIDE),
        (ONCE, {"due": "15/03/2028"}, "due", "không phải một ngày"),
        (ONCE, {"lead": "bo-ngoai-giao"}, "lead", "nơi nhận ở ngoài cơ quan"),
        (YEARLY, {"due.ngay-thang": "31/11"}, "due", "không phải ngày/tháng"),
        (YEARLY, {"due.ngay-thang": "", "due.cua-nam": "next"}, "due", "còn thiếu: ngày/tháng"),
        (BUDGET, {"dates.year[0]": "2032"}, "dates", "nằm ngoài giai đoạn"),
        (BUDGET, {"dates.appraisal[0]": "2028-07-13"}, "dates", "trước"),
        (BUDGET, {"dates.year[0]": ""}, "dates", "dòng 1 còn thiếu: năm ngân sách"),
        (BULLETIN, {"every.day": "40"}, "every", "không phải số nguyên từ 1 đến 31"),
        (BULLETIN, {"every.months": ""}, "every", "còn thiếu: bao lâu một kỳ"),
        (BULLETIN, {"contributors": ["bo-ngoai-giao"]}, "contributors", "không có trong danh sách"),
        (QUOTA, {"counts_from": ["records"]}, "counts_from", "chỉ có nghĩa khi"),
        (QUOTA, {"events_of": ["khong-co"]}, "events_of", "không có trong danh sách"),
        (GREETING, {"together": "31"}, "together", "không phải số nguyên từ 0 đến 30"),
        (
            GREETING,
            {"steps.draft[0]": "15", "steps.record[0]": "30"},
            "steps.record",
            "«Đề nghị ghi nhận đã trao thư» rồi",
        ),
    ],
)
def test_a_mistake_is_told_beside_its_field_and_nothing_lands(
    client: TestClient, shipped: Path, place: tuple[str, str], change: dict[str, Any], field: str, said: str
) -> None:
    for step in ("xem", "ghi"):
        answer = send(client, form(*place), {**SCHEDULE[place[1]], **change}, step)

        assert answer.status_code == 422
        beside = re.search(
            rf'<div class="field faulty" id="{re.escape(field)}">.*?<p class="fault"[^>]*>(.*?)</p>',
            answer.text,
            re.DOTALL,
        )
        assert beside, faults(answer.text)
        assert said in unescape(beside[1])
    assert not (shipped / "office" / "plans").exists()
