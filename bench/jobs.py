"""The jobs, with each tool's command for them; and the tools, with the command that installs each."""

import shlex
from collections.abc import Mapping
from typing import NamedTuple

from forms import MOST_VCARDS
from members import NEWCOMER

from hiephoi_cli.domain.fields import fields as declared_fields
from hiephoi_cli.domain.records import Member

OURS = "hiephoi"
EVERYDAY = 65
"""Members of a small association, the everyday case."""


class Tool(NamedTuple):
    """The program that shows whether the tool is installed, and the file that holds its members."""

    program: str
    install: str
    file: str


PEERS = {
    "recutils": Tool("recsel", "apt install recutils", "members.rec"),
    "sqlite-utils": Tool("sqlite-utils", "pip install sqlite-utils", "members.db"),
    "khard": Tool("khard", "pip install khard", "khard.conf"),
}
TOOLS = {
    OURS: Tool("hiephoi", "pip install .", "registry.toml"),
    **PEERS,
    "import typer": Tool("python3", "", ""),
    "python": Tool("python3", "", ""),
}
"""The last two are floors: no Typer program can start faster."""


class Command(NamedTuple):
    """A command line in a folder with the registry in all formats, and the most members it runs with."""

    line: str
    upto: float = float("inf")
    why: str = ""


class Job(NamedTuple):
    """One thing that people do, and how they do it with each tool."""

    what: str
    commands: Mapping[str, Command]
    sized: bool = True
    """Whether it depends on the number of members."""
    writes: bool = False
    """Whether every run needs a fresh copy of the files."""
    on_terminal: bool = False


_TYPER = 'python3 -c "import typer"'


def _khard(words: str) -> Command:
    return Command(f"khard -c khard.conf {words}", MOST_VCARDS, "every member is a file of its own")


def _quadratic(line: str) -> Command:
    return Command(line, 10_000, "it compares every record with every other")


def _new_member() -> Mapping[str, Command]:
    cells = NEWCOMER.cells
    fields = " ".join(f"-f {name.capitalize()} -v {shlex.quote(value)}" for name, value in cells.items())
    declared = declared_fields(Member)
    options = [word for name in list(cells)[2:] for word in (declared[name].option, cells[name])]
    return {
        OURS: Command(shlex.join(["hiephoi", "member", "add", cells["name"], *options])),
        "import typer": Command(_TYPER, 10_000),
        "recutils": _quadratic(f"recins -t Member {fields} members.rec"),
        "sqlite-utils": Command("sqlite-utils insert members.db members newcomer.json --pk id"),
    }


_IMPORT_TYPER = Command(_TYPER, EVERYDAY)
"""It stands beside our command, as a machine may change its speed within a second."""

JOBS = {
    "start": Job(
        "the time Python and Typer take to start",
        {"import typer": _IMPORT_TYPER, "python": Command("python3 -c pass")},
        sized=False,
    ),
    "version": Job(
        "the version",
        {
            OURS: Command("hiephoi --version"),
            "import typer": _IMPORT_TYPER,
            "recutils": Command("recsel --version"),
            "sqlite-utils": Command("sqlite-utils --version"),
            "khard": Command("khard --version"),
        },
        sized=False,
    ),
    "help": Job(
        "the help",
        {
            OURS: Command("hiephoi --help"),
            "import typer": _IMPORT_TYPER,
            "recutils": Command("recsel --help"),
            "sqlite-utils": Command("sqlite-utils --help"),
            "khard": Command("khard --help"),
        },
        sized=False,
    ),
    "completion": Job(
        "Tab completion of the beginning of an id",
        {
            OURS: Command("_HIEPHOI_COMPLETE=complete_bash COMP_WORDS='hiephoi member show HV-000' hiephoi"),
            "import typer": _IMPORT_TYPER,
        },
    ),
    "list": Job(
        "all members, into a pipe",
        {
            OURS: Command("hiephoi member list"),
            "import typer": _IMPORT_TYPER,
            "recutils": Command("recsel -t Member members.rec"),
            "sqlite-utils": Command("sqlite-utils rows members.db members --tsv"),
            "khard": _khard("list"),
        },
    ),
    "table": Job(
        "all members, as a table on a terminal of 80 columns",
        {
            OURS: Command("hiephoi member list"),
            "import typer": _IMPORT_TYPER,
            "sqlite-utils": Command("sqlite-utils rows members.db members --table"),
            "khard": _khard("list"),
        },
        on_terminal=True,
    ),
    "list-sector": Job(
        "the members of one sector, into a pipe",
        {
            OURS: Command("hiephoi member list --sector xay-lap"),
            "recutils": Command("""recsel -t Member -e "Sectors = 'xay-lap'" members.rec"""),
            "sqlite-utils": Command(
                "sqlite-utils query members.db \"select * from members where sectors like '%xay-lap%'\" --tsv"
            ),
            "khard": _khard("list categories:xay-lap"),
        },
    ),
    "where": Job(
        "the members of one sector who joined in a year, into a pipe",
        {
            OURS: Command("hiephoi member list --where sectors=xay-lap --where joined=2025"),
            "recutils": Command("""recsel -t Member -e "Sectors = 'xay-lap' && Joined ~ '^2025'" members.rec"""),
            "sqlite-utils": Command(
                "sqlite-utils query members.db \"select * from members where sectors like '%xay-lap%' and joined like"
                " '2025%'\" --tsv"
            ),
        },
    ),
    "show": Job(
        "every field of one member",
        {
            OURS: Command("hiephoi member show HV-0007"),
            "recutils": Command("""recsel -t Member -e "Id = 'HV-0007'" members.rec"""),
            "sqlite-utils": Command("sqlite-utils query members.db \"select * from members where id = 'HV-0007'\""),
            "khard": _khard("show uid:HV-0007"),
        },
    ),
    "find": Job("members by words typed without accents", {OURS: Command("hiephoi find 'hoa binh'")}),
    "add": Job("one more member", _new_member(), writes=True),
    "edit": Job(
        "a new telephone number for one member",
        {
            OURS: Command("hiephoi member edit HV-0007 --phone 02252000002"),
            "recutils": _quadratic("""recset -t Member -e "Id = 'HV-0007'" -f Phone -s 02252000002 members.rec"""),
            "sqlite-utils": Command(
                "sqlite-utils query members.db \"update members set phone = '02252000002' where id = 'HV-0007'\""
            ),
        },
        writes=True,
    ),
    "check": Job(
        "every problem in the file",
        {OURS: Command("hiephoi check"), "recutils": _quadratic("recfix --check members.rec")},
    ),
    "import": Job(
        "a spreadsheet of that many members, into the shipped registry or a new file; sqlite-utils detects the types"
        " of the columns, which takes half of its time and can be turned off",
        {
            OURS: Command("hiephoi --registry shipped.toml member import members.csv --yes"),
            "recutils": Command("csv2rec -t Member members.csv"),
            "sqlite-utils": Command("sqlite-utils insert new.db members members.csv --csv --pk tax_code"),
        },
        writes=True,
    ),
    "export": Job(
        "all members as a spreadsheet",
        {
            OURS: Command("hiephoi member export -o out.csv"),
            "recutils": Command("rec2csv -t Member members.rec"),
            "sqlite-utils": Command("sqlite-utils rows members.db members --csv"),
        },
        writes=True,
    ),
}
