"""The whole letter: forms of address, what it wishes to whom, the two languages beside each other."""

from __future__ import annotations

import re

import pytest

from dunghen.kinds.greeting.languages import LANGUAGES
from dunghen.kinds.greeting.letter import compose_greeting, wording
from tests.unit.kinds.greeting.letter_facts import (
    ALL,
    LOCALITY,
    MISSION,
    NATIONAL_DAY,
    NEW_YEAR,
    ORGANISATION,
    OUR_MISSION,
    RELATIONS_DAY,
    TET,
    TWIN_DAY,
    a_greeting,
)

CLASSES = (MISSION, LOCALITY, ORGANISATION)


@pytest.mark.parametrize(
    ("language", "partner_class", "salutation", "wished"),
    [
        ("vi", MISSION, "Kính thưa Quý vị,", "toàn thể cán bộ, nhân viên Quý Cơ quan"),
        ("vi", OUR_MISSION, "Kính thưa Quý vị,", "toàn thể cán bộ, nhân viên Quý Cơ quan"),
        ("vi", LOCALITY, "Kính thưa Quý vị,", "chính quyền và nhân dân Quý địa phương"),
        ("vi", ORGANISATION, "Kính thưa Quý vị,", "toàn thể cán bộ, nhân viên Quý Tổ chức"),
        ("en", MISSION, "Your Excellency,", "Your Excellency and the staff of your mission"),
        ("en", LOCALITY, "Dear Partners and Friends,", "the leaders and people of your locality"),
        ("en", ORGANISATION, "Dear Partners,", "all members of your organisation"),
        # tiếng Hàn: Ngài đứng đầu cơ quan đại diện và cán bộ; lãnh đạo và nhân dân quý địa phương; Quý vị ở quý cơ quan
        ("ko", MISSION, "존경하는 공관장님께", "공관장님과 귀 공관 직원 여러분"),
        ("ko", LOCALITY, "존경하는 관계자 여러분께", "귀 지역 지도자와 주민 여러분"),
        ("ko", ORGANISATION, "존경하는 관계자 여러분께", "귀 기관 관계자 여러분"),
        # tiếng Nhật: Ngài và toàn thể quý sứ quán; toàn thể quý địa phương; toàn thể quý cơ quan
        ("ja", MISSION, "閣下", "閣下ならびに貴館の皆様"),
        ("ja", LOCALITY, "関係者の皆様", "貴自治体の皆様"),
        ("ja", ORGANISATION, "関係者の皆様", "貴機関の皆様"),
        # tiếng Trung: Ngài và toàn thể quý sứ quán; lãnh đạo và nhân dân quý địa phương; toàn thể quý tổ chức
        ("zh", MISSION, "尊敬的阁下：", "阁下及贵馆全体同仁"),
        ("zh", LOCALITY, "尊敬的各位朋友：", "贵地各位领导和全体人民"),
        ("zh", ORGANISATION, "尊敬的各位朋友：", "贵组织全体同仁"),
        # tiếng Lào: Ngài và cán bộ cơ quan của Ngài; lãnh đạo và nhân dân địa phương; cán bộ tổ chức
        ("lo", MISSION, "ພະນະທ່ານ ທີ່ນັບຖື,", "ພະນະທ່ານ ແລະ ພະນັກງານ ໃນຫ້ອງການຂອງທ່ານ"),
        ("lo", LOCALITY, "ບັນດາທ່ານ ທີ່ນັບຖື,", "ການນຳ ແລະ ປະຊາຊົນ ໃນທ້ອງຖິ່ນຂອງທ່ານ"),
        ("lo", ORGANISATION, "ບັນດາທ່ານ ທີ່ນັບຖື,", "ພະນັກງານ ໃນອົງການຂອງທ່ານ"),
        # tiếng Nga: Ngài và cán bộ cơ quan đại diện; lãnh đạo và toàn thể nhân dân; toàn thể cán bộ tổ chức
        ("ru", MISSION, "Ваше Превосходительство!", "Вашему Превосходительству и сотрудникам Вашего представительства"),
        ("ru", LOCALITY, "Уважаемые друзья!", "вашему руководству и всем жителям"),
        ("ru", ORGANISATION, "Уважаемые партнёры!", "всем сотрудникам вашей организации"),
        # tiếng Pháp: Ngài và cán bộ cơ quan đại diện; lãnh đạo và nhân dân quý địa phương; toàn thể tổ chức
        ("fr", MISSION, "Excellence,", "à Votre Excellence et à tout le personnel de votre mission"),
        ("fr", LOCALITY, "Chers partenaires et amis,", "aux responsables et aux habitants de votre collectivité"),
        ("fr", ORGANISATION, "Chers partenaires,", "à tous les membres de votre organisation"),
    ],
)
def test_each_class_of_partner_has_its_form_of_address(language, partner_class, salutation, wished):
    said = wording(a_greeting(language, NEW_YEAR, partner_class=partner_class), LANGUAGES[language])
    assert said.salutation == salutation
    assert wished in said.paragraphs[-1]


@pytest.mark.parametrize("post", ["Ngài Đại sứ", "Bà Tổng Lãnh sự"])
def test_a_post_that_the_office_has_told_is_addressed_in_vietnamese(post):
    said = wording(a_greeting("en", addressee=post), LANGUAGES["vi"])
    assert said.salutation == f"Kính thưa {post},"
    assert f"Kính chúc {post} và toàn thể cán bộ, nhân viên Quý Cơ quan" in said.paragraphs[-1]


@pytest.mark.parametrize(
    ("language", "words"),
    [
        ("vi", "Kính chúc đất nước và nhân dân quý quốc ngày càng thịnh vượng và hạnh phúc."),
        ("en", "We wish your country continued prosperity and its people every happiness."),
        ("ko", "귀국의 번영과 국민 여러분의 행복을 기원합니다."),  # chúc quý quốc phồn vinh, nhân dân hạnh phúc
        ("ja", "貴国の一層のご繁栄と、国民の皆様のご多幸をお祈り申し上げます。"),  # như trên
        ("zh", "祝愿贵国繁荣昌盛、人民幸福安康。"),  # như trên
        ("lo", "ຂໍອວຍພອນໃຫ້ ປະເທດຂອງທ່ານ ຈະເລີນຮຸ່ງເຮືອງ ແລະ ປະຊາຊົນ ມີຄວາມຜາສຸກ."),  # như trên
        ("ru", "Желаем Вашей стране процветания, а её народу — счастья и благополучия."),  # như trên
        ("fr", "Nous souhaitons à votre pays la prospérité et à son peuple le bonheur."),  # như trên
    ],
)
def test_the_country_is_wished_well_on_its_national_day_only(language, words):
    assert words in wording(a_greeting(language, NATIONAL_DAY), LANGUAGES[language]).paragraphs
    assert words not in wording(a_greeting(language, NEW_YEAR), LANGUAGES[language]).paragraphs


@pytest.mark.parametrize(
    ("language", "countries", "both", "parties"),
    [
        ("vi", "giữa hai nước và tin", "giữa hai nước và giữa hai địa phương", "giữa hai bên"),
        ("en", "between our two countries,", "our two countries and between our two localities", "our two sides"),
        ("ko", "양국 간의", "양국 및 양 지역 간의", "양측 간의"),
        ("ja", "、両国間の友好", "両国間および両地域間の友好", "双方の友好"),
        ("zh", "两国之间的", "两国之间和两地之间的", "双方之间的"),
        ("lo", "ລະຫວ່າງ ສອງປະເທດ ແລະ ເຊື່ອໝັ້ນ", "ສອງປະເທດ ແລະ ລະຫວ່າງ ສອງທ້ອງຖິ່ນ", "ລະຫວ່າງ ສອງຝ່າຍ"),
        ("ru", "нашими странами и уверены", "нашими странами и между нашими регионами", "нашими сторонами"),
        ("fr", "entre nos deux pays,", "nos deux pays et entre nos deux collectivités", "nos deux parties"),
    ],
)
def test_the_letter_says_between_whom_friendship_grows(language, countries, both, parties):
    def spoken(*occasions):
        return " ".join(wording(a_greeting(language, *occasions), LANGUAGES[language]).paragraphs[1:])

    assert countries in spoken(RELATIONS_DAY)
    assert both in spoken(RELATIONS_DAY, TWIN_DAY)
    assert parties in spoken(NEW_YEAR)


def test_a_mission_of_viet_nam_is_no_foreign_partner():
    said = wording(a_greeting("vi", NATIONAL_DAY, RELATIONS_DAY, partner_class=OUR_MISSION), LANGUAGES["vi"])
    assert said.paragraphs[1] == (
        "Chúng tôi trân trọng sự phối hợp của Quý Cơ quan và mong tiếp tục nhận được sự phối hợp đó."
    )
    assert "quý quốc" not in " ".join(said.paragraphs)


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("partner_class", CLASSES)
@pytest.mark.parametrize("occasion", ALL, ids=lambda one: one.slug)
def test_every_letter_says_paragraph_by_paragraph_what_the_original_says(language, partner_class, occasion):
    facts = a_greeting(language, occasion, partner_class=partner_class)
    said, original = wording(facts, LANGUAGES[language]), wording(facts, LANGUAGES["vi"])
    assert len(said.paragraphs) == len(original.paragraphs) >= 3
    words = (said.subject, said.salutation, *said.paragraphs, said.closing)
    assert [text for text in words if not text or re.search(r"\n|  | [.,]|[{}]|None", text)] == []


def test_the_mail_has_the_letter_and_below_it_the_vietnamese_original():
    letter = compose_greeting(a_greeting("ko", NATIONAL_DAY, addressee="Ngài Đại sứ"))
    assert (letter.language, letter.language_name) == ("ko", "tiếng Hàn")
    first, _, second = letter.text.partition("베트남어 원문 · Bản tiếng Việt\n")
    assert first.startswith("존경하는 공관장님께\n\n귀국 국경일(2026년 6월 2일)에 즈음하여, ")
    assert second.strip() == letter.vietnamese[1].strip()
    assert letter.vietnamese[0] == "Thư chúc mừng nhân dịp Quốc khánh Đại Hàn Dân Quốc (ngày 02 tháng 6 năm 2026)"
    assert second.startswith("\nKính thưa Ngài Đại sứ,\n\nNhân dịp Quốc khánh Đại Hàn Dân Quốc")
    assert second.endswith("Trân trọng kính chào.\n\nỦy ban nhân dân thành phố Hải Phòng\n")


def test_the_html_has_a_block_for_each_language():
    html = compose_greeting(a_greeting("lo", TET)).html
    assert re.findall(r'<div lang="([\w-]+)"', html) == ["lo-LA", "vi-VN"]
    assert html.index("ບຸນເຕັດ") < html.index("Bản tiếng Việt") < html.index("Tết Nguyên đán 2027")


def test_a_vietnamese_letter_stands_alone():
    letter = compose_greeting(a_greeting("vi", TET, partner_class=OUR_MISSION))
    assert letter.html.count("<div") == 1
    assert "Bản tiếng Việt" not in letter.text
    assert (letter.subject, letter.text) == letter.vietnamese


def test_names_are_text_in_html_never_markup():
    hostile = 'Sở <b onclick="x">Ngoại vụ</b> & {{ 7 * 7 }}'
    letter = compose_greeting(a_greeting("en", NEW_YEAR, sender_name=hostile, addressee="Ngài <i>Đại sứ</i>"))
    assert "<b" not in letter.html
    assert "<i>" not in letter.html
    assert "Sở &lt;b onclick=" in letter.html
    assert hostile in letter.text


def test_the_same_facts_give_the_same_letter():
    assert compose_greeting(a_greeting("ja", RELATIONS_DAY)) == compose_greeting(a_greeting("ja", RELATIONS_DAY))


def test_a_letter_needs_an_occasion():
    with pytest.raises(ValueError, match="dịp"):
        compose_greeting(a_greeting("en", occasions=()))
