"""How each language names each occasion: a table of examples, written by hand, with what they mean beside them."""

from __future__ import annotations

from dataclasses import replace

import pytest

from dunghen.kinds.greeting.languages import LANGUAGES
from dunghen.kinds.greeting.letter import wording
from tests.unit.kinds.greeting.letter_facts import (
    HOLIDAY,
    LOCALITY,
    NATIONAL_DAY,
    NEW_YEAR,
    OTHER,
    RELATIONS_DAY,
    TET,
    TWIN_DAY,
    a_greeting,
)

UNCOUNTED = replace(RELATIONS_DAY, since_year=None)
SEOLLAL = replace(HOLIDAY, name_vi="Tết Seollal", names={"ko": "설날", "en": "Seollal (Lunar New Year)"})
COUNTED_NATIONAL_DAY = replace(NATIONAL_DAY, since_year=1975)

TITLES = [
    # Quốc khánh
    ("vi", NATIONAL_DAY, "Thư chúc mừng nhân dịp Quốc khánh Hungary (ngày 02 tháng 6 năm 2026)"),
    (
        "en",
        NATIONAL_DAY,
        "Congratulations and best wishes on the occasion of the National Day of the Netherlands (2 June 2026)",
    ),
    ("ko", NATIONAL_DAY, "귀국 국경일(2026년 6월 2일) 축하 서한"),  # thư chúc mừng Quốc khánh quý quốc
    ("ja", NATIONAL_DAY, "貴国のナショナルデー（2026年6月2日）のお祝い"),  # chúc mừng Quốc khánh quý quốc
    ("zh", NATIONAL_DAY, "贵国国庆（2026年6月2日）贺信"),  # thư chúc mừng Quốc khánh quý quốc
    # thư chúc mừng nhân dịp Quốc khánh của nước Ngài
    ("lo", NATIONAL_DAY, "ສານອວຍພອນ ເນື່ອງໃນໂອກາດ ວັນຊາດ ຂອງປະເທດທ່ານ (ວັນທີ 2 ມິຖຸນາ 2026)"),
    # lời chúc mừng nhân ngày lễ quốc gia của quý quốc
    ("ru", NATIONAL_DAY, "Поздравление по случаю национального праздника Вашей страны (2 июня 2026 года)"),
    # lời chúc nhân ngày lễ quốc gia của quý quốc
    ("fr", NATIONAL_DAY, "Félicitations et vœux à l’occasion de la fête nationale de votre pays (2 juin 2026)"),
    # Quốc khánh, có lần thứ
    ("vi", COUNTED_NATIONAL_DAY, "nhân dịp kỷ niệm lần thứ 51 Quốc khánh Hungary"),
    ("en", COUNTED_NATIONAL_DAY, "the 51st anniversary of the National Day of the Netherlands"),
    ("ko", COUNTED_NATIONAL_DAY, "귀국 국경일 51주년"),
    ("ja", COUNTED_NATIONAL_DAY, "貴国のナショナルデー51周年"),
    ("zh", COUNTED_NATIONAL_DAY, "贵国国庆51周年"),
    ("lo", COUNTED_NATIONAL_DAY, "ວັນຊາດ ຂອງປະເທດທ່ານ ຄົບຮອບ 51 ປີ"),
    ("ru", COUNTED_NATIONAL_DAY, "по случаю 51-й годовщины национального праздника Вашей страны"),
    ("fr", COUNTED_NATIONAL_DAY, "à l’occasion du 51e anniversaire de la fête nationale de votre pays"),
    # Ngày thiết lập quan hệ ngoại giao lần thứ 50
    (
        "vi",
        RELATIONS_DAY,
        "kỷ niệm lần thứ 50 ngày thiết lập quan hệ ngoại giao giữa Việt Nam và Hungary (ngày 22 tháng 12 năm 2026)",
    ),
    (
        "en",
        RELATIONS_DAY,
        "50th anniversary of the establishment of diplomatic relations between Viet Nam and the Netherlands (22 December",
    ),
    ("ko", RELATIONS_DAY, "베트남과 대한민국 간 외교관계 수립 50주년(2026년 12월 22일)"),
    ("ja", RELATIONS_DAY, "ベトナムと日本との外交関係樹立50周年（2026年12月22日）"),
    ("zh", RELATIONS_DAY, "越南与中国建交50周年（2026年12月22日）"),
    ("lo", RELATIONS_DAY, "ວັນສ້າງຕັ້ງສາຍພົວພັນການທູດ ຫວຽດນາມ-ລາວ ຄົບຮອບ 50 ປີ (ວັນທີ 22 ທັນວາ 2026)"),
    (
        "ru",
        RELATIONS_DAY,
        "50-летия установления дипломатических отношений между Вьетнамом и Вашей страной (22 декабря 2026 года)",
    ),
    (
        "fr",
        RELATIONS_DAY,
        "du 50e anniversaire de l’établissement des relations diplomatiques entre le Viêt Nam et votre pays (22 décembre",
    ),
    # … không đếm năm
    ("vi", UNCOUNTED, "nhân dịp kỷ niệm ngày thiết lập quan hệ ngoại giao giữa Việt Nam và Hungary"),
    ("en", UNCOUNTED, "of the anniversary of the establishment of diplomatic relations"),
    ("ko", UNCOUNTED, "외교관계 수립 기념일"),  # ngày kỷ niệm thiết lập quan hệ ngoại giao
    ("ja", UNCOUNTED, "外交関係樹立記念日"),
    ("zh", UNCOUNTED, "建交纪念日"),
    ("lo", UNCOUNTED, "ວັນສ້າງຕັ້ງສາຍພົວພັນການທູດ ຫວຽດນາມ-ລາວ (ວັນທີ"),
    ("ru", UNCOUNTED, "по случаю годовщины установления дипломатических отношений"),
    ("fr", UNCOUNTED, "à l’occasion de l’anniversaire de l’établissement des relations diplomatiques"),
    # Ngày kết nghĩa lần thứ 13
    ("vi", TWIN_DAY, "kỷ niệm lần thứ 13 ngày thiết lập quan hệ kết nghĩa giữa hai địa phương"),
    ("en", TWIN_DAY, "the 13th anniversary of the establishment of friendly relations between our two localities"),
    ("ko", TWIN_DAY, "양 지역 간 우호관계 수립 13주년"),
    ("ja", TWIN_DAY, "両地域間の友好関係樹立13周年"),
    ("zh", TWIN_DAY, "两地建立友好关系13周年"),
    ("lo", TWIN_DAY, "ວັນສ້າງຕັ້ງສາຍພົວພັນມິດຕະພາບ ລະຫວ່າງ ສອງທ້ອງຖິ່ນ ຄົບຮອບ 13 ປີ"),
    ("ru", TWIN_DAY, "13-й годовщины установления дружественных связей между нашими регионами (1 января 2027 года)"),
    ("fr", TWIN_DAY, "du 13e anniversaire de l’établissement des relations d’amitié entre nos deux collectivités"),
    # Năm mới dương lịch: có năm, không có ngày
    ("vi", NEW_YEAR, "Thư chúc mừng nhân dịp năm mới 2027"),
    ("en", NEW_YEAR, "Congratulations and best wishes on the occasion of the New Year 2027"),
    ("ko", NEW_YEAR, "2027년 새해 축하 서한"),
    ("ja", NEW_YEAR, "2027年の新年のお祝い"),
    ("zh", NEW_YEAR, "2027年新年贺信"),
    ("lo", NEW_YEAR, "ສານອວຍພອນ ເນື່ອງໃນໂອກາດ ປີໃໝ່ສາກົນ 2027"),
    ("ru", NEW_YEAR, "Поздравление по случаю наступления Нового 2027 года"),
    ("fr", NEW_YEAR, "Félicitations et vœux à l’occasion de la nouvelle année 2027"),
    # Tết: có năm dương lịch, không suy ra tên năm âm lịch
    ("vi", TET, "Thư chúc mừng nhân dịp Tết Nguyên đán 2027"),
    ("en", TET, "Congratulations and best wishes on the occasion of the Lunar New Year 2027 (Tết)"),
    ("ko", TET, "2027년 음력설(뗏) 축하 서한"),
    ("ja", TET, "2027年の旧正月（テト）のお祝い"),
    ("zh", TET, "2027年春节贺信"),
    ("lo", TET, "ສານອວຍພອນ ເນື່ອງໃນໂອກາດ ບຸນປີໃໝ່ປະຈຳຊາດ ຫວຽດນາມ (ບຸນເຕັດ) 2027"),
    ("ru", TET, "Поздравление по случаю Нового 2027 года по лунному календарю (Тет)"),
    ("fr", TET, "Félicitations et vœux à l’occasion du Nouvel An lunaire 2027 (Têt)"),
    # Lễ của một nước, cơ quan có ghi tên trong ngôn ngữ ấy
    ("vi", SEOLLAL, "Thư chúc mừng nhân dịp Tết Seollal (ngày 25 tháng 9 năm 2026)"),
    ("en", SEOLLAL, "on the occasion of Seollal (Lunar New Year), 25 September 2026"),
    ("ko", SEOLLAL, "설날(2026년 9월 25일) 축하 서한"),
    # … và khi không ghi: nói chung là ngày lễ của quý quốc
    ("en", HOLIDAY, "on the occasion of your country’s holiday (25 September 2026)"),
    ("ko", HOLIDAY, "귀국의 경축일(2026년 9월 25일)"),
    ("ja", HOLIDAY, "貴国の祝日（2026年9月25日）"),
    ("zh", HOLIDAY, "贵国节日（2026年9月25日）"),
    ("lo", HOLIDAY, "ວັນບຸນ ຂອງປະເທດທ່ານ"),
    ("ru", HOLIDAY, "по случаю праздника Вашей страны (25 сентября 2026 года)"),
    ("fr", HOLIDAY, "à l’occasion de la fête célébrée dans votre pays (25 septembre 2026)"),
    # Ngày riêng của cơ quan, không có tên trong ngôn ngữ ấy: «ngày đặc biệt này»
    ("vi", OTHER, "nhân dịp ngày khánh thành trụ sở mới (ngày 25 tháng 9 năm 2026)"),
    ("en", OTHER, "on the occasion of this special day (25 September 2026)"),
    ("ko", OTHER, "이 뜻깊은 날(2026년 9월 25일)"),
    ("ja", OTHER, "この記念すべき日（2026年9月25日）"),
    ("zh", OTHER, "这一特殊日子（2026年9月25日）"),
    ("lo", OTHER, "ວັນສຳຄັນນີ້ (ວັນທີ 25 ກັນຍາ 2026)"),
    ("ru", OTHER, "по случаю этого знаменательного дня (25 сентября 2026 года)"),
    ("fr", OTHER, "à l’occasion de cette journée particulière (25 septembre 2026)"),
]


@pytest.mark.parametrize(("language", "occasion", "words"), TITLES)
def test_the_subject_names_the_occasion(language, occasion, words):
    assert words in wording(a_greeting(language, occasion), LANGUAGES[language]).subject


@pytest.mark.parametrize(
    ("language", "words"),
    [
        ("vi", "Nhân dịp Quốc khánh Hungary (ngày 02 tháng 6 năm 2026) và kỷ niệm lần thứ 50 ngày thiết lập quan hệ"),
        ("en", "the National Day of the Netherlands (2 June 2026) and the 50th anniversary of the establishment of"),
        ("ko", "귀국 국경일(2026년 6월 2일) 및 베트남과 대한민국 간 외교관계 수립 50주년(2026년 12월 22일)에 즈음하여"),
        ("ja", "貴国のナショナルデー（2026年6月2日）ならびにベトナムと日本との外交関係樹立50周年"),
        ("zh", "值此贵国国庆（2026年6月2日）暨越南与中国建交50周年（2026年12月22日）之际"),
        ("lo", "(ວັນທີ 2 ມິຖຸນາ 2026) ແລະ ວັນສ້າງຕັ້ງສາຍພົວພັນການທູດ ຫວຽດນາມ-ລາວ ຄົບຮອບ 50 ປີ"),
        ("ru", "По случаю национального праздника Вашей страны (2 июня 2026 года) и 50-летия установления"),
        ("fr", "À l’occasion de la fête nationale de votre pays (2 juin 2026) et du 50e anniversaire de"),
    ],
)
def test_two_occasions_close_together_are_one_sentence(language, words):
    said = wording(a_greeting(language, NATIONAL_DAY, RELATIONS_DAY), LANGUAGES[language])
    assert words in said.paragraphs[0]


def test_of_several_occasions_the_first_names_the_letter():
    said = wording(a_greeting("fr", RELATIONS_DAY, TWIN_DAY, partner_class=LOCALITY), LANGUAGES["fr"])
    assert "relations diplomatiques" in said.subject
    assert "amitié" not in said.subject


@pytest.mark.parametrize(
    ("language", "words"),
    [
        ("vi", "năm mới 2027, kỷ niệm lần thứ 13 ngày thiết lập quan hệ kết nghĩa giữa hai địa phương"),
        ("zh", "2027年新年、两地建立友好关系13周年（2027年1月1日）暨2027年春节之际"),
    ],
)
def test_three_occasions_are_a_list(language, words):
    facts = a_greeting(language, NEW_YEAR, TWIN_DAY, TET, partner_class=LOCALITY)
    assert words in wording(facts, LANGUAGES[language]).paragraphs[0]


@pytest.mark.parametrize(
    ("name", "words"),
    [
        ("Quốc khánh nước Hungary", "nhân dịp Quốc khánh nước Hungary (ngày"),
        ("Quốc khánh Việt Nam", "nhân dịp Quốc khánh Việt Nam (ngày"),
    ],
)
def test_a_country_that_the_office_has_named_is_not_named_again(name, words):
    facts = a_greeting("vi", replace(NATIONAL_DAY, name_vi=name))
    assert words in wording(facts, LANGUAGES["vi"]).subject
