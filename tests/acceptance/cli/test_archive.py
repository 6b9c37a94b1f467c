"""``dunghen archive``: a year written from the prompt and found again there."""

from __future__ import annotations


def test_what_was_done_this_year_is_written_and_found_without_accents(prompt):
    prompt("live", "off", "--by", "Chánh Văn phòng")
    year = prompt("audit", "list").split("/")[2][:4]
    told = prompt("archive", "write", year, "ho-so.zip")
    assert "ho-so.zip" in told
    assert "rehearsal): 1 mục, 0 tệp" in told
    assert "đặt công tắc: mode (rehearsal)" in prompt("archive", "find", "ho-so.zip", "chanh van phong")
    assert prompt("archive", "find", "ho-so.zip", "đại sứ quán", code=1) == ""
    assert "đã có" in prompt.run("archive", "write", year, "ho-so.zip").stderr
