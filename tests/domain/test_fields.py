"""What follows from a field's declaration."""

from datetime import date
from typing import Any

import pytest

from hiephoi_cli.domain.fields import fields, parsed, toml_values
from hiephoi_cli.domain.records import KINDS, Candidate, Election, Is, Member, Office, Record, Registry
from hiephoi_cli.domain.words import Method
from hiephoi_cli.errors import InvalidData
from registries import election, member, office, registry, winner

MEMBER = fields(Member)


def refusal(table: type[Record], name: str, text: str) -> tuple[str, str]:
    with pytest.raises(InvalidData) as caught:
        fields(table)[name].parse(text)
    [(message, hint)] = caught.value.reports
    return message, hint


def test_fields_stand_in_the_order_of_their_declaration() -> None:
    assert tuple(MEMBER) == Member.__struct_fields__


@pytest.mark.parametrize(
    ("name", "many", "required", "refers_to", "form", "base"),
    [
        ("id", False, True, None, Is.KEY, str),
        ("name", False, True, None, Is.NAME, str),
        ("tax_code", False, False, None, Is.TAX_CODE, str),
        ("sectors", True, False, "sectors", None, str),
        ("representative", False, False, None, Is.PERSON, str),
        ("offers", True, False, None, None, str),
        ("joined", False, False, None, Is.DAY, date),
    ],
)
def test_a_field_knows_what_its_declaration_says(
    name: str, many: bool, required: bool, refers_to: str | None, form: Is | None, base: type
) -> None:
    field = MEMBER[name]
    assert (field.many, field.required, field.refers_to, field.form, field.base) == (
        many,
        required,
        refers_to,
        form,
        base,
    )


def test_a_field_that_holds_tables_knows_their_declaration() -> None:
    assert fields(Election)["candidates"].table() is Candidate
    assert fields(Registry)["members"].table() is Member
    assert MEMBER["sectors"].table() is None


@pytest.mark.parametrize(
    ("name", "option"), [("sectors", "--sector"), ("offers", "--offer"), ("tax_code", "--tax-code"), ("note", "--note")]
)
def test_an_option_names_one_item_of_a_list(name: str, option: str) -> None:
    assert MEMBER[name].option == option


def test_a_single_value_keeps_its_s() -> None:
    assert fields(Office)["seats"].option == "--seats"
    assert MEMBER["address"].option == "--address"


@pytest.mark.parametrize(
    ("name", "text", "value"),
    [
        ("name", "  Top\u00a0Land ", "Top Land"),
        ("tax_code", "01.00.112.437", "0100112437"),
        ("joined", "11/11/2024", date(2024, 11, 11)),
        ("left_reason", "struck-off", "struck-off"),
        ("left_reason", "STRUCK-OFF", "struck-off"),
        ("phone", "0225 3 123 456", "0225 3 123 456"),
        ("sectors", "xay-lap", "xay-lap"),
    ],
)
def test_text_becomes_a_value_of_the_field(name: str, text: str, value: object) -> None:
    assert MEMBER[name].parse(text) == value


@pytest.mark.parametrize("language", ["en", "vi"])
def test_a_word_of_a_choice_is_read_as_it_is_shown_and_as_it_is_stored(
    language: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    from hiephoi_cli.i18n import _

    monkeypatch.setenv("HIEPHOI_LANG", language)
    for name in ("membership", "left_reason"):
        for item in MEMBER[name].base:  # type: ignore[attr-defined]
            assert MEMBER[name].parse(item.value) is item
            assert MEMBER[name].parse(_(item.value)) is item


def test_a_whole_number_is_digits_only() -> None:
    assert fields(Office)["seats"].parse("12") == 12
    for text in ("-1", "1.5", "٣", "một", "1 2"):
        assert refusal(Office, "seats", text) == (f"'{text}' is not a whole number", "write digits only, such as 65")


@pytest.mark.parametrize(
    ("name", "text", "message", "hint"),
    [
        ("phone", " \u200b", "the value is empty", "leave it out, or erase it with `edit --clear phone`"),
        (
            "joined",
            "yesterday",
            "'yesterday' is not a date",
            "write it as 2024-11-30 or 30/11/2024, or 2024 or 11/2024 if no more is known",
        ),
        (
            "membership",
            "asociate",
            "'asociate' is not one of official, associate, honorary",
            "did you mean 'associate'?",
        ),
        (
            "tax_code",
            "100233488",
            "'100233488' is not a valid tax code",
            "the leading zero seems to be missing: '0100233488' is valid",
        ),
        (
            "tax_code",
            "12345",
            "'12345' is not a valid tax code",
            "compare it with the registration certificate: 10 digits, 10-3 for a branch, or 12",
        ),
    ],
)
def test_a_refusal_says_why_and_what_to_do(name: str, text: str, message: str, hint: str) -> None:
    assert refusal(Member, name, text) == (message, hint)


def test_a_number_out_of_bounds_is_refused_with_what_the_field_is() -> None:
    message, hint = refusal(Office, "seats", "0")
    assert message == "'0' is not allowed"
    assert hint == fields(Office)["seats"].description


def test_control_characters_are_refused_in_any_field() -> None:
    for name in ("name", "joined", "membership", "tax_code"):
        assert "U+001B" in refusal(Member, name, "a\x1b[31m")[0]


def test_a_refused_option_is_named() -> None:
    for option, told in ((None, "--joined"), ("--on", "--on")):
        with pytest.raises(InvalidData) as caught:
            MEMBER["joined"].parse_option("x", *([option] if option else []))
        assert caught.value.reports[0].message == f"{told}: 'x' is not a date"


def test_a_number_is_as_large_as_its_field_and_a_file_allow() -> None:
    votes = fields(Candidate)["votes"]
    assert votes.parse(str(2**63 - 1)) == 2**63 - 1
    for text in (str(2**63), "9" * 5000):
        message, hint = refusal(Candidate, "votes", text)
        assert (message, hint) == (f"'{text}' is more than 9223372036854775807", "number of votes")


CANDIDATES = fields(Election)["candidates"]


@pytest.mark.parametrize(
    ("text", "candidate"),
    [
        ("person=Lê An", Candidate(person="Lê An")),
        ("elected = x ; Votes=41; person=Lê  An; member=top land",
         Candidate(person="Lê An", member="top land", votes=41, elected=True)),
        ('"person=Lê; An";votes=0', Candidate(person="Lê; An", votes=0)),
    ],
)  # fmt: skip
def test_a_table_is_typed_field_by_field(text: str, candidate: Candidate) -> None:
    assert CANDIDATES.parse(text) == candidate


@pytest.mark.parametrize(
    ("text", "message", "hint"),
    [
        ("votes=1", "'person' is missing", "write it as 'person=…; member=…; votes=…; elected=…'"),
        ("Lê An", "'Lê An' is not of the form FIELD=VALUE", "write it as 'person=…; member=…; votes=…; elected=…'"),
        ("persn=Lê An", "no field 'persn'", "did you mean 'person'?"),
        ("person=A; person=B", "'person' is given twice", "write it as 'person=…; member=…; votes=…; elected=…'"),
        ("person=A; votes=x", "votes: 'x' is not a whole number", "write digits only, such as 65"),
    ],
)
def test_a_table_typed_wrongly_is_refused(text: str, message: str, hint: str) -> None:
    assert refusal(Election, "candidates", text) == (message, hint)


def test_only_what_was_given_becomes_a_value() -> None:
    texts: dict[str, Any] = {"phone": "0225", "email": None, "sectors": ["xay-lap", "tu-van"], "offers": []}
    assert parsed(MEMBER, texts) == {"phone": "0225", "sectors": ("xay-lap", "tu-van"), "offers": ()}


def test_all_faults_are_reported_at_once_by_their_options() -> None:
    with pytest.raises(InvalidData) as caught:
        parsed(MEMBER, {"joined": "x", "phone": "0225", "membership": "y", "offers": ["ok", " "]})
    assert [report.message.partition(":")[0] for report in caught.value.reports] == [
        "--joined",
        "--membership",
        "--offer",
    ]


def test_a_record_as_plain_values_leaves_out_what_has_its_default() -> None:
    assert toml_values(member(1, "Top Land", joined=date(2024, 1, 2), sectors=("xay-lap",))) == {
        "id": "HV-0001",
        "name": "Top Land",
        "joined": date(2024, 1, 2),
        "sectors": ["xay-lap"],
    }
    assert toml_values(office(seats=1)) == {"code": "chu-tich", "name": "Chủ tịch"}


def test_a_whole_registry_as_plain_values_has_only_plain_values() -> None:
    values = toml_values(registry(office(), election(candidates=[winner(votes=3)], method=Method.SECRET_BALLOT)))
    [recorded] = values["elections"]
    assert values["format"] == 1
    assert list(recorded["candidates"]) == [{"person": "Lê An", "votes": 3, "elected": True}]
    assert type(recorded["method"]) is str


@pytest.mark.parametrize("table", [*KINDS.values(), Candidate])
def test_every_field_has_a_title_and_a_description(table: type[Record]) -> None:
    for field in fields(table).values():
        assert field.title, field.name
        assert field.description, field.name
