"""`log`, `--history` and `--as-of`: the past in words, for programs, of one record, and in every reading command."""

import json
import re
from datetime import datetime, timedelta
from pathlib import Path
from typing import Any

import pytest

from harness import REGISTRY, Cli, share

FIRST = REGISTRY.read_text(encoding="utf-8")


@pytest.fixture(scope="module")
def five_changes(tmp_path_factory: pytest.TempPathFactory) -> Cli:
    cli = Cli(tmp_path_factory.mktemp("log"))
    cli("member", "add", "Công ty TNHH Mẫu", HIEPHOI_USER="An")
    cli("member", "edit", "HV-0002", "--phone", "02251234567", HIEPHOI_USER="Bình")
    cli.path.write_text(cli.text.replace("Công ty TNHH Mẫu", "Công ty TNHH Đổi Tên"), encoding="utf-8")
    cli("sector", "add", "Logistics", HIEPHOI_USER="An")
    cli("member", "edit", "HV-0002", "--sector", "logistics", "--joined", "2025-02-01", HIEPHOI_USER="An")
    return cli


@pytest.fixture
def busy(five_changes: Cli, tmp_path: Path) -> Cli:
    """A registry after five changes, by two people and by hand."""
    return five_changes.copied_to(tmp_path)


def _words(cli: Cli, *args: str, **environment: str) -> list[str]:
    """What the changes did, as people see it."""
    lines = cli("log", "-f", "markdown", "-c", "change", "--no-header", *args, **environment).out.splitlines()
    return [line.strip("| ") for line in lines]


def test_changes_are_shown_in_words_with_values_before_and_after(busy: Cli) -> None:
    assert _words(busy) == [
        "changed member HV-0002: Sectors: ∅ → Logistics; Joined: ∅ → 2025-02-01",
        "added sector logistics: Logistics",
        "changed outside hiephoi: changed member HV-0002: Name: Công ty TNHH Mẫu → Công ty TNHH Đổi Tên",
        "changed member HV-0002: Phone: ∅ → 02251234567",
        "added member HV-0002: Công ty TNHH Mẫu",
    ]


def test_changes_are_shown_in_vietnamese(busy: Cli) -> None:
    first, *_rest, last = _words(busy, HIEPHOI_LANG="vi")
    assert "Logistics" in first
    assert "01/02/2025" in first
    assert last == "đã thêm hội viên HV-0002: Công ty TNHH Mẫu"


@pytest.mark.parametrize("who", ["Nguyễn Thị Lan", "nguyen-thi-lan@may-tinh-van-phong"])
def test_a_narrow_page_shows_what_was_changed_and_by_whom(cli: Cli, who: str) -> None:
    cli("member", "add", "Công ty TNHH Thương mại Dịch vụ Mẫu Xanh Mẫu Đỏ Mẫu Vàng Mẫu Tím", HIEPHOI_USER=who)
    for args in (("log",), ("log", "HV-0002"), ("member", "show", "HV-0002", "--history")):
        shown = cli(*args, "-f", "table").out
        assert re.search("│ Number │ Time +│ Who +│ Change +│", shown), shown
        assert "added member" in shown


def test_mandates_are_named_by_who_held_what(cli: Cli) -> None:
    cli("officer", "end", "chu-tich", "Phạm Đoàn Tùng", "--on", "2026-11-01", "--reason", "resigned")
    [said] = _words(cli)
    assert said.startswith("changed: Phạm Đoàn Tùng as Chủ tịch from 2024-11-11 (Until: ∅ → 2026-11-01")


def test_days_of_which_only_the_month_is_known_are_shown_as_people_write_them(cli: Cli) -> None:
    cli("member", "add", "Công ty TNHH Mẫu", "--joined", "05/2020")
    cli("member", "leave", "HV-0002", "--on", "2026-11-01", "--reason", "resigned")
    cli("member", "rejoin", "HV-0002", "--on", "2026-11-20")
    said, *_before = _words(cli, HIEPHOI_LANG="vi")
    assert "Ngày gia nhập: 05/2020 → 20/11/2026" in said
    assert said.endswith("Các lần tham gia trước: ∅ → 05/2020 – 01/11/2026 (xin ra khỏi Hiệp hội)")
    undone = cli("undo", HIEPHOI_LANG="vi").told
    assert "Các lần tham gia trước: 05/2020 – 01/11/2026 (xin ra khỏi Hiệp hội) → ∅" in undone


def test_what_no_field_reads_is_shown_in_plain_text(cli: Cli) -> None:
    cli("sector", "add", "Logistics")
    cli.path.write_text(cli.text + '\n[rules]\nunclassified = "off"\n', encoding="utf-8")
    assert _words(cli)[0] == "changed outside hiephoi: changed rules: severity: ∅ → unclassified = off"
    assert "severity = unclassified = off" in cli("diff", "#0", "-f", "table", "-c", "old,new").out


def test_many_records_are_counted_for_people_and_listed_for_programs(cli: Cli) -> None:
    (cli.folder / "list.csv").write_text("name\n" + "".join(f"Công ty {n}\n" for n in range(9)), encoding="utf-8")
    cli("member", "import", "list.csv", "--yes")
    assert _words(cli) == ["imported 'list.csv': added 9 members"]
    [change] = json.loads(cli("log", "-f", "json").out)
    assert change["change"] == [f"+ members.HV-{number:04}" for number in range(2, 11)]


@pytest.mark.parametrize(
    ("args", "numbers"),
    [
        ((), [5, 4, 3, 2, 1]),
        (("-n", "2"), [5, 4]),
        (("--by", "an"), [5, 4, 1]),
        (("--by", "binh"), [2]),
        (("--since", "2999-01-01"), []),
        (("--until", "2001-01-01"), []),
        (("--since", "2001-01-01", "--until", "2999-01-01"), [5, 4, 3, 2, 1]),
        (("HV-0002",), [5, 3, 2, 1]),
        (("logistics",), [4]),
        (("đổi tên",), [5, 3, 2, 1]),
        (("HV-0002", "--by", "an", "--max", "1"), [5]),
        (("--sort", "number"), [1, 2, 3, 4, 5]),
    ],
)
def test_the_log_is_narrowed(busy: Cli, args: tuple[str, ...], numbers: list[int]) -> None:
    result = busy("log", "-f", "json", *args)
    assert [row["number"] for row in json.loads(result.out)] == numbers, result


def test_times_are_found_by_what_the_log_shows(busy: Cli) -> None:
    rows = json.loads(busy("log", "-f", "json").out)
    since = busy("log", "-f", "json", "--since", rows[2]["time"], "--until", rows[1]["time"])
    assert [row["number"] for row in json.loads(since.out)] == [4, 3]


def test_a_record_is_followed_when_it_gets_another_key_and_when_it_is_gone(cli: Cli) -> None:
    cli("sector", "add", "Logistics")
    cli.path.write_text(cli.text.replace('code = "logistics"', 'code = "kho-van"'), encoding="utf-8")
    cli("sector", "edit", "kho-van", "--name-en", "Logistics")
    assert [row["number"] for row in cli.rows("log", "kho-van")] == ["3", "2", "1"]
    cli("sector", "remove", "kho-van", "--yes")
    assert [row["number"] for row in cli.rows("log", "kho-van")] == ["4", "3", "2", "1"]
    assert cli("log", "nobody").status == 3


def test_what_was_merged_into_a_record_is_followed_too(cli: Cli) -> None:
    cli("member", "add", "A", "--phone", "02251234567")
    cli("member", "add", "B", "--email", "b@mau.vn")
    before = cli.text
    merged = cli("member", "merge", "HV-0003", "HV-0002", "--keep", "into", "--yes")
    assert merged.status == 0, merged
    assert [row["number"] for row in cli.rows("log", "HV-0002")] == ["3", "2", "1"]
    assert cli("undo").file == before


def test_a_merger_is_followed_into_a_record_that_did_not_change_unless_it_was_undone(cli: Cli) -> None:
    cli("member", "add", "A", "--phone", "02251234567")
    cli("member", "add", "B", "--phone", "02251234567")
    merged = cli("member", "merge", "HV-0003", "hv-0002", "--keep", "into", "--yes")
    assert merged.status == 0, merged
    assert [row["number"] for row in cli.rows("log", "HV-0002")] == ["3", "2", "1"]
    cli("undo")
    assert [row["number"] for row in cli.rows("log", "HV-0002")] == ["1"]
    assert [row["number"] for row in cli.rows("log", "HV-0003")] == ["4", "3", "2"]


@pytest.fixture
def imported(cli: Cli) -> Cli:
    """A registry after nine members have been imported, and then edited by a list."""
    rows = [f"HV-{n:04},Công ty TNHH Mẫu {n},{{}}{n}\n" for n in range(2, 11)]
    for name, phone in (("new.csv", "0225123450"), ("changes.csv", "0225765430")):
        (cli.folder / name).write_text("id,name,phone\n" + "".join(rows).format(*[phone] * 9), encoding="utf-8")
        done = cli("member", "import", name, "--yes")
        assert done.status == 0, done
    return cli


def test_the_log_of_a_record_says_what_a_list_changed_in_it(imported: Cli) -> None:
    assert _words(imported) == ["imported 'changes.csv': changed 9 members", "imported 'new.csv': added 9 members"]
    assert _words(imported, "HV-0003") == [
        "imported 'changes.csv': changed member HV-0003: Phone: 02251234503 → 02257654303",
        "imported 'new.csv': added member HV-0003: Công ty TNHH Mẫu 3",
    ]
    assert json.loads(imported("log", "HV-0003", "-n", "1", "-f", "json").out)[0]["change"] == [
        '~ members.HV-0003.phone: "02251234503" → "02257654303"'
    ]
    shown = json.loads(imported("member", "show", "HV-0003", "--history", "-f", "json").out)
    assert [len(change["change"]) for change in shown["history"]] == [1, 1]


def test_the_diff_of_a_record_is_its_own(imported: Cli) -> None:
    imported("member", "remove", "HV-0003", "--yes")
    changes = json.loads(imported("log", "HV-0003", "--diff", "-f", "json").out)
    removed, changed, added = (
        [line for line in change["diff"].splitlines() if line[0] in "+-" and line[:3] not in {"+++", "---"}]
        for change in changes
    )
    assert changed == ['-phone = "02251234503"', '+phone = "02257654303"']
    assert '+id = "HV-0003"' in added
    assert '-id = "HV-0003"' in removed
    assert not [line for line in added + removed if "HV-0004" in line]


def test_the_diff_of_a_record_that_is_no_block_is_whole(cli: Cli) -> None:
    sectors = "format = 1\nsectors = [{code = 'a', name = 'A'}, {code = 'b', name = 'B'}]\n"
    cli.path.write_text(sectors + '[association]\nname = "H"\n', encoding="utf-8")
    (cli.folder / "list.csv").write_text("code,name_en\na,Aa\nb,Bb\n", encoding="utf-8")
    done = cli("sector", "import", "list.csv", "--yes")
    assert done.status == 0, done
    [change] = json.loads(cli("log", "a", "--diff", "-f", "json").out)
    assert len(change["change"]) == 1
    assert "Bb" in change["diff"]


def test_older_changes_keep_the_names_that_records_had(cli: Cli) -> None:
    cli("member", "add", "Công ty TNHH Mẫu")
    cli("product", "add", "Thép mẫu")
    cli("link", "add", "HV-0001", "HV-0002", "--product", "Thép mẫu", "--on", "2026-11-01")
    linked, *_rest = _words(cli)
    assert "Công ty TNHH Mẫu" in linked
    cli("member", "edit", "HV-0002", "--name", "Công ty TNHH Đổi Tên")
    assert _words(cli)[1] == linked
    cli("undo", "--to", "0", "--yes")
    assert _words(cli)[2] == f"{linked} (undone by 5)"
    cli("member", "add", "Công ty TNHH Mẫu Khác")
    assert _words(cli)[3] == f"{linked} (undone by 5)"


def test_an_election_with_an_event_is_in_the_log_after_its_removal(cli: Cli) -> None:
    cli("election", "record", "chu-tich", "--on", "2026-11-27", "--elect", "Trần Thị Mẫu", "--event", "Đại hội")
    assert cli("undo").status == 0
    assert cli("redo").status == 0
    assert cli("election", "remove", "2026-11-27-chu-tich", "--yes").status == 0
    words = _words(cli)
    assert "removed election 2026-11-27-chu-tich: Đại hội" in words[0], words
    shown = cli("election", "show", "2026-11-27-chu-tich")
    assert (shown.status, "election 2026-11-27-chu-tich (Đại hội) was removed by change 4" in shown.told) == (3, True)


def test_a_removed_record_is_not_shown_but_its_log_is_named(cli: Cli) -> None:
    cli("member", "add", "Công ty TNHH Mẫu")
    cli("undo")
    for more in ((), ("--history",)):
        result = cli("member", "show", "HV-0002", *more)
        assert result.status == 3
        assert "member HV-0002 (Công ty TNHH Mẫu) was removed by change 2 of " in result.told
        assert "hint: hiephoi log HV-0002\n" in result.err
    assert "was removed by change 2" in cli("member", "show", "công ty TNHH mẫu").told
    assert "no member 'HV-0003'" in cli("member", "show", "HV-0003").err


def test_deleted_changes_lend_their_numbers_to_nothing(cli: Cli) -> None:
    for name in "ABC":
        cli("member", "add", name)
    times = [row["time"] for row in json.loads(cli("log", "-f", "json").out)]
    assert cli("log", "--prune", times[0], "--yes").status == 0
    assert [row["number"] for row in json.loads(cli("log", "-f", "json").out)] == [3, None]
    assert "≤ 2" in cli("log", "-f", "table").out
    assert _words(cli)[-1].startswith("deleted the history up to change 2, on ")
    gone = "the history before change 3 has been deleted"
    for args in (
        *(("undo", "2"), ("undo", "1"), ("undo", "--to", "1"), ("diff", "#1")),
        *(("--as-of", "1", "member", "list"), ("--as-of", "1", "log")),
    ):
        result = cli(*args)
        assert (result.status, gone in result.err) == (3, True), result
    assert cli("undo", "--to", "2").status == 0


def test_a_record_is_shown_with_its_history(busy: Cli) -> None:
    shown = busy("member", "show", "HV-0002", "--history", "-f", "json")
    assert [change["number"] for change in json.loads(shown.out)["history"]] == [5, 3, 2, 1]
    people = busy("member", "show", "HV-0002", "--history", "-f", "table", COLUMNS="140").out
    assert "History" in people
    assert "hiephoi member add" in people
    then = busy("--as-of", "2", "member", "show", "HV-0002", "--history", "-f", "json")
    assert [change["number"] for change in json.loads(then.out)["history"]] == [2, 1]
    assert "history" not in json.loads(busy("member", "show", "HV-0002", "-f", "json").out)


def test_the_lines_that_differ_are_shown(busy: Cli) -> None:
    [change] = json.loads(busy("log", "--diff", "--by", "Bình", "-f", "json").out)
    assert '+phone = "02251234567"' in change["diff"].splitlines()
    text = busy("log", "--diff", "-f", "text", "-n", "1").out
    assert text.startswith("#5 · ")
    assert '+sectors = ["logistics"]\n' in text


def test_a_terminal_gets_the_newest_twenty(cli: Cli) -> None:
    for number in range(22):
        cli("member", "edit", "HV-0001", "--phone", f"02251234{number:03}")
    shown = cli.terminal("log").out
    assert "02251234021" in shown
    assert "∅ →" not in shown
    assert "more changes: `hiephoi log -n 200`" in shown
    assert len(cli.rows("log")) == 22


READING = (
    ("member", "list"),
    ("member", "show", "HV-0002"),
    ("member", "export", "-f", "json"),
    ("find", "mẫu"),
    ("stats",),
    ("query", "select name, phone from members"),
    ("member", "phones"),
    ("association", "show"),
    ("check", "-f", "json"),
    ("report", "members", "-f", "markdown"),
    ("export", "-f", "popolo"),
)


@pytest.mark.parametrize("args", share(READING, every=4), ids=" ".join)
def test_every_reading_command_reads_the_past(busy: Cli, args: tuple[str, ...]) -> None:
    past, now = busy("--as-of", "2", *args), busy(*args)
    busy.path.write_text(busy("undo", "--to", "2").file, encoding="utf-8")
    assert (past.status, past.out) == (busy(*args).status, busy(*args).out)
    assert past.out != now.out or {*args} & {"find", "stats", "association", "phones"}


def test_both_times_hold(busy: Cli) -> None:
    busy("member", "leave", "HV-0002", "--on", "2026-11-01", "--reason", "resigned")
    listed = ("member", "list", "--on", "2026-11-10", "-c", "id", "--no-header")
    assert busy(*listed).out == "HV-0001\n"
    assert busy("--as-of", "5", *listed).out == "HV-0001\nHV-0002\n"


def _time(cli: Cli, number: int) -> datetime:
    rows: list[Any] = json.loads(cli("log", "-f", "json").out)
    return next(datetime.fromisoformat(row["time"]) for row in rows if row["number"] == number)


def test_the_past_is_asked_for_by_time(busy: Cli) -> None:
    names = ("member", "list", "-c", "phone", "--no-header")
    second = _time(busy, 2)
    assert busy("--as-of", second.isoformat(), *names).out == "\n02251234567\n"
    assert busy("--as-of", (second - timedelta(microseconds=1)).isoformat(), *names).out == "\n\n"
    assert busy("--as-of", "2999-01-01", *names).out == busy(*names).out
    early = busy("--as-of", "01/01/2001", *names)
    assert early.out == "\n"
    assert early.err.startswith("warning: the log begins at ")


@pytest.mark.parametrize(
    "args",
    [
        *(("member", "add", "A"), ("member", "add", "A", "--dry-run"), ("undo",), ("redo",), ("check", "--fix")),
        *(("init", "new.toml"), ("log", "--prune", "2001-01-01"), ("member", "import", "x.csv")),
    ],
    ids=" ".join,
)
def test_the_past_cannot_be_changed(busy: Cli, args: tuple[str, ...]) -> None:
    before = busy.text
    for when in ("2", ""):  # the value of a variable that is not set
        result = busy("--as-of", when, *args)
        assert result.status == 2, result
    assert busy.text == before


@pytest.mark.parametrize("option", ["--since", "--until", "--prune"])
def test_an_empty_time_is_refused(busy: Cli, option: str) -> None:
    assert busy("log", option, "").status == 2


@pytest.mark.parametrize(("when", "status"), [("99", 3), ("x", 2), ("", 2), ("#3", 0)])
def test_a_past_that_is_not_known_is_refused(busy: Cli, when: str, status: int) -> None:
    assert busy("--as-of", when, "member", "list").status == status


def test_without_a_log_the_past_is_what_is_there(cli: Cli) -> None:
    assert cli("--as-of", "0", "member", "list").status == 0
    assert "nothing has been logged yet" in cli("--as-of", "2001-01-01", "member", "list").err
    assert cli("log").out.count("\n") == 1
    assert not (cli.folder / ".hiephoi").exists()


def test_what_the_log_holds_commands_no_terminal(cli: Cli) -> None:
    cli("member", "edit", "HV-0001", "--note", "[red]", HIEPHOI_USER="\x1b[31mAn")
    for args in (("log", "-f", "table"), ("log",), ("log", "--diff", "-f", "text")):
        assert "\x1b" not in cli(*args).out
    assert "\x1b" not in cli("undo").err
