"""Conditions: read from text, and their tests of values."""

from datetime import date

import pytest

from hiephoi_cli.domain.fields import TEXT, Field, fields
from hiephoi_cli.domain.matching_thesaurus import Thesaurus
from hiephoi_cli.domain.partial_day import PartialDay
from hiephoi_cli.domain.records import Election, Link, Member, Office, Officer
from hiephoi_cli.domain.where import comparison, condition, contains, has_value
from hiephoi_cli.domain.words import Membership
from hiephoi_cli.errors import HiephoiError, UsageError
from registries import product


@pytest.mark.parametrize(
    ("text", "parts"),
    [
        ("joined", ("joined", "", "")),
        ("!joined", ("joined", "!", "")),
        (" ! mã số thuế ", ("mã số thuế", "!", "")),
        ("joined>=5/2025", ("joined", ">=", "5/2025")),
        ("Ngày gia nhập <= 5/2025", ("Ngày gia nhập", "<=", "5/2025")),
        ("name!=x", ("name", "!=", "x")),
        ("name !~ a b", ("name", "!~", "a b")),
        ("name==x", ("name", "=", "x")),
        ("seats<>2", ("seats", "!=", "2")),
        ("seats≥2", ("seats", ">=", "2")),
        ("name='Mẫu = một'", ("name", "=", "Mẫu = một")),
        ('name="=x"', ("name", "=", "=x")),
        ("note=a=b>c", ("note", "=", "a=b>c")),
        ('name="A" và "B"', ("name", "=", '"A" và "B"')),
        ("member.sectors~xay", ("member.sectors", "~", "xay")),
    ],
)
def test_a_condition_is_a_field_an_operator_and_a_value(text: str, parts: tuple[str, str, str]) -> None:
    assert condition(text)[1:] == parts


@pytest.mark.parametrize(
    ("text", "message", "hint"),
    [
        ("", "'': the field is missing", "--where 'sectors=xay-lap' --where 'joined>=2025'"),
        ("=x", "'=x': the field is missing", "--where 'sectors=xay-lap' --where 'joined>=2025'"),
        ("!", "'!': the field is missing", "--where 'sectors=xay-lap' --where 'joined>=2025'"),
        ("phone=", "'phone=': nothing to compare 'phone' with", "for those without a value: --where '!phone'"),
        ("seats=>2", "'seats=>2': no operator '=>'", "--where 'seats>=2'"),
        ("seats=>", "'seats=>': no operator '=>'", "choose from: = < <= > >= ~ != !~"),
        ("seats<<2", "'seats<<2': no operator '<<'", "choose from: = < <= > >= ~ != !~"),
        ("!name=x", "'!name=x': '!' stands before a field alone", "--where 'name!=x'"),
        ("!seats > 2", "'!seats > 2': '!' stands before a field alone", "--where 'seats<=2'"),
    ],
)
def test_a_faulty_condition_is_named_with_what_is_wrong_in_it(text: str, message: str, hint: str) -> None:
    with pytest.raises(UsageError) as caught:
        condition(text)
    assert caught.value.reports == ((message, hint),)


def member(name: str) -> Field:
    return fields(Member)[name]


DAY, MONTH, YEAR = date(2025, 5, 17), PartialDay(2025, 5), PartialDay(2025)


@pytest.mark.parametrize(
    ("field", "sign", "text", "value", "holds"),
    [
        (member("joined"), "=", "2025", DAY, True),
        (member("joined"), "=", "5/2025", DAY, True),
        (member("joined"), "=", "17/5/2025", DAY, True),
        (member("joined"), "=", "6/2025", DAY, False),
        (member("joined"), "=", "2025", MONTH, True),
        (member("joined"), "=", "2025", YEAR, True),
        (member("joined"), "=", "5/2025", YEAR, False),
        (member("joined"), "=", "1/1/2025", YEAR, False),
        (member("joined"), "<", "2025", DAY, False),
        (member("joined"), "<=", "2025", DAY, True),
        (member("joined"), ">", "2025", DAY, False),
        (member("joined"), ">", "4/2025", DAY, True),
        (member("joined"), ">=", "5/2025", DAY, True),
        (member("joined"), ">=", "5/2025", YEAR, False),
        (member("joined"), "<", "2/1/2025", YEAR, True),
        (fields(Election)["on"], "=", "tháng 5 năm 2025", DAY, True),
        (member("name"), "=", "CÔNG TY HOÀ BÌNH", "Công ty Hòa Bình", True),
        (member("name"), "=", "Công ty Hóa Bình", "Công ty Hòa Bình", False),
        (member("name"), "=", "Công ty", "Công ty Hòa Bình", False),
        (member("name"), "<", "Đông", "Dung", True),
        (member("representative"), "<", "Lê Văn Bình", "Vũ Thị An", True),
        (member("representative"), "=", "ông LÊ VĂN MẪU", "Lê Văn Mẫu", True),
        (member("tax_code"), "=", "02.00.747.399", "0200747399", True),
        (member("tax_code"), "=", "123", "123", True),
        (member("phone"), "=", "+84 225 3822 016", "02253822016", True),
        (member("phone"), "=", "0912345678", "0225 3822 016; 0912 345 678", True),
        (member("phone"), "=", "0912345678", "0225 3822 016", False),
        (member("membership"), "=", "danh dự", Membership.HONORARY, True),
        (member("membership"), "=", "honorary", Membership.OFFICIAL, False),
        (member("membership"), ">", "official", Membership.HONORARY, True),
        (fields(Officer)["acting"], "=", "có", True, True),
        (fields(Officer)["acting"], "=", "no", True, False),
        (fields(Office)["seats"], "<", "10", 9, True),
        (fields(Office)["seats"], "<", "1", 1, False),
        (fields(Office)["seats"], ">", "-1", 1, True),
        (TEXT, "=", "duplicate", "duplicate", True),
    ],
)
def test_a_value_is_compared_as_its_field_reads_it(
    field: Field, sign: str, text: str, value: object, holds: bool
) -> None:
    assert comparison(field, sign, text)(value) is holds


@pytest.mark.parametrize(
    ("field", "text"),
    [
        (member("joined"), "hôm nào"),
        (member("membership"), "vàng"),
        (fields(Office)["seats"], "nhiều"),
        (fields(Officer)["acting"], "maybe"),
        (fields(Election)["candidates"], "Lê Văn Mẫu"),
    ],
)
def test_a_value_that_the_field_cannot_hold_is_refused(field: Field, text: str) -> None:
    with pytest.raises(HiephoiError):
        comparison(field, "=", text)


@pytest.mark.parametrize(
    ("text", "value", "holds"),
    [
        ("gang đúc", "duc-gang", True),
        ("duc-gang", "vật đúc", True),
        ("vat duc", "Đúc gang", True),
        ("Tư vấn", "tư vấn", True),
        ("tư vấn", "duc-gang", False),
    ],
)
def test_words_that_name_one_product_are_the_same(text: str, value: str, *, holds: bool) -> None:
    key_of = Thesaurus([product(also=("gang đúc, vật đúc",))]).code_or_words
    assert comparison(fields(Link)["product"], "=", text, key_of)(value) is holds


@pytest.mark.parametrize(
    ("text", "value", "holds"),
    [
        ("hoa binh", "Công ty Hòa Bình", True),
        ("BÌNH hòa", "Công ty Hòa Bình", True),
        ("an", "Lê Văn Mẫu", False),
        ("an", "Lê An Mẫu", True),
        ("an", "Lê Ánh Mẫu", True),
        ("nom", "KCN Nomura", True),
        ("mura", "KCN Nomura", False),
        ("mau", "lienhe@mau.example", True),
        ("hoa-binh", "Hòa Bình", True),
        ("hoa sen", '"Hoa-Sen"', True),
        ('"', 'Cty "Sen"', True),
        ('"', "Cty Sen", False),
        ("(", "Cty (Mẫu)", True),
    ],
)
def test_each_word_begins_a_word_of_the_text_accents_aside(text: str, value: str, holds: bool) -> None:
    assert contains(TEXT, text)([value]) == [holds]


def test_digits_may_stand_anywhere_in_a_phone_number() -> None:
    phone = member("phone")
    assert contains(phone, "382.2016")(["0225 3822 016"]) == [True]
    assert contains(phone, "+84225")(["02253822016"]) == [True]
    assert contains(phone, "0169")(["0225 3822 016; 9123 456 78"]) == [False]
    assert contains(phone, "máy lẻ")(["0225 3822 016 (Máy lẻ 5)"]) == [True]


@pytest.mark.parametrize(
    ("value", "has"), [(None, False), ("", False), ((), False), ([], False), (False, False), (0, True), ("x", True)]
)
def test_a_field_has_a_value_unless_it_is_empty_or_no(value: object, has: bool) -> None:
    assert has_value(value) is has
