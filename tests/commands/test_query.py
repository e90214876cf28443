"""`hiephoi query` as its users call it."""

import json
import signal
import subprocess
import sys
import time

import pytest

from harness import Cli, share


def test_a_question_is_answered_like_a_list(cli: Cli) -> None:
    cli("member", "add", "Công ty Ánh Dương", "--sector", "xay-lap", "--joined", "2025-03-01")
    cli("member", "add", "Công ty An Phú", "--sector", "xay-lap", "--joined", "2024-12-01")
    asked = "SELECT name FROM members JOIN member_sectors ON member = id WHERE sector = 'xay-lap' AND joined >= '2025'"
    assert cli("query", asked).out == "name\nCông ty Ánh Dương\n"
    assert json.loads(cli("query", asked, "-f", "json").out) == [{"name": "Công ty Ánh Dương"}]


def test_texts_sort_in_vietnamese_order_and_people_by_given_name(cli: Cli) -> None:
    for name in ("Đại An", "Dao Hòa", "Ánh Dương"):
        cli("member", "add", name, "--representative", f"{name[0]} Văn {name[-1]}")
    assert [row["name"][:3] for row in cli.rows("query", "SELECT name FROM members ORDER BY name")] == [
        "Ánh",
        "Côn",
        "Dao",
        "Đại",
    ]
    people = cli.rows("query", "SELECT representative FROM members ORDER BY representative")
    assert [row["representative"].split()[-1] for row in people] == ["a", "g", "n", "Tùng"]


def test_fold_finds_words_without_accents(cli: Cli) -> None:
    assert cli("query", "SELECT id FROM members WHERE fold(representative) LIKE '%doan tung%'").out == "id\nHV-0001\n"
    assert cli.rows("query", "SELECT fold(NULL) IS NULL AS a, fold(1) AS b") == [{"a": "1", "b": "1"}]


def test_views_show_today(cli: Cli) -> None:
    asked = ("query", "SELECT person FROM current_officers")
    assert len(cli.rows(*asked)) == 1
    assert cli.rows(*asked, HIEPHOI_TODAY="2024-11-10") == []
    assert cli.rows("query", "SELECT today() AS day") == [{"day": "2026-11-23"}]


def test_sql_comes_from_standard_input(cli: Cli) -> None:
    done = subprocess.run(
        [sys.executable, "-m", "hiephoi_cli", "query", "-"],
        cwd=cli.folder,
        env=cli.variables({}),
        input="SELECT code\nFROM sectors\nORDER BY place LIMIT 1;",
        capture_output=True,
        encoding="utf-8",
        check=True,
    )
    assert done.stdout == "code\ntu-van\n"


@pytest.mark.parametrize(
    "sql",
    [
        "DELETE FROM members",
        "UPDATE members SET name = 'A'",
        "INSERT INTO sectors VALUES ('a', 'A', NULL, NULL, 9)",
        "CREATE TABLE a (b)",
        "DROP VIEW current_members",
        "PRAGMA query_only = OFF",
        "SELECT * FROM pragma_table_info('members')",
        "ATTACH 'other.db' AS other",
        "VACUUM INTO 'other.db'",
        "BEGIN",
        "SELECT load_extension('a')",
        "WITH a AS (SELECT 1) DELETE FROM members",
    ],
)
def test_nothing_can_be_changed(cli: Cli, sql: str) -> None:
    before = cli.text
    result = cli("query", sql)
    assert (result.status, result.out, result.file) == (2, "", before)
    assert "error: `query` only reads: SELECT, WITH and VALUES" in result.err
    assert not (cli.folder / "other.db").exists()


@pytest.mark.parametrize(
    ("sql", "error", "hint"),
    [
        ("SELECT nam FROM members", "no column 'nam'", "did you mean 'name'?"),
        ("SELECT m.nam FROM members m", "no column 'nam'", "did you mean 'name'?"),
        ("SELECT 1 FROM member", "no table 'member'", "did you mean 'members'?"),
        ("SELECT on FROM elections", "SQL is wrong near 'on'", 'the column\'s name needs double quotes: "on"'),
        ("SELEC 1", "SQL is wrong near 'SELEC'", "hiephoi query --schema"),
        ("SELECT fld(1)", "SQL has no function 'fld'", "hiephoi query --schema"),
        (
            "SELECT name FROM members, sectors",
            "several tables have a column 'name'",
            "put the table before it, as in association.name",
        ),
        ("SELECT (1", "the SQL ends too early", "hiephoi query --schema"),
        ("SELECT 'a", "the SQL ends too early", "hiephoi query --schema"),
        ("SELECT 1; SELECT 2", "only one statement at a time", "hiephoi query --schema"),
        ("SELECT abs()", "SQL: wrong number of arguments to function abs()", "hiephoi query --schema"),
        ("SELECT sum(9223372036854775807) FROM sectors", "SQL: integer overflow", "hiephoi query --schema"),
        ("SELECT ?", "SQL: ", "hiephoi query --schema"),
        (" ; ", "there is no SQL", "hiephoi query --schema"),
    ],
)
def test_wrong_sql_is_explained_in_a_line(cli: Cli, sql: str, error: str, hint: str) -> None:
    result = cli("query", sql)
    assert (result.status, result.out) == (2, "")
    first, second = result.told.splitlines()
    assert first.startswith(f"error: {error}")
    assert second == f"hint: {hint}"


def test_a_question_is_needed_and_one_only(cli: Cli) -> None:
    assert cli("query").err == "error: 'SQL' is missing\nhint: hiephoi query --schema\n"
    assert cli("query", "SELECT 1", "--schema").status == 2


def test_the_schema_names_every_table_and_column(cli: Cli) -> None:
    rows = cli.rows("query", "--schema")
    queries = []
    for table in dict.fromkeys(row["table"] for row in rows):
        columns = [f'"{row["column"]}"' for row in rows if row["table"] == table]
        queries.append(f"SELECT count(*) FROM (SELECT {', '.join(columns)} FROM {table})")  # noqa: S608  the above
    result = cli("query", " UNION ALL ".join(queries))
    assert result.status == 0, result
    assert {"table": "members", "column": "zone"}.items() <= next(
        row for row in rows if row["column"] == "zone"
    ).items()
    shown = cli("query", "--schema", "-f", "table", HIEPHOI_LANG="vi").out
    assert "current_officers" in shown
    assert "Mã số thuế" in shown


def test_a_registry_that_breaks_rules_can_be_asked(cli: Cli) -> None:
    cli.path.write_text(cli.text + '\n[[sectors]]\ncode = "tu-van"\nname = "Tư vấn"\n', encoding="utf-8")
    assert cli("check").status == 5
    assert cli.rows("query", "SELECT code, count(*) AS n FROM sectors GROUP BY code HAVING n > 1") == [
        {"code": "tu-van", "n": "2"}
    ]


def test_columns_of_one_name_are_told_apart(cli: Cli) -> None:
    asked = "SELECT code AS a, name AS a, 1 AS a FROM sectors LIMIT 1"
    assert cli("query", asked).out == "a\ta_2\ta_3\ntu-van\tTư vấn\t1\n"


def test_values_of_every_type_come_out(cli: Cli) -> None:
    asked = "SELECT 1.5 AS a, NULL AS b, x'ff' AS c, '2026-11-23' AS d, 9e999 AS e, CAST(x'ff' AS TEXT) AS f"
    assert json.loads(cli("query", asked, "-f", "json").out) == [
        {"a": 1.5, "b": None, "c": "ff", "d": "2026-11-23", "e": "inf", "f": "\\xff"}
    ]
    shown = cli("query", asked, "-f", "markdown", HIEPHOI_LANG="vi").out.splitlines()[-1]
    assert shown.startswith("| 1,5 |  | ff | 23/11/2026 | inf |")
    excel = cli("query", "SELECT 1.5 AS a, '2026-13-40' AS b", "--excel", HIEPHOI_LANG="vi").out
    assert excel.splitlines()[-1] == "1,5;\t2026-13-40"


def test_rows_sort_by_any_column(cli: Cli) -> None:
    asked = ("query", "SELECT name FROM sectors", "--sort")
    assert [row["name"][0] for row in cli.rows(*asked, "name")] == ["D", "S", "T", "X"]
    assert [row["name"][0] for row in cli.rows(*asked, "-name")] == ["X", "T", "S", "D"]


@pytest.mark.parametrize("sql", share(["count(*)", "count(fold(x || 'Đ'))"], every=2))
def test_ctrl_c_ends_a_question_without_end(cli: Cli, sql: str) -> None:
    asked = f"WITH RECURSIVE n(x) AS (SELECT 1 UNION ALL SELECT x + 1 FROM n) SELECT {sql} FROM n"  # noqa: S608  ours
    program = (
        "import signal, sys; signal.signal(signal.SIGINT, signal.default_int_handler)\n"
        "from hiephoi_cli.exchange.outgoing import query\n"
        "given = query._interruptible\n"
        "query._interruptible = lambda connection: (print('ready', flush=True), given(connection))[1]\n"
        "from hiephoi_cli.cli import run; sys.exit(run(['query', sys.argv[1]]))"
    )
    with subprocess.Popen(
        [sys.executable, "-c", program, asked],
        cwd=cli.folder,
        env=cli.variables({}),
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        encoding="utf-8",
    ) as running:
        assert running.stdout
        assert running.stderr
        assert running.stdout.readline() == "ready\n"
        time.sleep(0.2)
        running.send_signal(signal.SIGINT)
        assert running.wait(20) == 130
        assert running.stderr.read().splitlines()[-1].startswith("error: interrupted")
