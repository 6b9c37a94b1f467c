"""*Sổ thư*, asked of the application: every message with its reason, one as it was received, and the operators' acts."""

from __future__ import annotations

import re
from datetime import timedelta

import pytest
from fastapi import HTTPException

from dunghen.records import Attachment, MessageState
from dunghen.testing import NOON, a_draft, a_key, a_not_sent
from tests.integration.web.browser import token_on

KEY = "ke-hoach/bao-cao/2024/request/u-1"
MESSAGE = f"/so-thu/thu/{KEY}"


def key(recipient: str = "u-1", step: str = "request"):
    return a_key(recipient, plan="ke-hoach", duty="bao-cao", cycle="2024", step=step)


def queued(ledger, recipient: str = "u-1", step: str = "request", **changes) -> str:
    at = changes.pop("now", NOON)
    return ledger.queue([a_draft(recipient, key=key(recipient, step), **changes)], now=at)[0]


def sent(client, act: str, **changes):
    return client.post(f"/so-thu/{act}", data={"key": KEY, "reason": "theo đề nghị của đơn vị", **changes})


class TestTheList:
    def test_the_newest_change_stands_first_each_with_state_and_reason(self, client, ledger):
        queued(ledger, "u-1", subject="Thư cũ")
        ledger.note([a_not_sent(key=key("u-0", "remind-14"), reason="đơn vị đã báo cáo")], now=NOON + timedelta(days=1))
        page = client.get("/so-thu").text
        assert page.index("đơn vị đã báo cáo") < page.index("Thư cũ")
        assert "hết hiệu lực 12:00, thứ Sáu, 27/11/2026" in page
        assert "2 mục, sổ <b>diễn tập</b>" in page

    def test_it_is_filtered_by_plan_state_and_recipient(self, client, ledger):
        queued(ledger, "u-1", subject="Thư một")
        queued(ledger, "u-2", subject="Thư hai")
        ledger.change(str(key("u-2")), MessageState.SUPPRESSED, now=NOON, by="Lan", reason="thôi")

        def listed(**asked) -> list[str]:
            return sorted(re.findall(r"Thư một|Thư hai", client.get("/so-thu", params=asked).text))

        assert listed(**{"ke-hoach": "ke-hoach"}) == ["Thư hai", "Thư một"]
        assert listed(**{"ke-hoach": "ke-hoach-khac"}) == []
        assert listed(**{"trang-thai": "suppressed"}) == ["Thư hai"]
        assert listed(**{"don-vi": "u-1"}) == ["Thư một"]
        assert listed(**{"don-vi": "u-1", "trang-thai": "suppressed"}) == []

    def test_fifty_stand_on_a_page(self, client, ledger):
        for number in range(51):
            queued(ledger, step=f"remind-{number}", subject=f"Thư số {number}.", now=NOON + timedelta(minutes=number))
        first, second = (client.get("/so-thu", params={"trang": page}).text for page in (1, 2))
        assert ("Trang 1/2" in first, "Thư số 50." in first, "Thư số 0." in first) == (True, True, False)
        assert ("Trang 2/2" in second, "Thư số 0." in second, "Thư số 1." in second) == (True, True, False)

    def test_the_number_of_statements_does_not_grow_with_the_rows(self, client, ledger, statements):
        def cost(address: str) -> int:
            statements.clear()
            assert client.get(address).status_code == 200
            return len(statements)

        queued(ledger)
        cost("/so-thu")  # opens the ledger
        few = cost("/so-thu"), cost(MESSAGE)
        for number in range(60):
            queued(ledger, step=f"remind-{number}")
        assert (cost("/so-thu"), cost(MESSAGE)) == few


class TestOneMessage:
    def test_the_mail_is_shown_in_a_frame_that_can_run_nothing(self, client, ledger):
        queued(ledger, html='<p style="color:red">Kính gửi</p><script>alert(1)</script>"><b>x')
        answer = client.get(MESSAGE)
        assert "<script" not in answer.text
        assert '<iframe class="mail" sandbox title=' in answer.text
        assert 'srcdoc="&lt;p style=&#34;color:red&#34;&gt;Kính gửi&lt;/p&gt;&lt;script&gt;' in answer.text
        policy = answer.headers["content-security-policy"]
        assert "style-src 'self';" in policy
        assert "script-src 'self';" in policy
        assert policy.endswith("style-src-attr 'unsafe-inline'")

    def test_the_list_lets_no_inline_style_in(self, client):
        assert "unsafe-inline" not in client.get("/so-thu").headers["content-security-policy"]

    def test_subject_and_text_are_text(self, client, ledger):
        queued(ledger, subject="<script>1</script>", text="<img src=x>")
        page = client.get(MESSAGE).text
        assert "<script" not in page
        assert "<img" not in page
        assert "&lt;img src=x&gt;" in page

    def test_its_attachments_and_no_other_file_can_be_downloaded(self, client, ledger, store):
        form = Attachment("Biểu mẫu.xlsx", "text/html", store.put(b"PK form"))
        other = store.put(b"another message's")
        queued(ledger, attachments=(form,))
        answer = client.get(f"/so-thu/tep/{form.sha256}/{KEY}")
        assert answer.content == b"PK form"
        assert answer.headers["content-type"].endswith("spreadsheetml.sheet")
        assert answer.headers["content-disposition"].endswith("filename*=UTF-8''Bi%E1%BB%83u%20m%E1%BA%ABu.xlsx")
        for name in (other, "..%2Fsecret", "secret"):
            assert client.get(f"/so-thu/tep/{name}/{KEY}").status_code == 404

    def test_a_message_that_does_not_exist_is_told(self, client):
        assert client.get("/so-thu/thu/khong-co").status_code == 404
        assert client.get("/so-thu/thu/../../etc/passwd").status_code == 404


class TestActing:
    def test_suppressing_is_recorded_under_the_person_s_name_with_the_reason(self, client, ledger):
        queued(ledger)
        answer = sent(client, "thoi-gui", csrf=token_on(client, MESSAGE))
        assert (answer.status_code, answer.headers["location"]) == (303, f"/dunghen{MESSAGE}")
        newest = ledger.events(KEY)[-1]
        assert (newest.after, newest.by, newest.automatic) == (MessageState.SUPPRESSED, "Chuyên viên Lan", False)
        assert newest.reason == "theo đề nghị của đơn vị"
        assert "Chuyên viên Lan" in client.get(MESSAGE).text

    def test_what_was_stopped_can_be_sent_again(self, client, ledger):
        queued(ledger)
        sent(client, "thoi-gui", csrf=token_on(client, MESSAGE))
        sent(client, "gui-lai", csrf=token_on(client, MESSAGE))
        assert ledger.message(KEY).state is MessageState.QUEUED
        assert ledger.message(KEY).attempt == 1

    def test_what_the_state_does_not_allow_is_neither_offered_nor_done(self, client, ledger):
        queued(ledger)
        token = token_on(client, MESSAGE)
        assert "so-thu/gui-lai" not in client.get(MESSAGE).text
        answer = sent(client, "gui-lai", csrf=token)
        assert answer.status_code == 409
        assert "không thể chuyển sang" in answer.text
        assert len(ledger.events(KEY)) == 1

    @pytest.mark.parametrize("reason", ["", "   "])
    def test_no_act_goes_without_a_reason(self, client, ledger, reason):
        queued(ledger)
        assert sent(client, "thoi-gui", csrf=token_on(client, MESSAGE), reason=reason).status_code == 422
        assert ledger.message(KEY).state is MessageState.QUEUED

    @pytest.mark.parametrize("csrf", ["", "forged"])
    def test_a_form_that_is_not_ours_is_refused(self, client, ledger, csrf):
        queued(ledger)
        assert sent(client, "thoi-gui", csrf=csrf).status_code == 403
        assert ledger.message(KEY).state is MessageState.QUEUED

    def test_a_viewer_may_read_and_not_act(self, client, ledger, application):
        from dunghen.entrypoints.web import access

        def refused() -> None:
            raise HTTPException(403, "Forbidden")

        queued(ledger)
        token = token_on(client, MESSAGE)
        application.dependency_overrides[access.ACTS.dependency] = refused
        for act in ("thoi-gui", "gui-lai"):
            assert sent(client, act, csrf=token).status_code == 403
        assert client.get(MESSAGE).status_code == 200
        assert ledger.message(KEY).state is MessageState.QUEUED

    def test_a_viewer_sees_no_button_that_would_be_refused(self, client, ledger, application):
        from dunghen.entrypoints.web.access import MAY_ACT

        queued(ledger)
        assert "/so-thu/thoi-gui" in client.get(MESSAGE).text
        application.dependency_overrides[MAY_ACT.dependency] = lambda: False
        assert "/so-thu/thoi-gui" not in client.get(MESSAGE).text
