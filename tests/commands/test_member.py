"""`hiephoi member` as its users call it."""

import csv
import json
from collections.abc import Iterator

import pytest

from harness import Cli

ADD = ("member", "add", "Công ty TNHH Mẫu", "--sector", "xay-lap", "--tax-code", "0200747399", "--joined", "01/02/2025")


def test_a_new_member_gets_the_next_id(cli: Cli) -> None:
    result = cli(*ADD)
    assert (result.status, result.out) == (0, "HV-0002\n")
    assert result.err == "added member HV-0002: Công ty TNHH Mẫu\n"
    assert cli.rows("member", "list", "mẫu")[0]["joined"] == "2025-02-01"


def test_adding_the_same_member_again_is_a_conflict_and_changes_nothing(cli: Cli) -> None:
    before = cli(*ADD).file
    again = cli(*ADD)
    assert (again.status, again.out) == (4, "")
    assert "HV-0002" in again.err
    assert again.file == before


@pytest.mark.parametrize(
    ("option", "value", "status", "said"),
    [
        ("--tax-code", "0200747398", 5, "'0200747398' is not a valid tax code"),
        ("--tax-code", "200747399", 5, "'0200747399' is valid"),
        ("--sector", "xay-lạp", 5, "did you mean 'xay-lap'?"),
        ("--joined", "31/02/2025", 5, "--joined: there is no day '31/02/2025'"),
        ("--membership", "oficial", 5, "did you mean 'official'?"),
        ("--phone", " ", 5, "--phone: the value is empty"),
        ("--note", "a\x1b[31mb", 5, "control character U+001B"),
        ("--note", "a\tb", 5, "tab in 'a\\tb'\nhint: type a space in its place"),
        ("--phnoe", "1", 2, "did you mean '--phone'?"),
    ],
)
def test_a_bad_option_is_reported_and_nothing_is_written(
    cli: Cli, option: str, value: str, status: int, said: str
) -> None:
    before = cli.text
    result = cli("member", "add", "Công ty Thử", option, value)
    assert result.status == status
    assert said in result.err
    assert result.out == ""
    assert result.file == before


def test_all_bad_options_are_reported_at_once(cli: Cli) -> None:
    result = cli("member", "add", "Công ty Thử", "--joined", "bao giờ", "--tax-code", "1", "--left", "?")
    assert [line.partition(" ")[2][:10] for line in result.err.splitlines() if line.startswith("error")] == [
        "--tax-code",
        "--joined: ",
        "--left: '?",
    ]


def test_a_name_is_missing_in_a_pipe(cli: Cli) -> None:
    result = cli("member", "add")
    assert result.status == 2
    assert result.err == "error: 'NAME' is missing\nhint: see `hiephoi member add --help`\n"


def test_markup_in_a_name_is_stored_and_shown_as_it_is(cli: Cli) -> None:
    name = "Hội [vcci] [/] [red]đỏ[/red]"
    assert cli("member", "add", name).status == 0
    assert f'name = "{name}"' in cli.text
    for format_ in ("table", "tsv", "csv", "json", "jsonl"):
        shown = cli("member", "list", "vcci", "--format", format_, COLUMNS="200").out
        assert name in shown, format_
    assert r"\[vcci\]" in cli("member", "list", "vcci", "--format", "markdown").out


def test_a_name_that_commands_a_terminal_is_refused(cli: Cli) -> None:
    result = cli("member", "add", "[red]A[/] \x1b[31mB")
    assert result.status == 5
    assert "\x1b" not in result.err


def test_a_dry_run_shows_the_change_and_writes_nothing(cli: Cli) -> None:
    before = cli.text
    result = cli(*ADD, "--dry-run")
    assert result.status == 0
    assert '+name = "Công ty TNHH Mẫu"' in result.out
    assert result.file == before
    assert not (cli.folder / ".hiephoi").exists()


def test_an_edit_changes_one_line(cli: Cli) -> None:
    before = cli.text.splitlines()
    result = cli("member", "edit", "top land", "--position", "Tổng Giám đốc")
    assert (result.status, result.out) == (0, "HV-0001\n")
    changed = [(old, new) for old, new in zip(before, result.file.splitlines(), strict=True) if old != new]
    assert changed == [('position = "Giám đốc"', 'position = "Tổng Giám đốc"')]


@pytest.mark.parametrize("how", [(), ("--dry-run",)])
def test_an_edit_of_nothing_writes_nothing_and_says_so(cli: Cli, how: tuple[str, ...]) -> None:
    result = cli("member", "edit", "HV-0001", "--position", "Giám đốc", *how)
    assert (result.status, result.out, result.err) == (0, "", "nothing to change\n")


def test_a_field_is_erased_by_clear(cli: Cli) -> None:
    assert cli("member", "edit", "HV-0001", "--clear", "position").status == 0
    assert "position" not in cli.text


@pytest.mark.parametrize(
    ("cleared", "status", "said"),
    [("name", 5, "'name' cannot be empty"), ("positon", 2, "did you mean 'position'?")],
)
def test_what_cannot_be_cleared_is_reported(cli: Cli, cleared: str, status: int, said: str) -> None:
    result = cli("member", "edit", "HV-0001", "--clear", cleared)
    assert result.status == status
    assert said in result.err


def test_a_field_is_not_both_set_and_cleared(cli: Cli) -> None:
    assert cli("member", "edit", "HV-0001", "--clear", "position", "--position", "x").status == 2


def test_one_who_leaves_stays_in_the_file_and_goes_from_the_list(cli: Cli) -> None:
    cli(*ADD)
    result = cli("member", "leave", "HV-0002", "--on", "2026-06-30", "--reason", "resigned")
    assert (result.status, result.out) == (0, "HV-0002\n")
    assert [row["id"] for row in cli.rows("member", "list")] == ["HV-0001"]
    assert [row["id"] for row in cli.rows("member", "list", "--former")] == ["HV-0002"]
    assert [row["id"] for row in cli.rows("member", "list", "--all")] == ["HV-0001", "HV-0002"]
    assert [row["id"] for row in cli.rows("member", "list", "--on", "29/06/2026")] == ["HV-0001", "HV-0002"]
    assert [row["id"] for row in cli.rows("member", "list", "--on", "2025-01-31")] == ["HV-0001"]


def test_nobody_leaves_twice_or_before_joining(cli: Cli) -> None:
    cli(*ADD)
    leave = ("member", "leave", "HV-0002", "--reason", "resigned", "--on")
    assert cli(*leave, "2025-01-01").status == 5
    assert cli(*leave, "2026-06-30").status == 0
    assert cli(*leave, "2026-07-01").status == 4


def test_a_member_with_a_history_is_not_removed(cli: Cli) -> None:
    result = cli("member", "remove", "HV-0001", "--yes")
    assert result.status == 4
    assert "hiephoi member leave HV-0001" in result.err


def test_a_removal_in_a_pipe_wants_a_yes(cli: Cli) -> None:
    before = cli.text
    added = cli(*ADD).file
    assert cli("member", "remove", "HV-0002").status == 2
    assert cli.text == added
    result = cli("member", "remove", "HV-0002", "--yes")
    assert (result.status, result.out) == (0, "HV-0002\n")
    assert result.file == before


def test_a_removal_may_be_looked_at_first(cli: Cli) -> None:
    cli(*ADD)
    result = cli("member", "remove", "HV-0002", "--dry-run")
    assert result.status == 0
    assert '-id = "HV-0002"' in result.out


def test_a_list_is_one_header_and_a_whole_line_a_member(cli: Cli) -> None:
    cli(*ADD)
    header, line = cli("member", "list", "--sector", "xay-lap").out.splitlines()
    assert header.startswith("id\tname\t")
    assert line.startswith("HV-0002\tCông ty TNHH Mẫu\t")
    assert "…" not in line


def test_a_list_by_sector_shows_a_member_of_two_under_both_and_those_without_last(cli: Cli) -> None:
    cli(*ADD, "--sector", "tu-van")
    rows = cli.rows("member", "list", "--by", "sector")
    assert [(row["by_sector"], row["id"]) for row in rows] == [
        ("tu-van", "HV-0002"),
        ("xay-lap", "HV-0002"),
        ("", "HV-0001"),
    ]
    titles = [line for line in cli("member", "list", "--by", "sector", "-f", "table").out.splitlines() if "(" in line]
    assert titles == ["Tư vấn (1)", "Xây lắp (1)", "Without: sectors (1)"]


def test_a_list_may_be_grouped_by_any_field(cli: Cli) -> None:
    cli(*ADD, "--membership", "associate", "--offer", "Cơ khí", "--offer", "An toàn")
    assert [row["by_membership"] for row in cli.rows("member", "list", "--by", "membership")] == [
        "official",
        "associate",
    ]
    assert [row["by_offer"] for row in cli.rows("member", "list", "--by", "offers")] == ["An toàn", "Cơ khí", ""]
    result = cli("member", "list", "--by", "secto")
    assert result.status == 2
    assert "did you mean 'sectors'?" in result.err


def test_items_in_free_words_are_parted_by_semicolons_and_references_by_commas(cli: Cli) -> None:
    cli(*ADD, "--sector", "tu-van")
    result = cli("member", "edit", "HV-0002", "--offer", "ốc vít inox; lồng đèn LED, khung nhôm")
    assert "∅ → ốc vít inox; lồng đèn LED, khung nhôm" in result.err
    shown = cli("member", "show", "HV-0002", "-f", "table").out
    assert "ốc vít inox; lồng đèn LED, khung nhôm" in shown
    assert "Xây lắp, Tư vấn" in shown
    cli("link", "add", "HV-0002", "HV-0001", "--product", "inox")
    table = cli("link", "list", "--columns", "supplier.offers", "-f", "markdown").out
    assert "| ốc vít inox; lồng đèn LED, khung nhôm |" in table


def test_a_list_is_narrowed_by_class_sector_and_words(cli: Cli) -> None:
    cli(*ADD, "--membership", "honorary")
    assert [row["id"] for row in cli.rows("member", "list", "--membership", "honorary")] == ["HV-0002"]
    assert [row["id"] for row in cli.rows("member", "list", "-s", "xây lắp", "-s", "tu-van")] == ["HV-0002"]
    assert [row["id"] for row in cli.rows("member", "list", "top land")] == ["HV-0001"]
    assert cli("member", "list", "--sector", "xay-dung").status == 3


def test_a_list_is_sorted_as_in_vietnamese(cli: Cli) -> None:
    for name, person in (("Đúc gang", "Đỗ Thị Ánh"), ("Dầu khí", "Nguyễn Văn An"), ("Ánh Dương", "Bùi Thị Ăn")):
        cli("member", "add", name, "--representative", person)
    names = [row["name"] for row in cli.rows("member", "list", "--sort", "name")]
    assert names == ["Ánh Dương", "Công ty Cổ phần dự án và công nghiệp Top Land", "Dầu khí", "Đúc gang"]
    people = [row["representative"] for row in cli.rows("member", "list", "--sort", "-representative")]
    assert people == ["Phạm Đoàn Tùng", "Bùi Thị Ăn", "Đỗ Thị Ánh", "Nguyễn Văn An"]


def test_what_has_no_value_is_sorted_last_both_ways(cli: Cli) -> None:
    cli(*ADD)
    for sort in ("joined", "-joined"):
        assert [row["id"] for row in cli.rows("member", "list", "--sort", sort)] == ["HV-0002", "HV-0001"]


def test_columns_are_chosen_and_an_unknown_one_is_reported(cli: Cli) -> None:
    assert cli("member", "list", "-c", "name,id", "--no-header").out == (
        "Công ty Cổ phần dự án và công nghiệp Top Land\tHV-0001\n"
    )
    result = cli("member", "list", "-c", "nmae")
    assert result.status == 2
    assert "did you mean 'name'?" in result.err


def test_a_list_is_written_to_a_file_in_the_format_of_its_ending(cli: Cli) -> None:
    assert cli("member", "list", "-o", "out.csv").out == ""
    with (cli.folder / "out.csv").open(encoding="utf-8", newline="") as file:
        [row] = csv.DictReader(file)
    assert row["representative"] == "Phạm Đoàn Tùng"
    assert cli("member", "list", "-o", "out.doc").status == 2
    assert cli("member", "list", "-o", "-", "-f", "json").out.startswith("[\n")
    assert cli("member", "list", "-o", "no/such/folder/out.csv").status == 6


def test_json_has_the_keys_of_the_file(cli: Cli) -> None:
    [member] = json.loads(cli("member", "list", "-f", "json").out)
    assert list(member) == [
        *("id", "name", "short_name", "tax_code", "sectors", "membership", "representative", "position", "phone"),
        *("email", "website", "address", "zone", "offers", "seeks", "certificates", "capacity"),
        *("confirmed_on", "joined", "left", "left_reason", "note"),
        *("former_names", "former_representatives", "earlier_periods"),
    ]
    assert member["sectors"] == []
    assert member["tax_code"] is None
    assert json.loads(cli("member", "show", "HV-0001", "-f", "json").out) == {
        **member,
        "mandates": [{"person": "Phạm Đoàn Tùng", "office": "chu-tich", "since": "2024-11-11", "until": None}],
    }
    assert json.loads(cli("member", "list", "-f", "jsonl").out) == member


def test_an_unknown_format_is_reported(cli: Cli) -> None:
    result = cli("member", "list", "-f", "jsn")
    assert result.status == 2
    assert "did you mean 'json'?" in result.err


def test_a_near_miss_is_suggested(cli: Cli) -> None:
    result = cli("member", "show", "toplan")
    assert result.status == 3
    assert "HV-0001" in result.err


def test_a_key_that_fits_several_is_a_conflict_that_lists_them(cli: Cli) -> None:
    cli("member", "add", "Công ty Mẫu Một")
    cli("member", "add", "Công ty Mẫu Hai")
    result = cli("member", "show", "mau")
    assert result.status == 4
    assert result.err == (
        "error: 'mau' matches 2 records\nhint: name one by its key:\n"
        "  HV-0003  Công ty Mẫu Hai\n  HV-0002  Công ty Mẫu Một\n"
    )


def test_dates_are_shown_the_vietnamese_way_to_people_only(cli: Cli) -> None:
    cli(*ADD)
    shown = cli("member", "show", "HV-0002", "-f", "table", HIEPHOI_LANG="vi").out
    assert "01/02/2025" in shown
    assert "chính thức" in shown
    assert "2025-02-01" in cli("member", "show", "HV-0002", HIEPHOI_LANG="vi").out


def test_what_was_agreed_to_goes_and_nothing_else(cli: Cli) -> None:
    cli("member", "add", "Công ty Hoa A")

    def meanwhile() -> Iterator[str]:
        cli("member", "edit", "HV-0002", "--name", "Công ty Hoa B")
        cli("member", "add", "Công ty Hoa A")
        yield "y"

    result = cli.terminal("member", "remove", "hoa a", answers=meanwhile())
    assert (result.status, result.file.count("[[members]]")) == (4, 3)
    assert "somebody changed the registry meanwhile; nothing was written" in result.out


def test_a_day_is_named_in_words(cli: Cli) -> None:
    cli("member", "add", "Công ty Mẫu", "--joined", "hôm nay", HIEPHOI_TODAY="2026-11-23")
    assert "joined = 2026-11-23" in cli.text
    listed = ("member", "list", "-c", "name", "--no-header", "--where", "joined")
    assert cli(*listed, "--on", "hom qua", HIEPHOI_TODAY="2026-11-23").out == ""
    assert cli(*listed, "--on", "hom qua", HIEPHOI_TODAY="2026-11-24").out == "Công ty Mẫu\n"
    assert cli(*listed, "--where", "joined<today", HIEPHOI_TODAY="2026-11-24").out == "Công ty Mẫu\n"
    assert cli(*listed, "--where", "joined<today", HIEPHOI_TODAY="2026-11-23").out == ""


def test_people_see_where_the_words_of_a_list_stand_programs_do_not(cli: Cli) -> None:
    cli("zone", "add", "KCN Nomura")
    cli("member", "add", "Công ty Mẫu", "--zone", "KCN Nomura", "--phone", "02253000000")
    shown = cli("member", "list", "nomura", "-f", "table").out
    assert "│ Zone: KCN Nomura │" in shown
    assert "Found in" not in cli("member", "list", "02253000000", "-f", "table").out
    assert cli("member", "list", "nomura").out.split("\n")[0] == cli("member", "list").out.split("\n")[0]


def test_a_table_of_members_ends_with_their_number(cli: Cli) -> None:
    cli(*ADD)
    assert cli("member", "list", "-f", "table").out.endswith("╯\n2 members\n")
    assert cli("member", "list", "-f", "table", "-n", "1").out.endswith("╯\n1/2 members\n")
    assert cli("member", "list", "-f", "table", HIEPHOI_LANG="vi").out.endswith("╯\n2 hội viên\n")


def test_a_list_option_is_split_at_semicolons_as_a_cell_is(cli: Cli) -> None:
    cli(
        "member",
        "edit",
        "HV-0001",
        "--seek",
        "thép tấm; gang đúc",
        "--seek",
        '"bu lông; đai ốc"',
        "--sector",
        "xay-lap;",
    )
    cli("member", "edit", "HV-0001", "--add-seek", "sơn tĩnh điện; que hàn;", "--drop-seek", "gang đúc;thép tấm")
    [member] = json.loads(cli("member", "list", "-f", "json").out)
    assert member["seeks"] == ["bu lông; đai ốc", "sơn tĩnh điện", "que hàn"]
    assert member["sectors"] == ["xay-lap"]


@pytest.mark.parametrize("option", ["--seek", "--add-seek", "--drop-seek"])
def test_a_list_option_without_an_item_is_refused(cli: Cli, option: str) -> None:
    result = cli("member", "edit", "HV-0001", option, " ; ")
    assert (result.status, result.err.splitlines()[0]) == (5, f"error: {option}: the value is empty"), result
