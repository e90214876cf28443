"""Names, representatives, memberships, seats and half-known days as a secretary meets them."""

import json
import re
import shlex
import sqlite3
from contextlib import closing

import pytest

from harness import Cli

REGISTRY = """format = 1

[association]
name = "Hiệp hội Mẫu"

[[sectors]]
code = "tu-van"
name = "Tư vấn"

[[offices]]
code = "chu-tich"
name = "Chủ tịch"

[[offices]]
code = "pho-chu-tich"
name = "Phó Chủ tịch"
seats = 3

[[members]]
id = "HV-0001"
name = "Công ty TNHH Mẫu" # theo giấy chứng nhận
sectors = ["tu-van"]
representative = "Lê Văn Mẫu"
position = "Giám đốc"
joined = "2015"

[[members]]
id = "HV-0002"
name = "Công ty TNHH Ví Dụ"
sectors = ["tu-van"]
joined = 2015-03-01
left = 2018-06-30
left_reason = "resigned"

[[officers]]
person = "Lê Văn Mẫu"
office = "chu-tich"
member = "HV-0001"
since = 2024-11-11
"""


@pytest.fixture
def cli(cli: Cli) -> Cli:
    cli.path.write_text(REGISTRY, encoding="utf-8")
    return cli


def test_a_new_name_holds_from_its_day_and_the_old_one_is_found(cli: Cli) -> None:
    done = cli("member", "rename", "HV-0001", "Công ty Cổ phần Mới", "--on", "1/9/2026", "--document", "12/GCN")
    assert (done.status, done.out) == (0, "HV-0001\n")
    assert 'name = "Công ty Cổ phần Mới" # theo giấy chứng nhận\n' in done.file
    assert '    { name = "Công ty TNHH Mẫu", until = 2026-09-01, document = "12/GCN" },\n' in done.file
    for day, name in (("2026-08-31", "Công ty TNHH Mẫu"), ("2026-09-01", "Công ty Cổ phần Mới")):
        for args in (("member", "list"), ("member", "export"), ("member", "list", "--all")):
            listed = json.loads(cli(*args, "--on", day, "-f", "json").out)
            assert [one["name"] for one in listed if one["id"] == "HV-0001"] == [name]
        assert json.loads(cli("member", "show", "HV-0001", "--on", day, "-f", "json").out)["name"] == name
        assert name in cli("officer", "list", "--on", day, "-f", "markdown").out
        for paper in ("members", "officers"):
            assert name in cli("report", paper, "--on", day).out
    shown = cli("member", "show", "tnhh mau", "-f", "json")
    assert json.loads(shown.out)["id"] == "HV-0001"
    assert shown.err == "'Công ty TNHH Mẫu' no longer holds: it is HV-0001, now Công ty Cổ phần Mới\n"
    [hit] = cli.rows("find", "TNHH Mẫu")
    assert (hit["key"], hit["field"], hit["text"]) == ("HV-0001", "former_names", "Công ty TNHH Mẫu")


def test_a_new_name_may_be_from_a_day_to_come(cli: Cli) -> None:
    done = cli("member", "rename", "HV-0001", "Công ty Cổ phần Mới", "--on", "2027-01-01")
    assert done.err.splitlines()[-1] == "2027-01-01 is in the future: until then, name stays 'Công ty TNHH Mẫu'"
    assert cli.rows("member", "list")[0]["name"] == "Công ty TNHH Mẫu"
    assert cli.rows("member", "list", "--on", "2027-01-01")[0]["name"] == "Công ty Cổ phần Mới"
    for name in ("Công ty Cổ phần Mới", "Công ty TNHH Mẫu"):
        shown = cli("member", "show", name, "-f", "json")
        assert json.loads(shown.out)["id"] == "HV-0001"
        assert shown.err == "from 2027-01-01 on: name 'Công ty Cổ phần Mới'\n"
        assert cli.rows("find", name)[0]["name"] == "Công ty TNHH Mẫu"


def test_a_new_member_with_a_former_name_of_another_is_noted(cli: Cli) -> None:
    cli("member", "rename", "HV-0001", "Công ty Cổ phần Mới", "--on", "2026-09-01")
    done = cli("member", "add", "CÔNG TY tnhh Mẫu", "--sector", "tu-van")
    note = (
        "'Công ty TNHH Mẫu' is a former name of HV-0001 Công ty Cổ phần Mới; compare with `hiephoi member show HV-0001`"
    )
    assert note in done.told
    assert "former name" not in cli("member", "edit", "HV-0001", "--name", "Công ty TNHH Mẫu").told


def test_an_edited_name_is_a_correction_and_says_so(cli: Cli) -> None:
    done = cli("member", "edit", "HV-0001", "--name", "Công ty TNHH Mẩu Mới")
    assert done.told.splitlines()[-1] == (
        "corrected; 'Công ty TNHH Mẫu' is not kept. If it changed on a day: "
        '`hiephoi undo`, then `hiephoi member rename HV-0001 "Công ty TNHH Mẩu Mới" --on DATE`'
    )
    assert "former_names" not in done.file
    assert "corrected" not in cli("member", "edit", "HV-0001", "--name", "Công ty TNHH  MẪU MỚI").err


@pytest.mark.parametrize("language", ["en", "vi"])
@pytest.mark.parametrize("dry_run", [(), ("--dry-run",)])
@pytest.mark.parametrize(
    "edit",
    [
        ("member", "edit", "HV-0001", "--name", "Công ty Khác"),
        ("member", "edit", "HV-0001", "--representative", "Trần Thị Mẫu"),
        ("office", "edit", "pho-chu-tich", "--seats", "5"),
    ],
)
def test_what_is_hinted_after_a_correction_works_as_typed(
    cli: Cli, edit: tuple[str, ...], dry_run: tuple[str, ...], language: str
) -> None:
    before = cli.text
    done = cli(*edit, *dry_run, HIEPHOI_LANG=language)
    hinted = re.findall(r"`hiephoi ([^`]*)`", done.told)
    for command in hinted:
        assert cli(*shlex.split(re.sub("DATE|NGÀY", "2026-09-01", command))).status == 0
    assert ["undo" in command for command in hinted] == ([False] if dry_run else [True, False])
    assert "until = 2026-09-01" in cli.text
    assert cli("undo").file == before


def test_a_person_spelled_anew_is_no_new_representative(cli: Cli) -> None:
    done = cli("officer", "rename", "Lê Văn Mẫu", "Lê Văn Mẩu")
    assert "Lê Văn Mẩu" in done.file
    assert "represent HV-0001" not in done.told


def test_a_representative_of_a_day_is_on_its_papers(cli: Cli) -> None:
    cli("member", "represent", "HV-0001", "Trần Thị Mẫu", "--on", "09/2026", "--position", "Tổng Giám đốc")
    for day, person, position in (("2026-08-31", "Lê Văn Mẫu", "Giám đốc"), ("2026-09-01", "Trần Thị Mẫu", "Tổng Gi")):
        paper = cli("report", "members", "--on", day).out
        assert person in paper
        assert position in paper
    assert '{ person = "Lê Văn Mẫu", position = "Giám đốc", until = "2026-09" }' in cli.text
    warned = cli("check", "representative", COLUMNS="200")
    assert 'hint: hiephoi officer end chu-tich "Lê Văn Mẫu@HV-0001" --on DATE --reason resigned' in warned.out


def test_who_rejoins_belonged_before_and_not_between(cli: Cli) -> None:
    cli("member", "rejoin", "vi du", "--on", "2021")
    days = {"2015-02-28": 1, "2015-03-01": 2, "2018-06-30": 1, "2020-12-31": 1, "2021-01-01": 2}
    for day, number in days.items():
        assert len(cli.rows("member", "list", "--on", day)) == number, day
    assert [one["id"] for one in cli.rows("member", "list", "--former", "--on", "2019-01-01")] == ["HV-0002"]
    counted = cli.rows("stats", "--from", "2015-01-01")
    assert {row["key"]: row["count"] for row in counted if row["statistic"] == "movement"} == {
        "joined": "3",
        "left": "1",
    }
    cli("export", "-o", "r.sqlite")
    with closing(sqlite3.connect(cli.folder / "r.sqlite")) as connection:
        current = connection.execute("SELECT id, joined FROM current_members ORDER BY id").fetchall()
        assert current == [("HV-0001", "2015"), ("HV-0002", "2021")]


def test_seats_are_those_of_the_day(cli: Cli) -> None:
    cli("office", "seats", "pho-chu-tich", "2", "--on", "2029-11-10")
    assert cli.rows("office", "list")[1]["seats"] == "3"
    assert cli.rows("office", "list", "--on", "2029-11-10")[1]["seats"] == "2"
    three = ["--elect", "A Mẫu", "--elect", "B Mẫu", "--elect", "C Mẫu"]
    assert cli("election", "record", "pho-chu-tich", "--on", "2025-01-01", *three).status == 0
    assert cli("election", "record", "pho-chu-tich", "--on", "2030-01-01", *three).status == 5


def test_lists_name_whom_half_known_days_leave_in_doubt(cli: Cli) -> None:
    listed = cli("member", "list", "--on", "2015-06-01", "-f", "table")
    assert "Công ty TNHH Mẫu (?)" in listed.out
    assert listed.err == "(?) uncertain on 2015-06-01, as only a year or month is known: HV-0001 Công ty TNHH Mẫu\n"
    assert cli.rows("member", "list", "--on", "2015-06-01")[0]["name"] == "Công ty TNHH Mẫu"
    cli("member", "leave", "HV-0001", "--on", "Năm 2026", "--reason", "resigned")
    assert cli("member", "list").err == (
        "perhaps also on 2026-11-23, as only a year or month is known: HV-0001 Công ty TNHH Mẫu\n"
    )


def test_days_to_come_are_said_by_add_edit_leave_and_list(cli: Cli) -> None:
    added = cli("member", "add", "Công ty C", "--sector", "tu-van", "--joined", "1/3/2027")
    assert added.err.splitlines()[-1] == "2027-03-01 is in the future: HV-0003 is listed from then on"
    left = cli("member", "leave", "HV-0001", "--on", "2027-01-01", "--reason", "resigned")
    assert "2027-01-01 is in the future: HV-0001 stays listed until then" in left.err
    assert cli("member", "list").err == (
        "join later: HV-0003 Công ty C (2027-03-01)\nleave later: HV-0001 Công ty TNHH Mẫu (2027-01-01)\n"
    )


def test_one_company_entered_twice_becomes_one(cli: Cli) -> None:
    cli("member", "add", "Công ty Mẫu", "--sector", "tu-van", "--phone", "02253822999")
    refused = cli("member", "merge", "HV-0003", "HV-0001")
    assert refused.status == 4
    assert refused.err.startswith("error: HV-0003 and HV-0001 differ: Name 'Công ty Mẫu' / 'Công ty TNHH Mẫu'")
    assert cli("member", "merge", "HV-0003", "HV-0001", "--keep", "into").status == 2
    done = cli("member", "merge", "HV-0003", "HV-0001", "--keep", "into", "--yes")
    assert (done.status, done.out) == (0, "HV-0001\n")
    assert "removed member HV-0003: Công ty Mẫu" in done.err
    asked = cli.terminal("member", "merge", "HV-0001", "HV-0002", answers=["1", "2", "1", "2", "y"])
    assert asked.status == 0, asked
    assert re.search(r"HV-0001 Công ty TNHH Mẫu is\s+removed; HV-0002 [^;]+\s+stays\s+Name \(1 ", asked.out), asked


def test_popolo_has_the_past_with_its_days(cli: Cli) -> None:
    cli("member", "rename", "HV-0001", "Công ty Cổ phần Mới", "--on", "2026-09-01")
    cli("member", "represent", "HV-0001", "Trần Thị Mẫu", "--on", "2026-09")
    cli("member", "rejoin", "HV-0002", "--on", "2021-01-01")
    whole = json.loads(cli("export", "-f", "popolo").out)
    [member] = [one for one in whole["organizations"] if one["id"] == "member/HV-0001"]
    assert member["other_names"] == [{"name": "Công ty TNHH Mẫu", "note": "former name", "end_date": "2026-08-31"}]
    dates = {one["id"]: (one.get("start_date"), one.get("end_date")) for one in whole["memberships"]}
    assert dates["membership/HV-0001"] == ("2015", None)
    assert dates["membership/HV-0002/2018-06-30"] == ("2015-03-01", "2018-06-29")
    assert dates["membership/HV-0002"] == ("2021-01-01", None)
    assert dates["representative/HV-0001/lê văn mẫu/2026-09"] == (None, "2026-09")
    assert dates["representative/HV-0001/trần thị mẫu"] == ("2026-09", None)


def test_the_schema_allows_years_and_months_where_the_file_does(cli: Cli) -> None:
    tables = json.loads(cli("schema").out)["$defs"]
    partial = {"type": "string", "pattern": "^[0-9]{4}(-[0-9]{2})?$"}
    assert partial in tables["Member"]["properties"]["joined"]["anyOf"]
    assert partial in tables["FormerName"]["properties"]["until"]["anyOf"]
    assert "anyOf" not in tables["Election"]["properties"]["on"]


def test_a_former_value_to_drop_is_named_by_part_of_it_and_those_there_are_as_they_are_typed(cli: Cli) -> None:
    cli("member", "rename", "HV-0001", "Công ty Cổ phần Mới", "--on", "2026-09-01", "--document", "12/GCN")
    drop = ("member", "edit", "HV-0001", "--drop-former-name")
    refused = cli(*drop, "name=Công ty Lạ; until=2026-09-01")
    there = "'name=Công ty TNHH Mẫu; until=2026-09-01; document=12/GCN'"
    assert (refused.status, f"hint: there are: {there}\n" in refused.err) == (3, True), refused
    undone = cli(*drop, "name=Công ty TNHH Mẫu; until=2026-09-01", "--name", "Công ty TNHH Mẫu")
    assert undone.file == REGISTRY


def test_a_merger_says_whose_member_becomes_which(cli: Cli) -> None:
    cli("member", "add", "Công ty Mẫu", "--sector", "tu-van")
    cli("officer", "appoint", "pho-chu-tich", "Lê Ví", "--member", "HV-0003", "--since", "2025-01-01")
    cli("election", "record", "pho-chu-tich", "--on", "2026-01-01", "--lose", "Lê Ví@HV-0003=3")
    done = cli("member", "merge", "HV-0003", "HV-0001", "--keep", "from", "--yes")
    assert "Candidates: Lê Ví HV-0003 3 → Lê Ví HV-0001 3\n" in done.err
    assert "(Member: Công ty Mẫu → " not in done.err
    assert "(Member: HV-0003 → HV-0001)" in done.err


def test_a_card_says_what_will_hold_from_a_later_day_on(cli: Cli) -> None:
    for args in (
        ("office", "seats", "chu-tich", "2", "--on", "2099-01-01"),
        ("office", "seats", "chu-tich", "3", "--on", "2099-06-01"),
        ("member", "rename", "HV-0001", "Công ty {Mới}", "--on", "2099-02-01"),
        ("member", "rejoin", "HV-0002", "--on", "2099-03-01"),
    ):
        assert cli(*args).status == 0
    assert cli("office", "show", "chu-tich").err.splitlines() == [
        "from 2099-01-01 on: seats '2'",
        "from 2099-06-01 on: seats '3'",
    ]
    assert cli("office", "show", "chu-tich", "--on", "2099-03-01").err == "from 2099-06-01 on: seats '3'\n"
    assert cli("member", "show", "HV-0001").err == "from 2099-02-01 on: name 'Công ty {Mới}'\n"
    assert cli("member", "show", "HV-0002", HIEPHOI_LANG="vi").err == "từ ngày 01/03/2099: ngày gia nhập 01/03/2099\n"
