"""Lists as they came from others: each is read as it was meant, or refused with what is wrong."""

import json
from pathlib import Path

import pytest

from harness import Cli

LISTS = Path(__file__).parent.parent / "data" / "lists"


def plan(cli: Cli, name: str, *options: str, noun: str = "member") -> dict[str, list[dict[str, object]]]:
    return json.loads(cli(noun, "import", str(LISTS / name), "--dry-run", "-f", "json", *options).out)  # type: ignore[no-any-return]


@pytest.mark.parametrize(
    ("name", "options", "said"),
    [
        ("02-tcvn3-in-utf8.csv", (), "is in TCVN3, an old encoding; it says 'Công ty cổ phần Thép Mẫu'"),
        ("02-tcvn3-in-utf8-bom.csv", (), "is in TCVN3, an old encoding"),
        ("02-tcvn3-in-workbook.xlsx", (), "is in TCVN3, an old encoding"),
        ("03-vni-bytes.csv", (), "--encoding vni: 'Công ty Cổ phần Thép Mẫu'"),
        ("03-vni-in-utf8.csv", (), "is in VNI, an old encoding"),
        ("03-viqr.xlsx", (), "is in VIQR, an old encoding"),
        ("04-utf8-with-encoding-option.csv", ("--encoding", "cp1258"), "the text is Unicode, not cp1258"),
        ("04-utf8-with-encoding-option.csv", ("--encoding", "tcvn3"), "the text is Unicode, not TCVN3"),
        ("04-utf8-with-encoding-option.csv", ("--encoding", "mac_roman"), "the text is Unicode, not mac_roman"),
        ("13-html-named.csv", (), "the file is a web page, not a list"),
        ("20-one-bad-byte.csv", (), "not UTF-8, in line 32 only"),
    ],
)
def test_a_file_in_wrong_letters_is_refused_with_what_it_is(
    cli: Cli, name: str, options: tuple[str, ...], said: str
) -> None:
    result = cli("member", "import", str(LISTS / name), *options)
    assert (result.status, said in " ".join(result.err.split()), result.file) == (5, True, cli.text)


@pytest.mark.parametrize(
    ("name", "options", "created"),
    [
        ("02-tcvn3-in-utf8.csv", ("--encoding", "tcvn3"), 2),
        ("02-tcvn3-in-utf8-bom.csv", ("--encoding", "tcvn3"), 2),
        ("02-tcvn3-in-workbook.xlsx", ("--encoding", "tcvn3"), 2),
        ("03-vni-bytes.csv", ("--encoding", "vni"), 1),
        ("03-vni-in-utf8.csv", ("--encoding", "vni"), 1),
        ("03-viqr.xlsx", ("--encoding", "viqr"), 1),
        ("05-branch-code-as-number.xlsx", ("--repair",), 1),
        ("06-two-heading-rows-group-taken-as-name.xlsx", ("--ignore", "Mã đơn vị"), 1),
        ("06-two-heading-rows-group-taken-as-name.xlsx", ("--ignore-others",), 1),
        ("07-heading-repeated.csv", (), 4),
        ("08-excel-leaves-trailing-separators-out.csv", (), 39),
        ("09-equals-quote.csv", (), 1),
        ("09-equals-quote-tax-code.csv", (), 1),
        ("11-month-first.csv", (), 3),
        ("11-month-first-unseen.csv", ("--dates", "mdy"), 2),
        ("12-gforms.csv", ("--ignore", "Dấu thời gian"), 2),
        ("19-pipe.csv", (), 2),
        ("20-nul-bytes.csv", (), 2),
        ("24-placeholders.csv", (), 2),
        ("25-bidi-marks.csv", (), 1),
        ("26-dates.csv", (), 8),
        ("29-contact.vcf", (), 1),
    ],
)
def test_a_list_is_read_as_it_was_meant(cli: Cli, name: str, options: tuple[str, ...], created: int) -> None:
    planned = plan(cli, name, *options)
    assert (planned["created"], planned["updated"], planned["errors"]) == (created, 0, 0)


def test_errors_of_a_spreadsheet_overwrite_nothing(cli: Cli) -> None:
    cli("member", "edit", "HV-0001", "--address", "Số 1 phố Mẫu", "--phone", "0912345678")
    before = cli.text
    result = cli("member", "import", str(LISTS / "01-excel-errors-overwrite.csv"), "--yes")
    assert (result.status, result.file) == (5, before)
    for shown in ("#N/A", "#REF!", "#######"):
        assert f"'{shown}' has no value" in " ".join(plan(cli, "01-excel-errors-overwrite.csv")["rows"][0]["problems"])  # type: ignore[arg-type]


def test_lost_digits_are_not_made_up_and_others_are_written_out(cli: Cli) -> None:
    first, second = plan(cli, "10-phone-scientific.csv", "--repair")["rows"]
    assert (first["problems"], first["action"]) == ([], "create")
    assert "'9.12E+08' has lost digits" in str(second["problems"])


def test_days_that_may_be_two_are_asked_for(cli: Cli) -> None:
    [first, _second] = plan(cli, "11-month-first-unseen.csv")["rows"]
    assert "'12/01/2026' may be 2026-01-12 or 2026-12-01" in str(first["problems"])


@pytest.mark.parametrize(
    ("name", "noun"),
    [
        ("18-capitals-members.csv", "member"),
        ("18-honorific-members.csv", "member"),
        ("18-honorific-officers.csv", "officer"),
    ],
)
def test_a_person_written_otherwise_is_the_same(cli: Cli, name: str, noun: str) -> None:
    planned = plan(cli, name, noun=noun)
    assert (planned["unchanged"], planned["errors"]) == (1, 0)


def test_every_column_that_fits_no_field_may_be_ignored_at_once(cli: Cli) -> None:
    name = "30-tendenci-shape-invented-person.csv"
    refused = cli("member", "import", str(LISTS / name))
    assert (refused.status, "--ignore-others" in refused.err) == (5, True)
    assert "fit no field" not in cli("member", "import", str(LISTS / name), "--ignore-others", "--dry-run").err
