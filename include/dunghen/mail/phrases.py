"""Phrases that several mails share. Plain text: the templates escape it."""

from __future__ import annotations

from datetime import date

from dunghen.records import Problem
from dunghen.wording.dates import long_date, short_date


def left(working_days: int) -> str:
    """«còn 7 ngày làm việc»; on the last day itself «hôm nay là ngày cuối»."""
    return f"còn {working_days} ngày làm việc" if working_days > 0 else "hôm nay là ngày cuối"


def span(first: date, last: date) -> str:
    """«từ ngày 01/12/2025 đến ngày 30/11/2026»."""
    return f"từ ngày {short_date(first)} đến ngày {short_date(last)}"


def basis(clause: str | None, plan_title: str, lines: str | None) -> str:
    """«điểm d khoản 1 mục IV, Kế hoạch … (dòng 371–377 của bản lưu)»."""
    where = f" (dòng {lines.replace('-', '–')} của bản lưu)" if lines else ""
    return f"{clause}, {plan_title}{where}" if clause else f"{plan_title}{where}"


def place(problem: Problem) -> str:
    """«trang «Báo cáo», ô D7»; «cả tệp» where the problem has no place."""
    sheet = f"trang «{problem.sheet}»" if problem.sheet else ""
    cell = f"ô {problem.cell}" if problem.cell else ""
    return ", ".join(part for part in (sheet, cell) if part) or "cả tệp"


def how_to_report(form_name: str | None, upload_url: str | None, *, has_form: bool) -> list[str]:
    """The three steps of a unit that has something to report.

    Args:
        form_name: the file name of the unit's own form; None where the duty has none.
        upload_url: the page that takes the file; None: by answering the mail.
        has_form: whether the form is attached to this very mail (else it came with the request).
    """
    send = "Gửi lại tại đường dẫn trong thư này." if upload_url else "Trả lời thư này và đính kèm tệp đã điền."
    if not form_name:
        return [
            "Soạn báo cáo: việc đã làm, kết quả, khó khăn, kiến nghị.",
            "Trình Thủ trưởng đơn vị duyệt.",
            send.replace("tệp đã điền", "báo cáo"),
        ]
    opened = f"Mở tệp đính kèm «{form_name}»." if has_form else f"Mở tệp «{form_name}» đã gửi kèm thư đề nghị."
    return [opened, "Điền các ô nền vàng; những ô khác đã điền sẵn và khóa.", send]


def how_to_report_nothing(form_name: str | None, upload_url: str | None = None) -> str:
    """What a unit does that has nothing to report: it still answers, and counts as having reported."""
    if upload_url:
        return "Mở đường dẫn trên, bấm «Báo không phát sinh», không cần tệp. Như vậy vẫn tính là đã báo cáo."
    if form_name:
        return "Mở trang «Chung» của tệp, ghi X vào ô «Không phát sinh» rồi gửi lại. Như vậy vẫn tính là đã báo cáo."
    return "Trả lời thư này, ghi «Không phát sinh». Như vậy vẫn tính là đã báo cáo."


def how_to_correct(upload_url: str | None = None, *, has_form: bool) -> list[str]:
    """The steps of a unit whose file was returned; ``has_form``: its own file, marked, is attached."""
    send = "Gửi lại tại đường dẫn trong thư này." if upload_url else "Trả lời thư này và đính kèm tệp đã sửa."
    if has_form:
        return [
            "Mở tệp đính kèm: đó là bản của Quý đơn vị, có thêm trang «Lỗi cần sửa», các ô cần sửa được tô màu.",
            "Sửa ngay trong tệp đó.",
            send,
        ]
    return [
        "Mở lại biểu mẫu đã gửi kèm thư đề nghị.",
        "Sửa các điểm nêu trên.",
        send,
    ]


def what_to_review() -> list[str]:
    """The steps of the collecting unit once the report is compiled."""
    return [
        "Mở hai tệp, xem lại số liệu và lời văn.",
        "Số, ký hiệu, ngày ban hành và chữ ký được để trống cho văn thư.",
        "Phần gửi ra ngoài cơ quan chờ người có tên duyệt trong Airflow; chưa duyệt thì không gửi.",
    ]


def at_the_latest(late: bool) -> str:
    """What stands before the last day: «Chậm nhất»; once it has passed «Ngày cuối đã qua:»."""
    return "Ngày cuối đã qua:" if late else "Chậm nhất"


def granted(first: date | None) -> str:
    """What an asking letter says of an extension; empty where there is none."""
    return f"Quý đơn vị được gia hạn; ngày cuối ban đầu là {long_date(first)}." if first else ""


def standing(late: bool, deadline: date) -> str:
    """Whether the report came in time: «Đúng hạn (chậm nhất thứ Sáu, 27/11/2026).»."""
    return f"{'Muộn' if late else 'Đúng hạn'} (chậm nhất {long_date(deadline)})."


def opened(phrase: str) -> str:
    """The phrase at the beginning of a sentence: only its first letter changes."""
    return phrase[:1].upper() + phrase[1:]
