"""The handbook as a page, its pictures and the sheet: what lies in the folder, and nothing beside it."""

from __future__ import annotations

import re
from datetime import datetime
from urllib.parse import unquote

import pytest

from dunghen.entrypoints.clock import now_in_hanoi
from dunghen.entrypoints.web import handbook
from dunghen.entrypoints.web.handbook import SHEET_PDF
from dunghen.entrypoints.web.installation import installation
from dunghen.keys import CycleKey
from dunghen.links.unit_link import upload_url
from dunghen.wording.dates import HANOI

PUBLIC = "https://dung-hen.invalid"


def test_the_handbook_is_one_page_with_every_picture_of_its_own_address(client):
    page = client.get("/so-tay")

    assert page.status_code == 200
    assert page.text.count("<h1>") == 1
    assert "<h1>Sổ tay người vận hành</h1>" in page.text
    sources = re.findall(r'<img src="([^"]+)"', page.text)
    assert len(sources) > 15
    assert {one.removeprefix("/dunghen/so-tay/hinh/") for one in sources} <= set(handbook.pictures())


def test_its_table_of_contents_leads_to_its_headings(client):
    text = client.get("/so-tay").text

    targets = [unquote(one) for one in re.findall(r'href="#([^"]+)"', text.partition("<main")[2])]
    assert len(targets) > 10
    assert [one for one in targets if f'id="{one}"' not in text] == []


def test_a_picture_is_shown_under_the_same_headers_as_the_pages(client):
    answer = client.get("/so-tay/hinh/dang-nhap.png")

    assert answer.headers["content-type"] == "image/png"
    assert answer.headers["x-content-type-options"] == "nosniff"
    assert answer.content[:4] == b"\x89PNG"


@pytest.mark.parametrize("name", ["khong-co.png", "..%2Fnguoi-van-hanh.md", "%2Fetc%2Fpasswd"])
def test_nothing_else_is_found_among_the_pictures(client, name):
    assert client.get(f"/so-tay/hinh/{name}").status_code == 404


def test_every_page_of_the_operators_leads_to_the_handbook(client):
    assert '<a href="/dunghen/so-tay">Sổ tay</a>' in client.get("/so-thu").text


def test_the_sheet_is_a_download(client):
    answer = client.get(f"/so-tay/{SHEET_PDF}")

    assert answer.content[:5] == b"%PDF-"
    assert answer.headers["content-disposition"].startswith('attachment; filename="huong-dan-nop-bao-cao.pdf"')


def test_the_sheet_needs_a_link_that_opens_where_nobody_is_logged_in(client):
    assert client.get("/nop/khong-phai-duong-dan/huong-dan.pdf").status_code == 404


def test_whoever_holds_a_link_finds_the_sheet_on_the_units_page(application, client, monkeypatch):
    monkeypatch.setenv("DUNGHEN_BASE_URL", PUBLIC)
    application.dependency_overrides[now_in_hanoi] = lambda: datetime(2026, 11, 25, 9, 0, tzinfo=HANOI)
    with installation() as (app, _):
        url = upload_url(app, CycleKey("ke-hoach", "bao-cao", "2026"), "u-1")
    assert url
    path = url.removeprefix(f"{PUBLIC}/dunghen")

    assert f'href="/dunghen{path}/huong-dan.pdf"' in client.get(path).text
    assert client.get(f"{path}/huong-dan.pdf").content[:5] == b"%PDF-"


def test_where_the_handbook_is_not_installed_the_page_says_so(client, monkeypatch, tmp_path):
    monkeypatch.setattr(handbook, "_FOLDERS", (tmp_path / "khong-co",))

    page = client.get("/so-tay")

    assert page.status_code == 404
    assert "Sổ tay chưa được cài cùng chương trình." in page.text


def test_what_the_handbook_says_in_html_is_shown_and_not_obeyed():
    shown = handbook.rendered("# Tên\n\n<script>alert(1)</script>\n\n[x](javascript:alert(1))", "/dunghen/so-tay/")

    assert shown.title == "Tên"
    assert "<script>" not in shown.html
    assert "href" not in shown.html


def test_links_within_the_folder_lead_to_the_page_and_others_stay():
    shown = handbook.rendered("![hình](hinh/a.png) [tờ](b.pdf) [trên](#tên)", "/dunghen/so-tay/").html

    assert 'src="/dunghen/so-tay/hinh/a.png"' in shown
    assert 'href="/dunghen/so-tay/b.pdf"' in shown
    assert 'href="#t' in shown
