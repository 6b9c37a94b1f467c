"""The report read back, against Nghị định 30/2020/NĐ-CP, Phụ lục I."""

from __future__ import annotations

import io
import re
from dataclasses import replace
from datetime import date

import docx
import pytest
from docx.enum.section import WD_ORIENT
from docx.enum.style import WD_STYLE_TYPE
from docx.oxml.ns import qn

from dunghen.consolidation.document import to_docx
from dunghen.testing import a_submission
from tests.integration.consolidation.cases import HOSTILE, ISSUER, page_texts, printed


@pytest.fixture(scope="module")
def document(docx_bytes):
    return docx.Document(io.BytesIO(docx_bytes))


def lines_of(document):
    """Every paragraph that says something, in the order of reading, those of tables too."""
    paragraphs = document.element.body.iter(qn("w:p"))
    texts = ("".join(part.text or "\n" for part in one.iter(qn("w:t"), qn("w:br"))) for one in paragraphs)
    return [text for text in texts if text.strip()]


def drawn_lines(document):
    """Length in millimetres of every line that is drawn as a border, with the room that it stands in."""
    found = []
    for paragraph in document.element.body.iter(qn("w:p")):
        if paragraph.find(f".//{qn('w:pBdr')}") is not None:
            indent = paragraph.find(f".//{qn('w:ind')}")
            found.append(tuple(round(int(indent.get(qn(f"w:{side}"))) / 1440 * 25.4, 1) for side in ("left", "right")))
    return found


def test_every_page_is_a4_with_margins_of_20_20_30_15_mm(document):
    sizes = [(round(one.page_width.mm), round(one.page_height.mm)) for one in document.sections]
    assert sizes == [(210, 297), (297, 210), (210, 297)]
    for section in document.sections:
        margins = (section.top_margin, section.bottom_margin, section.left_margin, section.right_margin)
        assert [round(margin.mm) for margin in margins] == [20, 20, 30, 15]
    assert document.sections[1].orientation is WD_ORIENT.LANDSCAPE


def test_every_style_is_times_new_roman_for_every_script(document):
    styles = [style for style in document.styles if style.type is not WD_STYLE_TYPE.LIST]
    assert {"Normal", "Heading 1", "Official Body", "Table Grid"} <= {style.name for style in styles}
    for style in styles:
        fonts = style.element.rPr.find(qn("w:rFonts"))
        assert {name.rpartition("}")[2] for name in fonts.attrib} == {"ascii", "hAnsi", "eastAsia", "cs"}
        assert set(fonts.attrib.values()) == {"Times New Roman"}


def test_no_run_has_a_font_or_a_colour_of_its_own(document):
    body = document.element.body
    assert [one.tag for one in body.iter(qn("w:rFonts"), qn("w:color"))] == []


def test_the_blocks_stand_in_the_order_of_the_decree(document):
    lines = lines_of(document)
    order = [
        "BỘ VĂN HÓA,\nTHỂ THAO VÀ DU LỊCH",
        "CỤC HỢP TÁC QUỐC TẾ",
        "CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM",
        "Độc lập - Tự do - Hạnh phúc",
        "Số:        /BC-…",
        "Hà Nội, ngày      tháng      năm      ",
        "BÁO CÁO",
        "Kính gửi: Lãnh đạo Bộ.",
        "I. TÌNH HÌNH TỔ CHỨC BÁO CÁO",
        "II. KẾT QUẢ THỰC HIỆN NHIỆM VỤ",
        "III. KHÓ KHĂN, VƯỚNG MẮC",
        "IV. ĐỀ XUẤT, KIẾN NGHỊ",
        "Nơi nhận:",
        "- Như trên;",
        "- Các đơn vị thuộc Bộ;",
        "- Lưu: VT, ….",
        "CỤC TRƯỞNG",
        "Phụ lục I",
        "KẾT QUẢ THỰC HIỆN NHIỆM VỤ NĂM 2026",
        "Phụ lục II",
        "DANH SÁCH ĐƠN VỊ CHƯA BÁO CÁO",
    ]
    places = [lines.index(text) for text in order]
    assert places == sorted(places)
    assert lines[lines.index("Nơi nhận:") - 1].endswith("Lãnh đạo Bộ./.")


@pytest.mark.parametrize(
    ("text", "size", "bold", "italic"),
    [
        ("CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM", 12, True, False),
        ("Độc lập - Tự do - Hạnh phúc", 13, True, False),
        ("BỘ VĂN HÓA,\nTHỂ THAO VÀ DU LỊCH", 12, False, False),
        ("CỤC HỢP TÁC QUỐC TẾ", 12, True, False),
        ("Số:        /BC-…", 13, False, False),
        ("Hà Nội, ngày      tháng      năm      ", 13, False, True),
        ("BÁO CÁO", 14, True, False),
        ("Kính gửi: Lãnh đạo Bộ.", 14, False, False),
        ("Nơi nhận:", 12, True, True),
        ("- Như trên;", 11, None, None),
        ("CỤC TRƯỞNG", 14, True, False),
        ("Phụ lục I", 14, True, False),
    ],
)
def test_each_block_has_the_size_and_the_style_of_the_decree(document, text, size, bold, italic):
    blocks = [
        *document.paragraphs,
        *(one for table in document.tables for cell in table._cells for one in cell.paragraphs),
    ]
    run = next(paragraph.runs[0] for paragraph in blocks if paragraph.text == text)
    assert (run.font.size.pt, run.bold, run.italic) == (size, bold, italic)


def test_the_text_is_justified_at_14_points_with_6_points_between_paragraphs(document):
    body = document.styles["Official Body"].paragraph_format
    assert document.styles["Normal"].font.size.pt == 14
    assert (body.alignment.name, body.first_line_indent.mm, body.space_after.pt, body.line_spacing) == (
        "JUSTIFY",
        pytest.approx(12.7, abs=0.02),
        6,
        1.15,
    )


def test_number_date_signature_and_name_are_left_to_the_clerk(document):
    lines = lines_of(document)
    assert not [line for line in lines if re.search(r"Số:\s*\d|/BC-\w", line)]
    assert [line for line in lines if line.startswith("(Kèm theo")] == [
        "(Kèm theo Báo cáo số        /BC-… ngày      tháng      năm      của Cục Hợp tác quốc tế)"
    ] * 2
    signature = next(table for table in document.tables if table._cells[0].text.startswith("Nơi nhận"))
    assert signature._cells[1].text.strip() == "CỤC TRƯỞNG"


def test_the_three_lines_of_the_first_page_are_as_long_as_the_decree_says(document):
    issuer, motto, subject = drawn_lines(document)[:3]
    # Widths of the boxes: 68 and 97 mm; of the page's text: 165 mm. Lengths of the texts by the font's own widths.
    assert 49.9 / 3 <= 68 - sum(issuer) <= 49.9 / 2
    assert 97 - sum(motto) == pytest.approx(56.1, abs=0.5)
    last = "của Bộ Chính trị về Hội nhập quốc tế trong tình hình mới, năm 2026"
    assert any(text.endswith(last) for text in lines_of(document))
    assert 143.6 / 3 <= 165 - sum(subject) <= 143.6 / 2


def test_the_page_number_stands_in_the_middle_of_the_top_margin_but_on_no_first_page(document):
    first = document.sections[0]
    assert "PAGE" in first.header._element.xml
    assert first.header.paragraphs[0].alignment.name == "CENTER"
    assert first.header.paragraphs[0].runs[0].font.size.pt == 13
    assert [one.text for one in first.first_page_header.paragraphs] == [""]
    assert [section.different_first_page_header_footer for section in document.sections] == [True, True, True]


def test_each_annex_counts_its_own_pages(document):
    starts = [one.get(qn("w:start")) for one in document.element.body.iter(qn("w:pgNumType"))]
    assert starts == ["1", "1"]


def test_the_heads_of_tables_are_repeated_and_only_long_rows_may_split(document):
    tasks = next(table for table in document.tables if len(table.columns) == 7)
    assert len(tasks.rows) == 30
    heads = [row._tr.find(f"{qn('w:trPr')}/{qn('w:tblHeader')}") is not None for row in tasks.rows]
    assert heads == [True, *[False] * 29]
    for row in tasks.rows:
        whole = row._tr.find(f"{qn('w:trPr')}/{qn('w:cantSplit')}") is not None
        assert whole or max(len(cell.text) for cell in row.cells) > 900


def test_points_are_counted_by_the_vietnamese_alphabet(document):
    points = [one.text for one in document.paragraphs if one.style.name == "Heading 3"]
    assert [point[:2] for point in points] == ["a)", "b)", "c)", "d)", "đ)", "e)"][: len(points)]
    assert points[0].startswith("a) Đã hoàn thành: ")


def test_a_submitters_words_are_printed_as_they_are(document, report):
    text = "\n".join(lines_of(document))
    assert HOSTILE in text
    assert "Nhân lực mỏng." in text
    assert "Người lập biểu" not in text


def test_the_same_report_gives_the_same_bytes(report, docx_bytes):
    assert to_docx(report, issuer=ISSUER) == docx_bytes


def test_the_file_names_no_other_author(document):
    properties = document.core_properties
    assert (properties.author, properties.last_modified_by, properties.comments) == (
        "Cục Hợp tác quốc tế",
        "Cục Hợp tác quốc tế",
        "",
    )


def test_several_recipients_stand_below_each_other(report):
    issuer = replace(ISSUER, recipients=("Lãnh đạo Bộ", "Bộ Ngoại giao"))
    lines = lines_of(docx.Document(io.BytesIO(to_docx(report, issuer=issuer))))
    place = lines.index("Kính gửi:")
    assert lines[place : place + 3] == ["Kính gửi:", "- Lãnh đạo Bộ;", "- Bộ Ngoại giao."]


def test_where_all_have_reported_the_only_annex_bears_no_number(year):
    complete = year.compiled([a_submission(unit.slug, rows=year.answers(unit, 0)) for unit in year.reporters])
    lines = lines_of(docx.Document(io.BytesIO(to_docx(complete, issuer=ISSUER))))
    assert "Phụ lục" in lines
    assert "DANH SÁCH ĐƠN VỊ CHƯA BÁO CÁO" not in lines
    assert "Tất cả các đơn vị đã nộp báo cáo." in lines


def test_where_nobody_has_reported_the_report_says_so(year):
    lines = lines_of(docx.Document(io.BytesIO(to_docx(year.compiled([]), issuer=ISSUER))))
    assert "Các đơn vị không nêu khó khăn, vướng mắc." in lines
    assert f"{len(year.reporters):02d} đơn vị chưa nộp báo cáo, danh sách tại Phụ lục II kèm theo." in lines


def test_libreoffice_prints_it_on_a_sane_number_of_pages(docx_bytes, tmp_path):
    pages = page_texts(printed(docx_bytes, "bao-cao.docx", tmp_path))
    assert 8 <= len(pages) <= 40
    assert "CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM" in pages[0]
    assert pages[1].split()[0] == "2"
    assert pages[0].split()[0] != "1"
    assert sum("Nơi nhận:" in page and "CỤC TRƯỞNG" in page for page in pages) == 1
    assert "DANH SÁCH ĐƠN VỊ CHƯA BÁO CÁO" in pages[-1]


def test_who_reported_on_paper_only_is_named_where_figures_lack_and_the_numbers_go_on(report):
    first, *others = report.units
    text = lines_of(
        docx.Document(
            io.BytesIO(to_docx(replace(report, units=(replace(first, has_figures=False), *others)), issuer=ISSUER))
        )
    )
    place = text.index("3. Đơn vị nộp bản giấy, chưa có số liệu")
    assert text[place + 1] == f"01 đơn vị: {first.name}. Số liệu dưới đây không gồm các đơn vị này."
    assert "2. Đơn vị nộp muộn" in text
    assert "4. Đơn vị chưa nộp báo cáo" in text


def test_a_unit_that_was_given_more_time_and_is_missing_says_so_in_the_annex(report):
    *others, last = report.units
    extended = replace(report, units=(*others, replace(last, until=date(2026, 12, 2))))
    text = lines_of(docx.Document(io.BytesIO(to_docx(extended, issuer=ISSUER))))
    assert "Chưa nộp (được gia hạn đến 02/12/2026)" in text
