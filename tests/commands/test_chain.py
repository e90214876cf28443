"""`hiephoi chain` as its users call it."""

import json
import re

import pytest
from rich.cells import cell_len

from harness import Cli
from transcripts import on_terminal

MEMBER = '\n[[members]]\nid = "HV-{number:04}"\nname = "{name}"\n'
LINK = '\n[[links]]\nsupplier = "HV-{supplier:04}"\nbuyer = "HV-{buyer:04}"\nproduct = "{product}"\non = {on}\n'
HEADER = 'format = 1\n\n[association]\nname = "Hiệp hội Mẫu"\n\n[[products]]\ncode = "duc-gang"\nname = "Đúc gang"\n'
TALKING, CONTRACT, FAILED = (f'status = "{status}"\n' for status in ("talking", "contract", "failed"))
FORMER = 'former_status = [{ status = "introduced", until = 2026-03-01 }]\n'


@pytest.fixture
def full(cli: Cli) -> Cli:
    """Five members in a chain with a circle, and two in one of their own."""
    names = ["Đúc", "Cơ khí", "Lắp ráp", "Bao bì", "Nhựa", "Thép", "Sơn"]
    members = [MEMBER.format(number=number, name=f"Công ty {name}") for number, name in enumerate(names, start=1)]

    def link(supplier: int, buyer: int, product: str, on: str, more: str = "") -> str:
        return LINK.format(supplier=supplier, buyer=buyer, product=product, on=on) + more

    links = [
        link(1, 2, "duc-gang", "2026-01-01", CONTRACT + FORMER),
        link(2, 3, "trục thép", "2026-02-01", TALKING),
        link(3, 2, "mẫu thử", "2026-02-01"),
        link(4, 3, "thùng carton", "2025-01-01", CONTRACT + "until = 2026-06-01\n"),
        link(5, 3, "vỏ nhựa", "2025-01-01", FAILED + "until = 2025-06-01\n"),
        link(6, 7, "thép tấm", "2026-05-01", CONTRACT),
    ]
    cli.path.write_text(HEADER + "".join([*members, *links]), encoding="utf-8")
    return cli


def tree(cli: Cli, *args: str, **environment: str) -> list[str]:
    result = cli("chain", *args, "-f", "tree", **environment)
    assert (result.status, result.err) == (0, "")
    return result.out.splitlines()


def test_all_chains_are_trees_from_those_whom_nobody_supplies(full: Cli) -> None:
    assert tree(full) == [
        "Công ty Đúc (HV-0001)",
        "└─ Công ty Cơ khí (HV-0002): Đúc gang (contract)",
        "   └─ Công ty Lắp ráp (HV-0003): trục thép (talking)",
        "      └─ Công ty Cơ khí (HV-0002): mẫu thử (introduced) · closes a circle",
        "Công ty Thép (HV-0006)",
        "└─ Công ty Sơn (HV-0007): thép tấm (contract)",
        "4 links",
    ]


def test_a_members_chains_go_both_ways(full: Cli) -> None:
    assert tree(full, "co khi") == [
        "Downstream: whom it supplies",
        "Công ty Cơ khí (HV-0002)",
        "└─ Công ty Lắp ráp (HV-0003): trục thép (talking)",
        "   └─ Công ty Cơ khí (HV-0002): mẫu thử (introduced) · closes a circle",
        "Upstream: who supplies it",
        "Công ty Cơ khí (HV-0002)",
        "├─ Công ty Đúc (HV-0001): Đúc gang (contract)",
        "└─ Công ty Lắp ráp (HV-0003): mẫu thử (introduced)",
        "   └─ Công ty Cơ khí (HV-0002): trục thép (talking) · closes a circle",
        "3 links",
    ]


def test_people_read_their_language(full: Cli) -> None:
    shown = tree(full, "HV-0002", HIEPHOI_LANG="vi")
    assert shown[0] == "Hạ nguồn: cung cấp cho"
    assert shown[3].endswith("mẫu thử (đã giới thiệu) · khép kín vòng")


def test_a_day_has_its_links_their_status_and_its_names(full: Cli) -> None:
    full("member", "rename", "HV-0004", "Công ty Giấy", "--on", "2026-05-01")
    assert tree(full, "--on", "2026-02-15")[0:2] == [
        "Công ty Đúc (HV-0001)",
        "└─ Công ty Cơ khí (HV-0002): Đúc gang (introduced)",
    ]
    assert "Công ty Bao bì (HV-0004)" in tree(full, "--on", "2026-02-15")
    assert "Công ty Giấy (HV-0004)" in tree(full, "--on", "2026-05-31")
    assert "Công ty Giấy (HV-0004)" not in tree(full, "--on", "2026-06-01")


@pytest.mark.parametrize(
    ("args", "suppliers"),
    [
        (("--status", "contract"), ["HV-0001", "HV-0006"]),
        (("--status", "đã ký", "--status", "talking"), ["HV-0001", "HV-0002", "HV-0006"]),
        (("--status", "failed"), ["HV-0005"]),
        (("HV-0001", "--depth", "1"), ["HV-0001"]),
        (("HV-0001", "--depth", "2"), ["HV-0001", "HV-0002"]),
        (("--where", "product~thep"), ["HV-0002", "HV-0006"]),
    ],
)
def test_links_are_narrowed(full: Cli, args: tuple[str, ...], suppliers: list[str]) -> None:
    assert [row["supplier"] for row in full.rows("chain", *args)] == suppliers


def test_a_pipe_gets_the_links_with_their_places(full: Cli) -> None:
    assert full("chain", "HV-0003", "--no-header", "-c", "supplier,buyer,product,status,depth,direction").out == (
        "HV-0003\tHV-0002\tmẫu thử\tintroduced\t1\tdownstream\n"
        "HV-0002\tHV-0003\ttrục thép\ttalking\t2\tdownstream\n"
        "HV-0002\tHV-0003\ttrục thép\ttalking\t1\tupstream\n"
        "HV-0001\tHV-0002\tduc-gang\tcontract\t2\tupstream\n"
        "HV-0003\tHV-0002\tmẫu thử\tintroduced\t2\tupstream\n"
    )


def test_json_has_the_fields_of_links_and_their_places(full: Cli) -> None:
    [first, *_rest] = json.loads(full("chain", "-f", "json").out)
    assert first == {
        "supplier": "HV-0001",
        "buyer": "HV-0002",
        "product": "duc-gang",
        "status": "contract",
        "depth": 1,
        "direction": "downstream",
        "on": "2026-01-01",
        "until": None,
        "note": None,
        "former_status": [{"status": "introduced", "until": "2026-03-01"}],
        "status_since": "2026-03-01",
    }


def test_columns_follow_references(full: Cli) -> None:
    assert full("chain", "--no-header", "-c", "supplier.name,depth").out.startswith("Công ty Đúc\t1\n")


def test_a_terminal_shows_the_tree_and_a_table_where_it_is_asked_for(full: Cli) -> None:
    _status, shown = on_terminal("hiephoi chain HV-0001", full.folder, TERM="xterm")
    assert shown.startswith("\x1b[1;36mDownstream: whom it supplies\x1b[0m\n\x1b[1mCông ty Đúc (HV-0001)\x1b[0m\n└─ ")
    assert "╭─" in full("chain", "-f", "table").out


def test_a_tree_on_a_terminal_loads_no_rich_and_a_list_no_drawing(full: Cli) -> None:
    program = (
        "import sys; before = {*sys.modules}; from hiephoi_cli.cli import run; run(sys.argv[1:]);"
        "print(*{*sys.modules} - before)"  # coverage may have loaded some
    )
    for more, modules in (("", {"rich", "xml"}), (" -f tsv", {"rich", "hiephoi_cli.output.chains.tree"})):
        _status, shown = on_terminal(f'python -c "{program}" chain{more}', full.folder, TERM="dumb")
        loaded = {*shown.splitlines()[-1].split()}
        assert "hiephoi_cli.domain.chains" in loaded
        assert not modules & loaded


@pytest.mark.parametrize(
    ("ending", "begins"),
    [
        ("svg", "<svg "),
        ("mmd", "flowchart LR\n"),
        ("dot", "digraph chain {\n"),
        ("gv", "digraph chain {\n"),
        ("html", "<!DOCTYPE html>\n"),
        ("csv", "supplier,buyer,"),
    ],
)
def test_the_ending_of_a_file_decides_how_chains_are_drawn(full: Cli, ending: str, begins: str) -> None:
    result = full("chain", "HV-0002", "-o", f"chain.{ending}")
    assert (result.status, result.out, result.err) == (0, "", "")
    text = (full.folder / f"chain.{ending}").read_text(encoding="utf-8")
    assert text.startswith(begins)
    assert "HV-0003" in text


def test_the_page_says_whose_chains_they_are_on_which_day_and_lists_the_links(full: Cli) -> None:
    text = full("chain", "HV-0002", "-f", "html", HIEPHOI_LANG="vi").out
    assert "<p>Hiệp hội Mẫu</p>\n<h1>Chuỗi cung ứng của Công ty Cơ khí</h1>\n<p>Tính đến ngày 23/11/2026</p>" in text
    assert text.count('class="box own"') == 1
    assert text.count("<tr><td>") == 5
    assert "<h2>Hạ nguồn: cung cấp cho</h2>" in text


def test_only_what_is_narrowed_is_drawn(full: Cli) -> None:
    drawn = full("chain", "--where", "status=contract", "-f", "mermaid").out
    assert drawn.count("-->|") == 2
    assert "-.->|" not in drawn


@pytest.mark.parametrize(
    ("args", "status", "said"),
    [
        (("HV-9",), 3, "error: no member 'HV-9'"),
        (("--depth", "0"), 2, "error: --depth: '0' is less than 1"),
        (("--status", "x"), 5, "error: --status: "),
        (("--on", "x"), 5, "error: --on: 'x' is not a date"),
        (("-o", "chain.txt"), 2, "error: no known format has the file extension '.txt'"),
    ],
)
def test_what_is_wrong_is_said(full: Cli, args: tuple[str, ...], status: int, said: str) -> None:
    result = full("chain", *args)
    assert (result.status, result.out) == (status, "")
    assert result.err.startswith(said)


def test_nobody_linked_is_no_error(cli: Cli) -> None:
    for format_ in ("tree", "svg", "html", "mermaid", "dot", "json", "tsv"):
        assert cli("chain", "HV-0001", "-f", format_).status == 0


def test_names_are_harmless_wherever_they_are_drawn(full: Cli) -> None:
    full.path.write_text(full.text.replace("Công ty Đúc", '<b>[x]\\u001b[31m \\"end\\" #35; {y}|'), encoding="utf-8")
    for format_ in ("tree", "svg", "html", "mermaid", "dot"):
        out = full("chain", "-f", format_).out
        assert "\x1b" not in out
        assert (format_ in {"tree", "dot"}) == ("<b>" in out)


@pytest.mark.deep
def test_a_chain_of_two_thousand_links_with_circles_is_shown_whole_and_within_the_screen(full: Cli) -> None:
    number = 1900
    members = [MEMBER.format(number=one, name=f"Công ty {one}") for one in range(1, number + 2)]
    pairs = [(one, one + 1) for one in range(1, number + 1)] + [(one + 15, one) for one in range(1, number - 15, 18)]
    links = [LINK.format(supplier=one, buyer=other, product="đúc", on="2026-01-01") for one, other in pairs]
    full.path.write_text(HEADER + "".join([*members, *links]), encoding="utf-8")
    lines = tree(full)
    assert sum("─ " in line for line in lines) == len(pairs)
    assert max(map(cell_len, lines)) <= 80
    assert sum("circle" in line for line in lines) == len(pairs) - number
    for format_ in ("html", "dot"):
        assert full("chain", "-f", format_).status == 0
    result = full("chain", "-f", "mermaid")
    assert (result.status, len(re.findall(r"-\.->", result.out))) == (0, len(pairs))
    assert "most pages with Mermaid draw 500 links at most" in result.err


@pytest.mark.parametrize(
    ("line", "offer"), [("chain lap", "HV-0003"), ("chain --status con", "contract"), ("chain --sort dir", "direction")]
)
def test_tab_offers_members_statuses_and_columns(full: Cli, line: str, offer: str) -> None:
    assert offer in full(_HIEPHOI_COMPLETE="complete_bash", COMP_WORDS=f"hiephoi {line}").out
