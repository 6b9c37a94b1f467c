"""The letter on paper, read back and printed."""

from __future__ import annotations

import io

import docx
import pytest
from docx.oxml.ns import qn

from dunghen.kinds.greeting.letter import compose_greeting
from tests.integration.consolidation.cases import page_texts, printed
from tests.unit.kinds.greeting.letter_facts import (
    LOCALITY,
    NATIONAL_DAY,
    OUR_MISSION,
    RELATIONS_DAY,
    TET,
    TWIN_DAY,
    a_greeting,
)


def opened(facts):
    return docx.Document(io.BytesIO(compose_greeting(facts).docx))


def lines_of(document):
    paragraphs = document.element.body.iter(qn("w:p"))
    texts = ("".join(part.text or "\n" for part in one.iter(qn("w:t"), qn("w:br"))) for one in paragraphs)
    return [text for text in texts if text.strip()]


def test_the_partners_language_comes_first_and_the_original_second():
    facts = a_greeting(
        "ko",
        NATIONAL_DAY,
        partner_name="Đại sứ quán Hàn Quốc tại Việt Nam",
        partner_names={"ko": "주베트남 대한민국 대사관"},
        addressee="Ngài Đại sứ",
    )
    lines = lines_of(opened(facts))
    order = [
        "ỦY BAN NHÂN DÂN\nTHÀNH PHỐ HẢI PHÒNG",
        "        년      월      일",
        "귀국 국경일(2026년 6월 2일) 축하 서한",
        "주베트남 대한민국 대사관",
        "존경하는 공관장님께",
        "감사합니다.",
        "ỦY BAN NHÂN DÂN\nTHÀNH PHỐ HẢI PHÒNG",
        "Hải Phòng, ngày      tháng      năm      ",
        "Kính gửi: Ngài Đại sứ, Đại sứ quán Hàn Quốc tại Việt Nam",
        "Kính thưa Ngài Đại sứ,",
        "Trân trọng kính chào.",
        "CHỦ TỊCH",
    ]
    assert [line for line in lines if line in order] == order


def test_every_page_is_a4_with_margins_of_20_20_30_15_mm():
    sections = opened(a_greeting("fr")).sections
    assert [(round(one.page_width.mm), round(one.page_height.mm)) for one in sections] == [(210, 297)] * 2
    for one in sections:
        margins = (one.top_margin, one.bottom_margin, one.left_margin, one.right_margin)
        assert [round(margin.mm) for margin in margins] == [20, 20, 30, 15]


@pytest.mark.parametrize(
    ("language", "tag", "font"),
    [
        ("ko", "ko-KR", "Batang"),
        ("ja", "ja-JP", "MS Mincho"),
        ("zh", "zh-CN", "SimSun"),
        ("lo", "lo-LA", "DokChampa"),
    ],
)
def test_a_script_that_times_new_roman_lacks_has_its_own_font(language, tag, font):
    body = opened(a_greeting(language)).element.body
    fonts = {one.get(qn(f"w:{script}")) for one in body.iter(qn("w:rFonts")) for script in ("eastAsia", "cs")}
    assert fonts == {font}
    assert {one.get(qn("w:eastAsia")) for one in body.iter(qn("w:lang"))} == {tag, "vi-VN"}


def test_lao_is_as_large_and_as_bold_as_latin_letters():
    runs = list(opened(a_greeting("lo")).element.body.iter(qn("w:rPr")))
    sized = [one for one in runs if one.find(qn("w:szCs")) is not None]
    assert {one.find(qn("w:szCs")).get(qn("w:val")) for one in sized} == {"26", "28"}
    assert [one for one in sized if one.find(qn("w:b")) is not None and one.find(qn("w:bCs")) is None] == []


@pytest.mark.parametrize("language", ["ru", "fr", "en"])
def test_latin_and_cyrillic_letters_stay_in_times_new_roman(language):
    assert list(opened(a_greeting(language)).element.body.iter(qn("w:rFonts"))) == []


def test_a_letter_to_a_mission_of_viet_nam_is_one_page():
    document = opened(a_greeting("vi", TET, partner_class=OUR_MISSION))
    assert len(document.sections) == 1
    assert "Kính gửi: Đại sứ quán tại Việt Nam" in lines_of(document)


def test_the_file_says_who_writes_and_is_of_nobody_else():
    properties = opened(a_greeting("fr", NATIONAL_DAY)).core_properties
    assert properties.author == properties.last_modified_by == "Ủy ban nhân dân thành phố Hải Phòng"
    assert properties.title == "Félicitations et vœux à l’occasion de la fête nationale de votre pays (2 juin 2026)"
    assert (properties.language, properties.comments) == ("fr-FR", "")


def test_the_longest_letter_prints_on_a_page_for_each_language(tmp_path):
    facts = a_greeting("fr", NATIONAL_DAY, RELATIONS_DAY, TWIN_DAY, partner_class=LOCALITY)
    pages = page_texts(printed(compose_greeting(facts).docx, "thu.docx", tmp_path))
    assert len(pages) == 2
    assert "Veuillez agréer, chers partenaires et amis" in pages[0]
    assert "Trân trọng kính chào." in pages[1]
