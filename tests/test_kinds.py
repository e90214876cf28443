"""One declaration makes a kind of record: its class and its list in `Registry`, in a copy of the program."""

import csv
import json
import os
import shutil
import sqlite3
import subprocess
import sys
from collections.abc import Iterator, Mapping, Sequence
from contextlib import closing
from pathlib import Path

import pytest

import hiephoi_cli
from harness import Cli, Result

CLASS = '''
class Item(Table, frozen=True):
    """What a payment is for."""

    text: Annotated[str, Meta(title="Text", description="what it is for")]
    amount: Annotated[int, Meta(ge=0, title="Amount", description="part of the amount, in đồng")]
    sector: Annotated[SectorCode | None, Meta(title="Sector", description="sector that it goes to")] = None


class Payment(Record, frozen=True):
    """What a member paid on a day."""

    noun = "payment"
    command = "payment"
    identified_by = ("member", "on")
    columns = ("member", "on", "amount", "items")

    member: Annotated[MemberId, Meta(title="Member", description="member that paid")]
    on: Annotated[date, Meta(title="Day", description="day of the payment")]
    amount: Annotated[int, Meta(ge=1, le=10**15, title="Amount", description="amount in đồng, from 1")]
    items: Annotated[tuple[Item, ...], Meta(title="Items", description="what it is for")] = ()
    note: Annotated[str | None, Meta(title="Note", description="anything worth remembering")] = None


class Registry('''
LINE = """
    payments: Annotated[tuple[Payment, ...], Meta(title="Payments")] = ()
    officers: Annotated["""
FEES = ("--item", "text=Hội phí; amount=12000000000; sector=xây lắp", "--item", 'amount=500000000; "text=Quỹ; a"')
PAYMENT = {
    "member": "HV-0001",
    "on": "2026-01-31",
    "amount": 12_500_000_000,
    "items": [
        {"text": "Hội phí", "amount": 12_000_000_000, "sector": "xay-lap"},
        {"text": "Quỹ; a", "amount": 500_000_000, "sector": None},
    ],
    "note": None,
}
KEY = "HV-0001 · 2026-01-31"


RUNNING = """
import io, json, sys
from pathlib import Path
from harness import ran, text_of
asked, sys.stdin = sys.stdin, open("/dev/null")
for line in asked:
    args, folder, variables = json.loads(line)
    out, err = io.TextIOWrapper(io.BytesIO()), io.TextIOWrapper(io.BytesIO())
    status = ran(args, Path(folder), variables, out, err)
    print(json.dumps([status, text_of(out), text_of(err)]), flush=True)
"""
"""Runs the command lines that come in."""


class Program:
    """A process that has another program than this one, and runs command lines."""

    def __init__(self, folder: Path) -> None:
        self.path = f"{folder}{os.pathsep}{Path(__file__).parent}"
        self.running = subprocess.Popen(
            [sys.executable, "-P", "-c", RUNNING],
            env=os.environ | {"PYTHONPATH": self.path},
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            encoding="utf-8",
        )

    def run(self, args: Sequence[str], folder: Path, variables: Mapping[str, str]) -> tuple[int, str, str]:
        """The status of a command line, and what it writes to its two streams."""
        assert self.running.stdin
        assert self.running.stdout
        print(json.dumps([args, str(folder), variables]), file=self.running.stdin, flush=True)
        status, out, err = json.loads(self.running.stdout.readline())
        return status, out, err

    def close(self) -> None:
        """Let it end."""
        self.running.communicate()


class Scratch(Cli):
    """Command lines of a program that knows payments, which one declaration has taught it."""

    def __init__(self, folder: Path, program: Program) -> None:
        super().__init__(folder)
        self.environment |= {"PYTHONPATH": program.path, "PYTHONSAFEPATH": "1"}
        self.program = program

    def __call__(self, *args: str, **environment: str) -> Result:
        """Run a command line in the one process that has this program."""
        status, out, err = self.program.run(args, self.folder, self.variables(environment))
        return Result(args, status, out, err, self.text)

    def said(self, *args: str, status: int = 0, **environment: str) -> str:
        """What a command line says on both streams, when it ends as it should."""
        result = self(*args, **environment)
        assert result.status == status, result
        return result.out + result.err

    def payments(self) -> list[dict[str, object]]:
        """All payments, as JSON has them."""
        found: list[dict[str, object]] = json.loads(self("payment", "list", "-f", "json").out)
        return found


@pytest.fixture(scope="module")
def program(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Program]:
    """A copy of the program with the class and its list in `Registry`, in a process."""
    folder = tmp_path_factory.mktemp("program")
    shutil.copytree(Path(hiephoi_cli.__file__).parent, folder / "hiephoi_cli", ignore=lambda *_: ["__pycache__"])
    records = folder / "hiephoi_cli/domain/records.py"
    text = (
        records.read_text(encoding="utf-8")
        .replace("\nclass Registry(", CLASS)
        .replace("\n    officers: Annotated[", LINE)
    )
    records.write_text(text, encoding="utf-8")
    with closing(Program(folder)) as running:
        yield running


@pytest.fixture
def scratch(tmp_path: Path, program: Program) -> Scratch:
    """A folder with the shipped registry, and the program that knows payments."""
    return Scratch(tmp_path, program)


@pytest.fixture(scope="module")
def added(tmp_path_factory: pytest.TempPathFactory, program: Program) -> Result:
    """What it says and writes when a payment is added, of a member and for a sector named by words."""
    scratch = Scratch(tmp_path_factory.mktemp("added"), program)
    return scratch("payment", "add", "--member", "top land", "--on", "31/01/2026", "--amount", "12500000000", *FEES)


@pytest.fixture
def paid(scratch: Scratch, added: Result) -> Scratch:
    """A folder with a registry that has one payment."""
    scratch.path.write_text(added.file, encoding="utf-8")
    return scratch


def test_a_record_is_added_with_its_references_as_words(paid: Scratch, added: Result) -> None:
    assert (added.status, added.out, added.err) == (0, f"{KEY}\n", f"added payment {KEY}\n"), added
    assert paid.payments() == [PAYMENT]
    assert 'member = "HV-0001"\non = 2026-01-31\namount = 12500000000\n' in paid.text
    assert "errors: 0" in paid.said("check")


@pytest.mark.parametrize(
    ("args", "status", "said"),
    [
        ((), 2, "'--member' is missing"),
        (("--member", "top", "--on", "2026-01-31"), 2, "'--amount' is missing"),
        (("--member", "HV-9", "--on", "2026-01-31", "--amount", "1"), 5, "no member 'HV-9'"),
        (("--member", "Tóp", "--on", "2026-01-31", "--amount", "1"), 5, "did you mean 'HV-0001'?"),
        (("--member", "top", "--on", "x", "--amount", "x"), 5, "--amount: 'x' is not a whole number"),
        (("--member", "top", "--on", "2026-01-31", "--amount", "0"), 5, "--amount: '0' is not allowed"),
        (("--member", "top", "--on", "2026-01-31", "--amount", "9" * 30), 5, "is more than 1000000000000000"),
        (("--member", "top", "--on", "2026-01-31", "--amount", "1", "--item", "amount=1"), 5, "'text' is missing"),
        (("--member", "top", "--on", "2026-01-31", "--amount", "1", "--item", "txt=1"), 5, "did you mean 'text'?"),
    ],
)  # fmt: skip
def test_what_is_missing_or_wrong_is_said(scratch: Scratch, args: tuple[str, ...], status: int, said: str) -> None:
    before = scratch.text
    assert said in scratch.said("payment", "add", *args, status=status)
    assert scratch.text == before


def test_what_identifies_a_record_as_a_whole_is_there_once(paid: Scratch) -> None:
    again = ("payment", "add", "--member", "HV-0001", "--amount", "1")
    assert f"payment '{KEY}' already exists" in paid.said(*again, "--on", "2026-01-31", status=4)
    assert paid(*again, "--on", "2026-02-01").out == "HV-0001 · 2026-02-01\n"
    assert "already exists" in paid.said("payment", "edit", "2026-02-01", "--on", "2026-01-31", status=4)


@pytest.mark.parametrize("key", [KEY, "hv-0001 2026-01"])
def test_a_record_is_shown_changed_and_removed_by_its_whole_key_or_words_of_it(paid: Scratch, key: str) -> None:
    assert json.loads(paid("payment", "show", key, "-f", "json").out) == PAYMENT
    assert paid("payment", "edit", key, "--note", "x", "--clear", "items").out == f"{KEY}\n"
    assert paid.payments() == [PAYMENT | {"note": "x", "items": []}]
    assert "'amount' cannot be empty" in paid.said("payment", "edit", key, "--clear", "amount", status=5)
    assert paid("payment", "remove", key, "--yes").out == f"{KEY}\n"
    assert "[[payments]]" not in paid.text


def test_words_that_fit_several_are_a_conflict(paid: Scratch) -> None:
    paid("payment", "add", "--member", "HV-0001", "--on", "2026-02-01", "--amount", "1")
    assert f"'hv-0001' matches 2 records\nhint: name one by its key:\n  \"{KEY}\"  " in paid.said(
        "payment", "show", "hv-0001", status=4
    )


def test_a_listing_shows_what_refers_and_stands_in_a_cell_as_people_say_it(paid: Scratch) -> None:
    shown = paid("payment", "list", "--by", "member", "-f", "table", COLUMNS="160").out
    assert shown.startswith("Công ty Cổ phần dự án và công nghiệp Top Land (1)\n")
    assert "Hội phí 12000000000 Xây lắp, Quỹ; a 500000000" in shown
    assert paid.rows("payment", "list", "--by", "member")[0]["by_member"] == "HV-0001"


def test_lists_are_imported_and_what_is_exported_changes_nothing(paid: Scratch) -> None:
    items = json.dumps([{"text": "Quỹ", "amount": 5, "sector": "Tư vấn"}])
    with (paid.folder / "new.csv").open("w", encoding="utf-8", newline="") as file:
        csv.writer(file).writerows(
            [
                ["Member", "Day", "Amount", "Items"],
                ["HV-0001", "28/02/2026", "99999999999", items],
                ["Công ty Cổ phần dự án và công nghiệp Top Land", "31/01/2026", "12500000001", ""],
            ]
        )
    assert "created 1 · updated 1" in paid.said("payment", "import", "new.csv")
    assert [payment["amount"] for payment in paid.payments()] == [12_500_000_001, 99_999_999_999]
    assert paid.payments()[1]["items"] == [{"text": "Quỹ", "amount": 5, "sector": "tu-van"}]
    (paid.folder / "new.json").write_text(json.dumps([PAYMENT]), encoding="utf-8")
    assert "created 0 · updated 1" in paid.said("payment", "import", "new.json")
    before = paid.text
    for name in ("all.csv", "all.json"):
        assert paid("payment", "export", "-o", name).status == 0
        assert "unchanged 2" in paid.said("payment", "import", name)
    assert paid.text == before


def test_a_row_is_refused_for_what_it_lacks_or_repeats(paid: Scratch) -> None:
    (paid.folder / "new.csv").write_text(
        "member,on,amount\nHV-0001,2026-03-01,\nHV-9,2026-03-01,1\nHV-0001,2026-04-01,1\nHV-0001,2026-04-01,2\n",
        encoding="utf-8",
    )
    said = paid.said("payment", "import", "new.csv", status=5)
    assert "'Amount' is missing" in said
    assert "no member 'HV-9'" in said
    assert "row 4 describes the same payment: 'HV-0001 · 2026-04-01'" in said


def test_check_finds_what_refers_to_nothing_and_what_is_there_twice(scratch: Scratch) -> None:
    block = '\n[[payments]]\nmember = "HV-0001"\non = 2026-01-31\namount = 1\n'
    scratch.path.write_text(
        scratch.text + block * 2 + block.replace("0001", "0009") + block.replace("= 1", "= 0"), encoding="utf-8"
    )
    said = scratch.said("check", status=5)
    assert f"payment '{KEY}' occurs twice" in said
    assert "no member 'HV-0009'" in said
    assert "'0' is not allowed" in said


def test_what_a_record_names_is_not_removed(paid: Scratch) -> None:
    assert f"payments.{KEY}" in paid.said("sector", "remove", "xay-lap", "--yes", status=4)


def test_a_database_and_the_schema_know_it(paid: Scratch) -> None:
    assert paid("export", "-o", "r.db").status == 0
    with closing(sqlite3.connect(paid.folder / "r.db")) as connection:
        assert connection.execute("PRAGMA foreign_key_check").fetchall() == []
        assert connection.execute("SELECT * FROM payments").fetchall() == [
            ("HV-0001", "2026-01-31", 12_500_000_000, None, 1)
        ]
        assert connection.execute("SELECT * FROM payment_items ORDER BY place").fetchall() == [
            ("HV-0001", "2026-01-31", 1, "Hội phí", 12_000_000_000, "xay-lap"),
            ("HV-0001", "2026-01-31", 2, "Quỹ; a", 500_000_000, None),
        ]
    schema = json.loads(paid("schema").out)
    assert schema["$defs"]["Registry"]["properties"]["payments"]["items"] == {"$ref": "#/$defs/Payment"}
    assert schema["$defs"]["Payment"]["required"] == ["member", "on", "amount"]


@pytest.mark.parametrize(
    ("line", "offered"),
    [
        ("hiephoi pay", ["payment"]),
        ("hiephoi payment add --m", ["--member"]),
        ("hiephoi payment add --member top", ["HV-0001"]),
        ("hiephoi payment show HV", [KEY]),
    ],
)
def test_completion_offers_it(paid: Scratch, line: str, offered: list[str]) -> None:
    result = paid(_HIEPHOI_COMPLETE="complete_zsh", COMP_WORDS=line)
    assert ([answer.split("\t")[0] for answer in result.out.splitlines()[1:]], result.err) == (offered, "")


@pytest.mark.parametrize(
    ("args", "english", "vietnamese"),
    [
        ((), "Payments: list, show, add, edit, remove, import, export.", "Payments: list, show"),
        (("payment",), "Add one payment; its key is printed.", "Thêm một payment và in ra mã."),
        (("payment", "add"), "(text=, amount=, sector=)", "TRƯỜNG=…; …"),
        (("payment", "edit"), "Payment: member, day, or words that fit no other", "Payment: hội viên, day, hoặc"),
    ],
)
def test_help_speaks_of_it(scratch: Scratch, args: tuple[str, ...], english: str, vietnamese: str) -> None:
    for language, words in (("en", english), ("vi", vietnamese)):
        shown = " ".join(scratch(*args, "--help", HIEPHOI_LANG=language).out.replace("│", " ").split())
        assert words in shown


@pytest.mark.deep
def test_on_a_terminal_what_is_missing_is_asked_for(scratch: Scratch) -> None:
    answers = ["top land", "31/01/2026", "12500000000"]
    result = scratch.terminal("payment", "add", answers=answers)
    assert result.status == 0, result
    assert scratch.payments() == [PAYMENT | {"items": []}]
