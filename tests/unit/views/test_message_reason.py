"""What the outbox says of a message's state, in words that people know."""

from __future__ import annotations

import pytest

from dunghen.views.message_reason import reason_sentence


@pytest.mark.parametrize(
    ("kept", "told"),
    [
        ("250 OK", "Máy chủ thư nhận: 250 OK"),
        ("đã có «request» thay", "Lý do: đã có thư «đề nghị» thay"),
        ("đã có «overdue-2» thay", "Lý do: đã có thư «nhắc khi quá hạn» thay"),
        ("theo đề nghị của «Cục Điện ảnh»", "Lý do: theo đề nghị của «Cục Điện ảnh»"),
        ("550 no such user", "Lý do: 550 no such user"),
    ],
)
def test_the_servers_receipt_is_no_reason_and_a_step_is_called_by_its_act(kept: str, told: str) -> None:
    assert reason_sentence(kept) == told
