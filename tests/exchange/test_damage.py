"""What programs leave in place of values is repaired where nothing is lost, else refused."""

import pytest
from hypothesis import given

from hiephoi_cli.errors import InvalidData
from hiephoi_cli.exchange.damage import APOSTROPHE, DIGITS, ENTITIES, UNWRAPPED, mended
from hiephoi_cli.exchange.damage_signs import may_be_in
from registries import vietnamese


@pytest.mark.parametrize(
    "text",
    [
        *(
            "#N/A",
            "#n/a",
            "#REF!",
            "#VALUE!",
            "#NAME?",
            "#DIV/0!",
            "#NUM!",
            "#NULL!",
            "#SPILL!",
            "#ERROR!",
            "#GETTING_DATA",
        ),
        *("#NV", "#WERT!", "#¡REF!", "Err:502", "[object Object]", "Số 1 #REF!", "#######", "##", "=A1", "=SUM(A1:B2)"),
        *("=VLOOKUP(A2;B:C;2;0)", "='Sheet 1'!A1", "=Sheet1!A1"),
    ],
)
def test_errors_and_formulas_are_no_values(text: str) -> None:
    assert refusal(text) == f"'{text}' has no value"


@pytest.mark.parametrize(
    ("text", "meant", "repair"),
    [
        ('="Công ty ""A"""', 'Công ty "A"', UNWRAPPED),
        ('="0200747399"', "0200747399", UNWRAPPED),
        ("'0912345678", "0912345678", APOSTROPHE),
        ("9.12345678E8", "912345678", DIGITS),
        ("9,12345678E+08", "912345678", DIGITS),
        ("A &amp; B&nbsp;C&#244;", "A & B\u00a0Cô", ENTITIES),
        ("C\\u00f4ng ty_x000D_", "Công ty\n", ENTITIES),
    ],
)
def test_what_can_be_known_is_repaired(text: str, meant: str, repair: str) -> None:
    assert may_be_in(f"\n{text}\n")
    assert mended(text, is_number=True) == (meant, repair)


@pytest.mark.parametrize("text", ["9.12E+08", "2.00747E+08", "1E+10", "9.1E-5", "9.12345678901234567E17"])
def test_digits_that_are_gone_are_not_made_up(text: str) -> None:
    with pytest.raises(InvalidData, match="has lost digits"):
        mended(text, is_number=True)


@pytest.mark.parametrize("text", ["Nguy?n V?n A", "?inh V?n", "Giám ??c", "C\ufffdng ty"])
def test_letters_that_are_gone_are_reported(text: str) -> None:
    assert refusal(text) == f"'{text}' has lost letters"


@pytest.mark.parametrize("text", ["<b>A</b>", "A<br>B", "<td>1</td>", '<a href="x">A</a>', "A <!-- x -->"])
def test_markup_is_refused(text: str) -> None:
    assert refusal(text) == f"'{text}' is HTML"


@pytest.mark.parametrize(
    "text",
    [
        *(
            "Phòng #12",
            "C#",
            "#1 Co",
            "a < b",
            "1E5",
            "R&D",
            "A&B;C",
            "[red]",
            "=1+1",
            "+84 912",
            "-1",
            "Ai? Tôi?",
            "Lô 2E",
        ),
        *("https://example.com/?a=b", "'68 Coffee", "#haiphong!", "_x0041_", "\\u", "50% < 60%", "Sao? Vậy"),
    ],
)
def test_values_stay_as_they_are(text: str) -> None:
    assert mended(text) == (text, "")


@given(vietnamese)
def test_what_cannot_be_damaged_is_not_touched(text: str) -> None:
    if not may_be_in(f"\n{text}\n"):
        assert mended(text) == (text, "")


def refusal(text: str) -> str:
    """Why a text is refused, in one of the places where names are."""
    assert may_be_in(f"\n{text}\n")
    with pytest.raises(InvalidData) as caught:
        mended(text, is_name=True)
    [(message, _hint)] = caught.value.reports
    return message
