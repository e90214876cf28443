"""`undo` and `redo`: what they take back, what they leave, what they refuse, and whom they ask."""

import csv
import io
import json

import pytest

from harness import REGISTRY, Cli
from registries import TODAY

FIRST = REGISTRY.read_text(encoding="utf-8")
ADD = ("member", "add", "Công ty TNHH Mẫu")


def _import(cli: Cli, number: int = 65) -> None:
    rows = io.StringIO()
    writer = csv.writer(rows)
    writer.writerow(["name", "phone"])
    writer.writerows([f"Công ty TNHH Nhập Mẫu {row}", f"0225{row:07}"] for row in range(number))
    (cli.folder / "list.csv").write_text(rows.getvalue(), encoding="utf-8")
    assert cli("member", "import", "list.csv", "--yes").status == 0


def test_the_last_change_is_taken_back_with_a_word_of_what_it_was(cli: Cli) -> None:
    cli(*ADD, HIEPHOI_USER="An")
    result = cli("undo")
    assert (result.status, result.out, result.file) == (0, "HV-0002\n", FIRST)
    first, change, done = result.err.splitlines()
    assert (first, done) == ("to undo:", "removed member HV-0002: Công ty TNHH Mẫu")
    assert change.startswith("  #1 · ")
    assert change.endswith(" · An · added member HV-0002: Công ty TNHH Mẫu")


def test_undo_goes_back_step_by_step_and_redo_forth(cli: Cli) -> None:
    texts = [cli.text]
    for name in "ABC":
        cli("member", "add", name)
        texts.append(cli.text)
    assert [cli("undo").file for _step in range(3)] == texts[2::-1]
    assert cli("undo").status == 3
    assert [cli("redo").file for _step in range(3)] == texts[1:]
    assert cli("redo").status == 3
    assert cli("undo").file == texts[2]


def test_redo_speaks_of_the_change_that_it_makes_again(cli: Cli) -> None:
    cli(*ADD, HIEPHOI_USER="An")
    cli("undo", HIEPHOI_USER="An")
    asked = cli.terminal("redo", answers=["n"], HIEPHOI_USER="Bình").out
    assert "to redo:" in asked
    assert "#1 · " in asked
    assert "redo this?" in asked
    assert "undo" not in asked
    vietnamese = cli("redo", HIEPHOI_LANG="vi", HIEPHOI_USER="An").err
    assert vietnamese.startswith("sẽ làm lại:\n  #1 · ")
    assert [row["undoes"] for row in json.loads(cli("log", "-f", "json").out)] == ["2", "1", None]
    assert cli("log", "-f", "markdown", "-c", "change", "--no-header").out.splitlines() == [
        "| redid change 1: added member HV-0002: Công ty TNHH Mẫu |",
        "| undid change 1: removed member HV-0002: Công ty TNHH Mẫu (redone by 3) |",
        "| added member HV-0002: Công ty TNHH Mẫu |",
    ]


def test_nothing_is_redone_unasked_once_another_change_came(cli: Cli) -> None:
    after = cli(*ADD, "--phone", "02251234567").file
    cli("undo")
    edited = cli("member", "edit", "HV-0001", "--phone", "02251234568").file
    result = cli("redo")
    assert (result.status, result.file) == (3, edited)
    assert "nothing to redo: change 3 came after undo 2" in result.err
    assert "to redo it all the same: `hiephoi undo 2`" in result.err
    assert cli("undo").status == cli("redo").status == 0
    assert cli("undo", "2").status == 0
    assert cli("undo", "3").file == after


def test_up_to_twenty_changes_are_named_with_the_lists_that_were_imported(cli: Cli) -> None:
    _import(cli)
    for number in range(20):
        cli("member", "edit", "HV-0001", "--phone", f"02251234{number:03}")
    assert "imported 'list.csv': added 65 members" in cli("undo", "--to", "0", "--dry-run").told
    assert "and 1 smaller change" in cli("undo", "--to", "0", "--dry-run").told
    assert "smaller" not in cli("undo", "--to", "1", "--dry-run").told


def test_an_undo_can_be_undone_by_its_number(cli: Cli) -> None:
    cli(*ADD)
    after = cli("member", "add", "B").file
    cli("undo", "1")
    assert cli("undo", "#3").file == after
    result = cli("undo", "3")
    assert result.status == 4
    assert "change 3 has already been undone by change 4" in result.err


def test_a_wrong_import_is_taken_back_without_losing_what_came_after(cli: Cli) -> None:
    plain = Cli(cli.folder / "plain" if (cli.folder / "plain").mkdir() is None else cli.folder)
    _import(cli)
    for one in (cli, plain):
        one("member", "edit", "HV-0001", "--phone", "02253123456")
        one("sector", "add", "Logistics")
        one("member", "edit", "HV-0001", "--sector", "logistics")
    assert cli("undo", "1").file == plain.text


def test_many_warnings_of_what_comes_back_are_counted(cli: Cli) -> None:
    (cli.folder / "list.csv").write_text("name\n" + "".join(f"Công ty {n}\n" for n in range(13)), encoding="utf-8")
    cli("member", "import", "list.csv", "--yes")
    cli("undo")
    again = cli("redo")
    assert again.err.count("belongs to no sector") == 10
    assert "3 more warnings; see `hiephoi check`" in again.err


def test_comments_and_order_come_back_where_nothing_touched_them(cli: Cli) -> None:
    commented = FIRST.replace('id = "HV-0001"\n', 'id = "HV-0001" # số\n# tên\n')
    cli.path.write_text(commented.replace("[[members]]", "# một\n[[members]]"), encoding="utf-8")
    cli("officer", "remove", "chu-tich", "Phạm Đoàn Tùng", "--yes")
    cli("election", "remove", "2024-11-11-chu-tich", "--yes")
    before = cli.text
    assert cli("member", "remove", "HV-0001", "--yes").status == 0
    cli("sector", "add", "Logistics")
    cli("undo", "3" if "#3" in cli("undo", "3", "--dry-run").err else "1")
    cli("sector", "remove", "logistics", "--yes")
    assert cli.text == before


def test_what_was_changed_again_stands_in_the_way_by_name(cli: Cli) -> None:
    cli("member", "edit", "HV-0001", "--phone", "02251234567")
    after = cli("member", "edit", "HV-0001", "--phone", "02251234568").file
    result = cli("undo", "1")
    assert (result.status, result.file) == (4, after)
    assert "change 1 cannot be undone: later changes stand in the way: HV-0001: Phone (#2)" in result.err
    assert "hiephoi undo 2" in result.err
    assert "you would have to enter again:" in result.err
    assert "HV-0001: Phone: 02251234568" in result.err
    assert cli("undo", "2").status == cli("undo", "1").status == 0
    assert cli.text == FIRST


def test_only_what_touched_the_same_is_to_be_undone_first(cli: Cli) -> None:
    cli("member", "leave", "HV-0001", "--on", "2026-11-01", "--reason", "resigned")
    cli("member", "rejoin", "HV-0001", "--on", "2026-11-20")
    cli(*ADD)
    refused = cli("undo", "1").told
    assert "later changes stand in the way: HV-0001: Left (#2), HV-0001: Reason (#2)" in refused
    assert "hint: undo the later change first: `hiephoi undo 2`" in refused
    assert cli("undo", "2").status == cli("undo", "1").status == 0
    assert "Công ty TNHH Mẫu" in cli.text


def test_what_a_later_change_added_can_go_only_with_all_that_was_done_to_it(cli: Cli) -> None:
    cli("sector", "add", "Logistics")
    cli(*ADD, "--sector", "logistics")
    cli("member", "edit", "HV-0002", "--phone", "02251234567")
    assert "HV-0002: Sectors (#3, #2)\nhint: undo the later change first: `hiephoi undo 3`" in cli("undo", "1").err
    assert [cli("undo", number).status for number in "321"] == [0, 0, 0]


def test_a_comment_that_was_changed_back_does_not_stand_in_the_way(cli: Cli) -> None:
    cli("sector", "add", "A")
    for old, new in (("id = ", "# một\nid = "), ("# một", "# hai")):
        cli.path.write_text(cli.text.replace(old, new, 1), encoding="utf-8")
        cli("log")
    cli("sector", "add", "B")
    assert "undo the later change first: `hiephoi undo 3`" in cli("undo", "2").err
    assert cli("undo", "3").status == cli("undo", "2").status == 0
    assert not {"# một", "# hai"} & set(cli.text.splitlines())


def test_another_field_of_the_same_line_is_taken_back_by_value(cli: Cli) -> None:
    cli.path.write_text('format = 1\nassociation = { name = "H" }\n', encoding="utf-8")
    cli("sector", "add", "A")
    cli.path.write_text('format = 1\nassociation = { name = "H", phone = "1" }\n', encoding="utf-8")
    cli("member", "add", "A")
    cli.path.write_text(cli.text.replace('phone = "1" }', 'phone = "1", email = "a@mau.vn" }'), encoding="utf-8")
    cli("member", "add", "B")
    phone = next(row for row in cli.rows("log") if "phone" in row["change"])["number"]
    assert 'association = { name = "H", email = "a@mau.vn" }' in cli("undo", phone).file


def test_what_others_refer_to_stands_in_the_way(cli: Cli) -> None:
    cli("sector", "add", "Logistics")
    cli("member", "edit", "HV-0001", "--sector", "logistics")
    result = cli("undo", "1")
    assert result.status == 4
    assert "HV-0001: Sectors (#2)" in result.err


def test_a_file_broken_by_hand_is_brought_back(cli: Cli) -> None:
    after = cli(*ADD).file
    cli.path.write_text("[[members\n" + after, encoding="utf-8")
    assert cli("member", "list").status == 5
    assert "the file could not be read as a registry" in cli("undo", "--dry-run").err
    result = cli("undo")
    assert (result.status, result.file) == (0, after)
    assert cli("redo").status == 5
    assert cli.text == after


def test_errors_that_stood_before_may_stand_again(cli: Cli) -> None:
    cli.path.write_text(cli.text + '\n[[members]]\nid = "HV-0002"\nname = "B"\nsectors = ["nope"]\n', encoding="utf-8")
    before = cli.text
    cli("member", "edit", "HV-0002", "--clear", "sectors")
    result = cli("undo")
    assert (result.status, result.file) == (0, before)
    assert "errors from before: 1" in result.err


def test_elections_are_taken_back_with_all_that_followed(cli: Cli) -> None:
    cli("officer", "end", "chu-tich", "Phạm Đoàn Tùng", "--on", "2026-11-01", "--reason", "resigned")
    cli("member", "add", "Công ty TNHH Mẫu", "--representative", "Lê Văn Mẫu", "--joined", "2025-01-01")
    before = cli.text
    recorded = cli(
        *("election", "record", "chu-tich", "--on", str(TODAY), "--elect", "Lê Văn Mẫu@HV-0002", "--by-election"),
    )
    assert recorded.status == 0, recorded
    assert cli("undo").file == before
    assert cli("redo").file == recorded.file


def test_the_registry_after_a_change_can_be_had_back(cli: Cli) -> None:
    texts = [cli.text]
    for name in "ABC":
        cli("member", "add", name)
        texts.append(cli.text)
    assert cli("undo", "--to", "1").file == texts[1]
    assert cli("redo").file == texts[3]
    assert cli("undo", "--to", "0").file == texts[0]
    assert cli("undo", "--to", "3").file == texts[3]
    assert cli("undo", "--to", "99").status == 3


def test_a_dry_run_shows_the_change_and_writes_nothing(cli: Cli) -> None:
    before = cli(*ADD).file
    for args in (("undo",), ("undo", "--to", "0"), ("undo", "1")):
        result = cli(*args, "--dry-run")
        assert '-name = "Công ty TNHH Mẫu"' in result.out
        assert result.file == before
    assert len(cli.rows("log")) == 1


@pytest.mark.parametrize(
    ("args", "status"),
    [(("undo", "x"), 2), (("undo", "1", "--to", "1"), 2), (("undo", "9"), 3), (("undo",), 3), (("redo",), 3)],
)
def test_what_cannot_be_undone_is_said(cli: Cli, args: tuple[str, ...], status: int) -> None:
    assert cli(*args).status == status
    assert cli.text == FIRST


def test_a_terminal_is_asked_unless_it_is_the_last_change_and_ones_own(cli: Cli) -> None:
    cli(*ADD, HIEPHOI_USER="An")
    cli("member", "add", "B", HIEPHOI_USER="An")
    before = cli.text
    assert "undo this?" not in cli.terminal("undo", HIEPHOI_USER="An").out
    cli("redo", HIEPHOI_USER="An")
    assert cli.text == before
    refused = cli.terminal("undo", "2", answers=["n"], HIEPHOI_USER="Bình")
    assert "undo this?" in refused.out
    assert "nothing was changed" in refused.out
    assert cli.text == before
    assert 'name = "B"' not in cli.terminal("undo", "2", answers=["c"], HIEPHOI_USER="Bình").file
    assert "undo this?" not in cli.terminal("undo", "1", "--yes", HIEPHOI_USER="Bình").out
    assert cli.text == FIRST


def test_ctrl_c_at_a_question_says_that_nothing_was_written(cli: Cli) -> None:
    before = cli(*ADD, HIEPHOI_USER="An").file
    for language, words in (("en", "nothing was written to the registry"), ("vi", "đã dừng; chưa ghi gì vào sổ")):
        stopped = cli.terminal("undo", answers=["\x03"], HIEPHOI_USER="Bình", HIEPHOI_LANG=language)
        assert words in stopped.out
        assert (stopped.status, stopped.file) == (130, before)


def test_a_change_that_comes_between_is_not_taken_back_unasked(cli: Cli) -> None:
    from hiephoi_cli.errors import Conflict
    from hiephoi_cli.storage.entries import Author
    from hiephoi_cli.storage.undo import Wanted, planned, take_back

    cli(*ADD)
    step = planned(cli.path, Wanted(), TODAY)
    cli("member", "add", "B")
    with pytest.raises(Conflict):
        take_back(cli.path, step, Wanted(), today=TODAY, wait=1, by=Author("an@mau", "hiephoi undo"))
