"""`hiephoi match` as its users call it."""

import json
from pathlib import Path

import pytest

from harness import Cli

REGISTRY = """\
format = 1

[association]
name = "Hiệp hội Mẫu"

[[sectors]]
code = "co-khi"
name = "Cơ khí"

[[zones]]
code = "kcn-mau"
name = "KCN Mẫu"

[[products]]
code = "duc-gang"
name = "Đúc gang"
also = ["gang đúc", "cast iron"]

[[members]]
id = "HV-0001"
name = "Công ty TNHH Mẫu Một"
seeks = ["gang đúc", "sơn ED"]
offers = ["Gia công CNC"]

[[members]]
id = "HV-0002"
name = "Công ty TNHH Mẫu Hai"
sectors = ["co-khi"]
zone = "kcn-mau"
offers = ["Đúc gang các loại"]
certificates = ["ISO 9001:2015"]
confirmed_on = 2026-03-01
representative = "Lê Văn Mẫu"
phone = "02253822016"

[[members]]
id = "HV-0003"
name = "Công ty TNHH Mẫu Ba"
offers = ["Cast iron, gia công cơ khí"]
seeks = ["gia cong CNC", "sơn ED"]

[[members]]
id = "HV-0004"
name = "Công ty TNHH Mẫu Bốn"
offers = ["gang đúc"]
joined = 2020-01-01
left = 2026-01-01

[[members]]
id = "HV-0005"
name = "Công ty TNHH Mẫu Năm"
offers = ["Đúc gang"]
seeks = ["Đúc gang"]
confirmed_on = 2025-11-23

[[links]]
supplier = "HV-0005"
buyer = "HV-0001"
product = "duc-gang"
on = 2026-05-01
status = "talking"
"""


@pytest.fixture
def cli(tmp_path: Path) -> Cli:
    return Cli(tmp_path, REGISTRY)


def pairs(cli: Cli, *args: str) -> list[tuple[str, str, str]]:
    return [(row["buyer"], row["supplier"], row["rank"]) for row in cli.rows("match", *args)]


def test_every_need_comes_with_its_suppliers(cli: Cli) -> None:
    assert pairs(cli) == [
        ("HV-0001", "HV-0002", "same-product"),
        ("HV-0001", "HV-0003", "same-product"),
        ("HV-0003", "HV-0001", "without-accents"),
        ("HV-0005", "HV-0002", "same-product"),
        ("HV-0005", "HV-0003", "same-product"),
    ]


def test_a_member_is_matched_both_ways(cli: Cli) -> None:
    assert pairs(cli, "HV-0001") == [
        ("HV-0001", "HV-0002", "same-product"),
        ("HV-0001", "HV-0003", "same-product"),
        ("HV-0003", "HV-0001", "without-accents"),
    ]
    shown = cli("match", "mẫu một", "-f", "table").out
    assert "HV-0001 Công ty TNHH Mẫu Một seeks\n" in shown
    assert "HV-0001 Công ty TNHH Mẫu Một offers\n" in shown
    assert "\n3 proposals; record one by its number: `hiephoi link add 1`\n" in shown


def test_pairs_that_are_linked_are_shown_on_request(cli: Cli) -> None:
    assert ("HV-0001", "HV-0005", "same-product") in pairs(cli, "--linked")
    assert "linked for Đúc gang: talking" in cli("match", "--linked", "-f", "table", COLUMNS="160").out
    assert ("HV-0001", "HV-0005", "same-product") in pairs(cli, "--on", "2026-04-30")


def other_link(cli: Cli, product: str, status: str) -> None:
    """Link the pair that `match HV-0001` shows first."""
    args = ("HV-0002", "HV-0001", "--product", product, "--on", "2026-03-01", "--status", status)
    assert cli("link", "add", *args).status == 0


@pytest.mark.parametrize("status", ["introduced", "contract"])
@pytest.mark.parametrize("product", ["duc-gang", "cast iron", "gang", "gang đúc FC250"])
def test_a_link_hides_the_need_that_it_is_about(cli: Cli, product: str, status: str) -> None:
    other_link(cli, product, status)
    assert pairs(cli, "HV-0001")[0] == ("HV-0001", "HV-0003", "same-product")
    assert "linked" in cli("match", "HV-0001", "--linked", "-f", "table").out


@pytest.mark.parametrize(
    ("product", "status"), [("x", "talking"), ("khuôn", "ended"), ("duc-gang", "ended"), ("gang đúc", "failed")]
)
def test_a_link_about_something_else_or_over_is_noted_only(cli: Cli, product: str, status: str) -> None:
    other_link(cli, product, status)
    first = cli.rows("match", "HV-0001")[0]
    assert (first["supplier"], first["link"], first["linked"]) == ("HV-0002", status, "false")
    assert f": {status}" in cli("match", "HV-0001", "-f", "table", COLUMNS="200").out
    assert cli("link", "add", "1").status == 0


def test_two_needs_of_one_pair_become_two_links(cli: Cli) -> None:
    cli("member", "edit", "HV-0002", "--add-offer", "sơn ED")
    assert [row["seeks"] for row in cli.rows("match", "HV-0001") if row["supplier"] == "HV-0002"] == [
        "gang đúc",
        "sơn ED",
    ]
    for number in ("1", "3"):
        assert cli("link", "add", number).status == 0
    assert "HV-0002" not in {row["supplier"] for row in cli.rows("match", "HV-0001")}


def test_a_match_says_what_it_leaves_out(cli: Cli) -> None:
    result = cli("match", "HV-0001", "--max", "1", "-f", "table")
    assert "\n2/3 proposals; record one by its number" in result.out
    assert "1 more proposal with `--max 2`\n" in result.err
    assert "1 need has a supplier linked for it already: `--linked` shows it\n" in result.err
    whole = cli("match", "HV-0001", "--max", "2", "--linked").err
    assert "1 more proposal with `--max 3`" in whole
    assert "already" not in whole
    assert "more" not in cli("match", "HV-0001").err


def test_former_members_are_proposed_only_on_a_day_on_which_they_belonged(cli: Cli) -> None:
    assert ("HV-0001", "HV-0004", "same-phrase") in pairs(cli, "--on", "2025-12-31")
    assert pairs(cli, "HV-0004", "--on", "2025-12-31") == [
        ("HV-0001", "HV-0004", "same-phrase"),
        ("HV-0005", "HV-0004", "same-product"),
    ]
    assert pairs(cli, "HV-0004") == []


def test_words_can_be_asked_for(cli: Cli) -> None:
    assert [row["supplier"] for row in cli.rows("match", "--need", "cast iron FC250")] == [
        "HV-0003",
        "HV-0002",
        "HV-0005",
    ]
    assert {supplier for _buyer, supplier, _rank in pairs(cli, "HV-0005", "--need", "đúc gang")} == {
        "HV-0002",
        "HV-0003",
    }


@pytest.mark.parametrize(
    "narrowing",
    [
        ("--sector", "co-khi"),
        ("--zone", "khu công nghiệp mẫu"),
        ("--certificate", "iso 9001"),
        ("--where", "supplier.confirmed_on>=2026"),
        ("--where", "!unconfirmed", "--where", "buyer=HV-0001"),
    ],
)
def test_suppliers_can_be_narrowed(cli: Cli, narrowing: tuple[str, ...]) -> None:
    assert {supplier for _buyer, supplier, _rank in pairs(cli, "HV-0001", "--need", "gang đúc", *narrowing)} == {
        "HV-0002"
    }


@pytest.mark.parametrize(
    ("args", "number"), [(("--where", "supplier.confirmed_on>=2026"), 2), (("--where", "!unconfirmed"), 2)]
)
def test_the_conditions_in_the_help_hold_for_lines(cli: Cli, args: tuple[str, ...], number: int) -> None:
    shown = " ".join(cli("match", "--help", COLUMNS="200").out.split())
    assert args[1] in shown
    assert len(pairs(cli, *args)) == number
    assert len(cli.rows("match", "--unmet", "--where", "count>=2")) == 1


def test_a_sector_or_zone_narrows_those_proposed_and_not_those_that_seek(cli: Cli) -> None:
    for narrowing in (("--sector", "co-khi"), ("--zone", "kcn-mau")):
        assert {(buyer, supplier) for buyer, supplier, _rank in pairs(cli, *narrowing)} == {
            ("HV-0001", "HV-0002"),
            ("HV-0005", "HV-0002"),
        }
    assert "Propose only members of this sector" in cli("match", "--help", COLUMNS="200").out


def test_a_certificate_is_more_than_the_beginning_of_another(cli: Cli) -> None:
    assert pairs(cli, "--certificate", "iso 900") == []


def test_only_the_best_of_each_need_are_shown(cli: Cli) -> None:
    assert [buyer for buyer, _supplier, _rank in pairs(cli, "--max", "1")] == ["HV-0001", "HV-0003", "HV-0005"]
    assert cli("match", "--max", "0").status == 2


def test_profiles_not_confirmed_for_a_year_are_marked(cli: Cli) -> None:
    unconfirmed = {row["supplier"] for row in cli.rows("match", "--linked") if row["unconfirmed"] == "true"}
    assert unconfirmed == {"HV-0001", "HV-0003", "HV-0005"}
    result = cli("match", "HV-0001", "-f", "table")
    assert "Mẫu Ba †" in result.out
    assert result.err.startswith("† 2 proposals")


def test_what_nobody_offers_is_listed_with_how_many_seek_it(cli: Cli) -> None:
    [row] = cli.rows("match", "--unmet")
    assert (row["seeks"], row["count"], row["members"]) == ("sơn ED", "2", "HV-0001; HV-0003")
    assert [one["members"] for one in cli.rows("match", "HV-0003", "--unmet")] == ["HV-0003"]


def test_what_a_contract_supplies_is_not_unmet(cli: Cli) -> None:
    cli("link", "add", "HV-0002", "HV-0001", "--product", "sơn ED", "--on", "2026-05-01")
    assert cli.rows("match", "--unmet")[0]["members"] == "HV-0001; HV-0003"
    cli("link", "edit", "HV-0002 sơn ED", "--status", "contract", "--on", "2026-06-15")
    assert cli.rows("match", "--unmet")[0]["members"] == "HV-0003"
    assert cli.rows("match", "--unmet", "--on", "2026-06-14")[0]["members"] == "HV-0001; HV-0003"
    assert cli("match", "HV-0001", "--unmet", "-f", "json").out == "[]\n"


def test_phrases_that_no_product_knows_come_with_their_number(cli: Cli) -> None:
    rows = [(row["phrase"], row["count"]) for row in cli.rows("match", "--unknown")]
    assert rows[0] == ("sơn ED", "2")
    assert "Đúc gang các loại" not in dict(rows)
    shown = cli("match", "--unknown", "-f", "table").out
    assert 'hiephoi product add "sơn ED"' in shown


@pytest.mark.parametrize("args", [("match",), ("report", "match", "HV-0001")])
def test_at_least_one_member_is_proposed(cli: Cli, args: tuple[str, ...]) -> None:
    assert "error: --max: '0' is less than 1" in cli(*args, "--max", "0").err


def test_two_questions_at_once_are_refused(cli: Cli) -> None:
    assert cli("match", "--unmet", "--unknown").status == 2


def test_a_need_asked_for_that_nobody_meets_is_named(cli: Cli) -> None:
    asked = ("match", "--need", "đúc gang", "--need", "khung nhôm")
    assert cli(*asked).err.count("no member supplies 'khung nhôm'\n") == 1
    assert len(cli.rows(*asked)) == 3
    assert "chưa có hội viên nào cung cấp 'khung nhôm'" in cli("match", "--need", "khung nhôm", HIEPHOI_LANG="vi").err
    assert "no such member supplies 'gia công CNC'" in cli("match", "--need", "gia công CNC", "--zone", "kcn-mau").err
    assert "no other member supplies 'CNC'" in cli("match", "HV-0001", "--need", "CNC").err
    assert "nothing found" not in cli.terminal("match", "--need", "khung nhôm").out


def test_an_empty_answer_says_what_it_means(cli: Cli) -> None:
    def told(*args: str) -> str:
        return cli.terminal("match", *args).out

    assert "every need has a supplier" in told("HV-0005", "--unmet")
    assert "every need has such a supplier" in told("HV-0005", "--unmet", "--sector", "co-khi")
    assert "no needs are recorded" in told("HV-0002", "--unmet")
    assert "nothing found" in told("--unmet", "--where", "count>=9")


def test_programs_get_plain_records(cli: Cli) -> None:
    first = json.loads(cli("match", "-f", "json").out)[0]
    assert first == {
        "number": 1,
        "buyer": "HV-0001",
        "seeks": "gang đúc",
        "supplier": "HV-0002",
        "offers": "Đúc gang các loại",
        "rank": "same-product",
        "words": ["gang đúc"],
        "differs": [],
        "products": ["duc-gang"],
        "unconfirmed": False,
        "link": None,
        "link_product": None,
        "link_since": None,
        "linked": False,
    }


def test_the_page_of_a_member_names_whom_to_call(cli: Cli) -> None:
    page = cli("report", "match", "HV-0001", HIEPHOI_LANG="vi").out
    assert "# NHU CẦU VÀ BÊN CUNG CẤP" in page
    assert "| gang đúc | Công ty TNHH Mẫu Hai | Lê Văn Mẫu | 02253822016 | Đúc gang các loại |" in page
    assert "| sơn ED | chưa có hội viên nào |" in page


def test_the_page_of_a_member_has_those_that_are_linked_already(cli: Cli) -> None:
    cli("link", "add", "HV-0003", "HV-0001", "--product", "sơn ED", "--on", "2026-03-01")
    page = cli("report", "match", "HV-0001", HIEPHOI_LANG="vi").out
    assert "| sơn ED | đã giới thiệu: Công ty TNHH Mẫu Ba (01/03/2026) |" in page
    assert "| gang đúc | đang trao đổi: Công ty TNHH Mẫu Năm (01/05/2026) |" in page
    assert "chưa có hội viên nào" not in page
    assert "Số nhu cầu: 2; đã có liên kết: 2; có gợi ý: 1" in page


@pytest.mark.parametrize("language", ["en", "vi"])
@pytest.mark.parametrize("args", [(), ("HV-0001",), ("--unmet",), ("--unknown",), ("--linked",)])
def test_tables_fit_at_80_columns(cli: Cli, language: str, args: tuple[str, ...]) -> None:
    shown = cli("match", *args, "-f", "table", HIEPHOI_LANG=language).out
    assert max(map(len, shown.splitlines())) <= 80


def test_a_line_of_the_last_match_becomes_a_link(cli: Cli) -> None:
    cli("match", "HV-0001")
    result = cli("link", "add", "2")
    assert result.status == 0
    assert 'supplier = "HV-0003"\nbuyer = "HV-0001"\nproduct = "duc-gang"\non = 2026-11-23\n' in result.file
    assert pairs(cli, "HV-0001")[0] == ("HV-0001", "HV-0002", "same-product")
    cli("link", "add", "1", "--product", "gang xám", "--on", "2026-11-20")
    assert 'product = "gang xám"\non = 2026-11-20\n' in cli.text


def test_the_last_match_is_that_of_whoever_types(cli: Cli) -> None:
    cli("match", "HV-0001", HIEPHOI_USER="Lê Văn Mẫu")
    cli("match", "HV-0005", HIEPHOI_USER="../lê văn mẫu\udc80\n")
    assert cli("link", "add", "1", HIEPHOI_USER="Trần Thị Mẫu").status == 3
    assert cli("link", "add", "1", HIEPHOI_USER="Lê Văn Mẫu").out.startswith("HV-0002 · HV-0001 ·")
    assert cli("link", "add", "1", HIEPHOI_USER="../lê văn mẫu\udc80\n").out.startswith("HV-0002 · HV-0005 ·")


@pytest.mark.parametrize(
    "args", [("--count",), ("--where", "buyer=HV-0005", "--where", "buyer=HV-0003"), ("HV-0004",), ("--unmet",)]
)
def test_a_match_that_showed_no_lines_is_not_kept(cli: Cli, args: tuple[str, ...]) -> None:
    cli("match", "HV-0005")
    cli("match", *args)
    assert cli("link", "add", "1").out.startswith("HV-0002 · HV-0005 ·")


@pytest.mark.parametrize(("option", "example"), [("--need", "gia công khuôn mẫu"), ("--certificate", "ISO 9001")])
@pytest.mark.parametrize("text", ["", " ", "–, …"])
def test_a_question_without_words_is_refused(cli: Cli, option: str, example: str, text: str) -> None:
    result = cli("match", option, text)
    assert (result.status, result.out) == (2, "")
    assert result.err == f"error: {option}: '{text}' has no words\nhint: hiephoi match {option} \"{example}\"\n"


@pytest.mark.parametrize(
    "change",
    [
        ("member", "edit", "HV-0002", "--clear", "offers"),
        ("member", "edit", "HV-0001", "--seek", "sơn ED"),
        ("member", "leave", "HV-0002", "--on", "2026-11-01", "--reason", "resigned"),
    ],
)
def test_a_line_that_holds_no_longer_is_refused(cli: Cli, change: tuple[str, ...]) -> None:
    cli("match", "HV-0001")
    assert cli(*change).status == 0
    before = cli.text
    result = cli("link", "add", "1")
    assert (result.status, result.file) == (4, before)
    assert result.err.startswith("error: line 1 of your last `match` no longer holds: HV-0002 → HV-0001")


@pytest.mark.parametrize(
    "link", [("1",), ("HV-0002", "HV-0001", "--product", "gang", "--on", "2026-11-01")], ids=["line", "keys"]
)
def test_a_line_that_is_recorded_is_refused_and_its_link_named(cli: Cli, link: tuple[str, ...]) -> None:
    cli("match", "HV-0001")
    made = cli("link", "add", *link)
    result = cli("link", "add", "1")
    assert (result.status, result.file) == (4, made.file)
    key = made.out.strip()
    assert result.told.splitlines() == [
        f"error: line 1 of your last `match` is recorded already: {key}",
        f'hint: hiephoi link show "{key}"',
    ]
    assert cli("link", "show", key).status == 0


def test_a_line_that_was_never_shown_or_has_no_buyer_is_refused(cli: Cli) -> None:
    assert cli("link", "add", "1").status == 3
    cli("match", "--need", "đúc gang")
    result = cli("link", "add", "1")
    assert result.status == 2
    assert "hint: hiephoi link add HV-0005 BUYER --product duc-gang" in result.err
    assert cli("link", "add", "HV-0002").status == 2
    assert cli("link", "add", "HV-0002", "HV-0001").err.startswith("error: '--product' is missing")


@pytest.mark.parametrize(
    ("args", "number"),
    [
        (("2", "3"), "2"),
        (("2", "HV-0001"), "2"),
        (("HV-0002", "3"), "3"),
        (("1,2",), "1"),
        (("1-3",), "1"),
        (("1,", "2"), "1"),
        (("1", "2", "3"), "1"),
    ],
)
def test_one_line_becomes_a_link_at_a_time(cli: Cli, args: tuple[str, ...], number: str) -> None:
    cli("match", "--linked")
    result = cli("link", "add", *args, "--product", "x", "--on", "2026-11-01")
    assert (result.status, result.file) == (2, REGISTRY)
    assert result.err.startswith("error: '")
    assert "one line at a time" in result.err
    assert result.err.endswith(f"hint: hiephoi link add {number}\n")


def test_an_id_or_tax_code_of_digits_is_not_a_line(cli: Cli) -> None:
    text = cli.text.replace('"HV-0002"', '"6"\ntax_code = "0100109106"').replace("HV-0003", "7")
    cli.path.write_text(text, encoding="utf-8")
    assert (
        cli("link", "add", "0100109106", "7", "--product", "x", "--on", "2026-11-01").out == "6 · 7 · x · 2026-11-01\n"
    )
    assert "unexpected 'HV-0003'" in cli("link", "add", "HV-0001", "HV-0005", "HV-0003").err


def test_what_a_link_of_two_keys_lacks_is_asked_for_on_a_terminal(cli: Cli) -> None:
    result = cli.terminal("link", "add", "HV-0002", "HV-0001", answers=["cast iron", "1/11/2026"])
    assert result.status == 0
    assert 'product = "duc-gang"\non = 2026-11-01\n' in result.file


def test_proposals_are_kept_as_private_as_the_registry(cli: Cli) -> None:
    cli.path.chmod(0o600)
    cli("match")
    [kept] = cli.folder.glob(".hiephoi/registry.toml.match*")
    assert kept.stat().st_mode & 0o777 == 0o600


@pytest.mark.parametrize("damage", [b"{", b"[1", b'[{"number": 1, "supplier": "\xff"}]'])
def test_proposals_that_are_damaged_are_none(cli: Cli, damage: bytes) -> None:
    cli("match")
    [kept] = cli.folder.glob(".hiephoi/registry.toml.match*")
    kept.write_bytes(damage)
    assert cli("link", "add", "1").status == 3
