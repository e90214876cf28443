"""`hiephoi stats` as its users call it."""

import json
import re
from pathlib import Path

import pytest

from harness import Cli
from output.test_table import WIDTHS
from transcripts import on_terminal


@pytest.fixture(scope="module")
def members(tmp_path_factory: pytest.TempPathFactory) -> Cli:
    cli = Cli(tmp_path_factory.mktemp("stats"))
    add = ("member", "add")
    cli(
        *add, "Công ty A", "--sector", "xay-lap", "--sector", "tu-van", "--joined", "2025-02-01", "--zone", "tiên thanh"
    )
    cli(*add, "Công ty B", "--membership", "associate", "--joined", "2026-03-01", "--left", "2026-09-01")
    cli(*add, "Công ty C", "--sector", "tu-van", "--membership", "honorary", "--joined", "2026-03-01")
    return cli


@pytest.fixture
def full(members: Cli, tmp_path: Path) -> Cli:
    """The shipped registry with a few members more."""
    return members.copied_to(tmp_path)


def counts(cli: Cli, statistic: str, *args: str) -> dict[str, str]:
    return {row["key"]: row["count"] for row in cli.rows("stats", *args) if row["statistic"] == statistic}


def test_a_pipe_gets_a_plain_row_for_each_number(full: Cli) -> None:
    assert full("stats").out == (
        "statistic\tkey\tlabel\tcount\n"
        "members\ttotal\ttotal\t3\n"
        "sector\ttu-van\tTư vấn\t2\n"
        "sector\txay-lap\tXây lắp\t1\n"
        "sector\tsan-xuat-phu-tro\tSản xuất phụ trợ\t0\n"
        "sector\tdich-vu-ho-tro\tDịch vụ hỗ trợ\t0\n"
        "sector\t\t\t1\n"
        "membership\tofficial\tofficial\t2\n"
        "membership\tassociate\tassociate\t0\n"
        "membership\thonorary\thonorary\t1\n"
        "year\t2025\t2025\t1\n"
        "year\t2026\t2026\t1\n"
        "year\t\t\t1\n"
        "zone\tkcn-tien-thanh\tKCN Tiên Thanh\t1\n"
        "zone\t\t\t2\n"
        "movement\tjoined\tjoined\t2\n"
        "movement\tleft\tleft\t1\n"
        "filled\tchu-tich\tChủ tịch\t1\n"
        "vacant\tchu-tich\tChủ tịch\t0\n"
    )


def test_rows_for_programs_are_the_same_in_every_language(full: Cli) -> None:
    assert full("stats", HIEPHOI_LANG="vi").out == full("stats").out


def test_json_is_a_list_of_records(full: Cli) -> None:
    records = json.loads(full("stats", "-f", "json").out)
    assert records[1] == {"statistic": "sector", "key": "tu-van", "label": "Tư vấn", "count": 2}
    assert {"statistic": "zone", "key": None, "label": None, "count": 2} in records


def test_another_day_has_other_members_and_officers(full: Cli) -> None:
    assert counts(full, "membership", "--on", "01/04/2026") == {"official": "2", "associate": "1", "honorary": "1"}
    assert counts(full, "vacant", "--on", "2024-11-10") == {"chu-tich": "1"}


def test_a_period_goes_from_the_years_first_day_to_the_day_unless_it_is_named(full: Cli) -> None:
    assert counts(full, "movement", "--on", "2026-08-31") == {"joined": "2", "left": "0"}
    assert counts(full, "movement", "--to", "2025-12-31") == {"joined": "1", "left": "0"}
    assert counts(full, "movement", "--from", "2025-02-01", "--to", "2026-09-01") == {"joined": "3", "left": "1"}


@pytest.mark.parametrize(
    ("args", "status", "said"),
    [
        (("--from", "2026-02-01", "--to", "2026-01-01"), 2, "hint: hiephoi stats --from 2026-01-01 --to 2026-02-01"),
        (("--on", "bao giờ"), 5, "--on: 'bao giờ' is not a date"),
        (("--from", "?"), 5, "--from: '?' is not a date"),
        (("--to", "?"), 5, "--to: '?' is not a date"),
    ],
)
def test_a_bad_period_is_reported(cli: Cli, args: tuple[str, ...], status: int, said: str) -> None:
    result = cli("stats", *args)
    assert (result.status, result.out) == (status, "")
    assert said in result.err


@pytest.mark.parametrize("width", WIDTHS)
def test_people_see_one_table_with_bars(full: Cli, width: int) -> None:
    title, *lines = full("stats", "-f", "table", COLUMNS=str(width)).out.splitlines()
    assert title == "On 2026-11-23; joined and left from 2026-01-01 to 2026-11-23"
    assert max(map(len, lines)) <= width
    cells = [[cell.strip() for cell in line.split("│")[1:4]] for line in lines[3:-1]]
    assert cells == [
        ["Members", "all members", "3"],
        ["Sectors", "Tư vấn", "2"],
        ["", "Xây lắp", "1"],
        ["", "Without: sectors", "1"],
        ["Membership", "official", "2"],
        ["", "honorary", "1"],
        ["Year of joining", "2025", "1"],
        ["", "2026", "1"],
        ["", "No value: joined", "1"],
        ["Zone", "KCN Tiên Thanh", "1"],
        ["", "No value: zone", "2"],
        ["Joined and left", "joined", "2"],
        ["", "left", "1"],
        ["Seats filled", "Chủ tịch", "1/1"],
    ]
    assert "█" in lines[4]


def test_people_read_words_in_their_language_and_data_as_it_is(full: Cli) -> None:
    text = full("stats", "-f", "table", HIEPHOI_LANG="vi").out
    assert text.startswith("Ngày 23/11/2026; gia nhập và ra khỏi Hiệp hội từ 01/01/2026 đến 23/11/2026\n")
    assert "│ danh dự" in text
    assert "│ KCN Tiên Thanh " in text
    assert "│ ra khỏi Hiệp hội " in text


def test_statistics_are_sorted_and_chosen_as_any_listing(full: Cli) -> None:
    rows = full.rows("stats", "--sort", "-count", "-c", "count,key")
    assert list(rows[0]) == ["count", "key"]
    assert [row["count"] for row in rows] == sorted((row["count"] for row in rows), reverse=True)
    assert full("stats", "--sort", "label", "-f", "markdown").status == 0


def test_bars_are_measured_for_the_width_that_the_table_has(cli: Cli) -> None:
    cli("zone", "add", "Khu công nghiệp và phi thuế quan ở một nơi xa")
    cli("member", "add", "Công ty A", "--zone", "Khu công nghiệp và phi thuế quan ở một nơi xa")
    _status, shown = on_terminal("hiephoi stats", cli.folder, TERM="dumb", COLUMNS="120")
    assert "█" in shown
    assert not re.search(r"^│ +│ +│ █", shown, re.MULTILINE)


def test_the_bar_of_an_office_is_as_long_as_its_seats_are_filled(cli: Cli) -> None:
    cli("office", "add", "Phó Chủ tịch", "--seats", "2")
    cli("officer", "appoint", "chu-tich", "Lê An", "--since", "2025-01-01")
    for person in ("Lê Ba", "Lê Chi"):
        cli("officer", "appoint", "pho-chu-tich", person, "--since", "2025-01-01")
    bars = dict(re.findall(r"(\d/\d) │ (█*)", cli("stats", "-f", "table", COLUMNS="100").out))
    assert bars["1/1"] == bars["2/2"] != ""


def test_conditions_choose_the_members_that_are_counted(full: Cli) -> None:
    some = ("--where", "sectors=tư vấn", "--where", "joined>=2026")
    assert counts(full, "members", *some) == {"total": "1"}
    assert counts(full, "sector", *some)["xay-lap"] == "0"
    assert counts(full, "members", *some, "--any") == {"total": "2"}
    assert counts(full, "movement", "--where", "membership=associate") == {"joined": "1", "left": "1"}


def test_of_some_members_the_seats_that_they_hold_are_counted_and_none_are_vacant(full: Cli) -> None:
    holder = ("--where", "offices=chu-tich")
    assert counts(full, "filled", *holder) == {"chu-tich": "1"}
    assert counts(full, "filled", "--where", "!offices") == {"chu-tich": "0"}
    assert counts(full, "vacant", *holder) == {}
    shown = full("stats", *holder, "-f", "table").out
    assert re.search("│ Seats filled +│ Chủ tịch +│ +1 │", shown)
    assert shown.endswith("Selection: Current offices: Chủ tịch\n")


def test_a_condition_on_a_statistic_chooses_its_rows(full: Cli) -> None:
    assert full("stats", "--where", "statistic=movement", "--count", "--any").out == "2\n"
    both = ("--where", "statistic=members", "--where", "sectors=xay-lap")
    assert full("stats", *both, "--no-header").out == "members\ttotal\ttotal\t1\n"


LINKED = """
[[links]]
supplier = "HV-0001"
buyer = "HV-0002"
product = "đúc gang"
on = 2026-01-01
status = "contract"

[[links]]
supplier = "HV-0003"
buyer = "HV-0001"
product = "bao bì"
on = 2025-01-01
status = "ended"
until = 2026-02-01
"""


@pytest.fixture
def linked(full: Cli) -> Cli:
    """The same with links and needs."""
    full("member", "edit", "HV-0002", "--seek", "Đúc gang", "--seek", "mạ kẽm")
    full.path.write_text(full.text + LINKED, encoding="utf-8")
    return full


def test_links_needs_and_chains_are_counted(linked: Cli) -> None:
    assert counts(linked, "link_status") == {
        "introduced": "0",
        "talking": "0",
        "contract": "1",
        "ended": "1",
        "failed": "0",
    }
    assert counts(linked, "link_year") == {"2025": "1", "2026": "1"}
    assert counts(linked, "link_sector")["xay-lap"] == "1"
    assert counts(linked, "chains") == {"in": "2", "none": "1"}
    assert counts(linked, "needs") == {"met": "1", "unmet": "1"}


def test_links_of_some_members_count_with_their_partners_and_needs_stay_met(linked: Cli) -> None:
    of_one = ("--where", "id=HV-0002")
    assert counts(linked, "link_status", *of_one)["contract"] == "1"
    assert counts(linked, "needs", *of_one) == {"met": "1", "unmet": "1"}
    assert counts(linked, "chains", *of_one) == {"in": "1", "none": "0"}


@pytest.mark.parametrize(
    ("language", "titles"),
    [
        ("en", ["Links", "Links by year", "Links by sector", "Links by zone", "Chains", "Needs"]),
        (
            "vi",
            [
                "Liên kết",
                "Liên kết theo năm",
                "Liên kết theo lĩnh vực",
                "Liên kết theo KCN/CCN",
                "Chuỗi cung ứng",
                "Nhu cầu",
            ],
        ),
    ],
)
def test_people_see_them_in_the_same_table_within_80_columns(linked: Cli, language: str, titles: list[str]) -> None:
    lines = linked("stats", "-f", "table", HIEPHOI_LANG=language).out.splitlines()
    assert max(map(len, lines)) == 80
    assert [title for line in lines if (title := line[1:].split("│")[0].strip()) in titles] == titles
    assert not any(re.match("│ +│ [^│]+│ +│", line) for line in lines)


def test_an_association_without_links_sees_none(full: Cli) -> None:
    assert not [row for row in full.rows("stats") if row["statistic"].startswith(("link", "chain", "need"))]
