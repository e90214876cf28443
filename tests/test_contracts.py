"""What users rely on: every command has help and stands in the README, and starts without what it does not need."""

import inspect
import re
import subprocess
import sys
from collections.abc import Callable, Iterator
from functools import partial
from pathlib import Path
from typing import Any, get_args

import pytest

from harness import Cli, share
from hiephoi_cli import cli as app
from hiephoi_cli.domain.records import KINDS
from hiephoi_cli.interface.groups import nouns
from hiephoi_cli.interface.signature import parameters, tab_of
from transcripts import ROOT, on_terminal

HEAVY = {
    "rich",
    "python_calamine",
    "tomli",
    "xlsxwriter",
    "pydantic",
    "csv",
    "tomli_w",
    "hiephoi_cli.storage.update",
}


def commands() -> Iterator[tuple[tuple[str, ...], Callable[[], Any]]]:
    """The words of every command, and what builds it."""
    group = nouns(app.COMMANDS, "hiephoi_cli.commands")()
    for name in group.names:
        built = group.build(name)
        for verb in getattr(built, "names", ()):
            yield (name, verb), partial(built.build, verb)
        if not hasattr(built, "names"):
            yield (name,), lambda built=built: built


def verbs() -> list[tuple[str, ...]]:
    return [words for words, _build in commands()]


@pytest.mark.parametrize("kind", [table.command for table in KINDS.values()])
def test_the_overview_lists_the_verbs_that_a_kind_has(kind: str) -> None:
    listed, declared = (nouns(commands, "hiephoi_cli.commands")().build(kind).names for commands in (app.COMMANDS, {}))
    assert sorted(listed) == sorted(declared)


@pytest.mark.parametrize("command", share(verbs(), every=6), ids=" ".join)
def test_every_command_has_help_and_stands_in_the_readmes(cli: Cli, command: tuple[str, ...]) -> None:
    assert cli(*command, "--help").status == 0
    for readme in ("README.md", "README.vi.md"):
        lines = (ROOT / readme).read_text(encoding="utf-8").splitlines()
        assert any(all(f"`{word}" in line or f" {word}`" in line for word in command) for line in lines), readme


def test_every_option_completes_with_a_function_that_is_there_and_takes_its_arguments() -> None:
    tabs = {
        tab
        for _words, build in commands()
        for parameter in parameters(build().callback).values()
        for declared in get_args(parameter.annotation)
        if (tab := tab_of(declared))
    }
    assert tabs
    for tab in tabs:
        inspect.signature(tab.load()).bind("what is typed", *tab.arguments)


@pytest.mark.parametrize("language", ["en", "vi"])
def test_the_examples_of_conditions_in_help_hold_for_their_command(
    cli: Cli, language: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("HIEPHOI_LANG", language)
    usual = {("export",): ("-f", "popolo")}
    tried = 0
    for words, build in commands():
        where = next((one for one in build().params if one.name == "where"), None)
        for condition in re.findall(r"'([^' ]+)'", getattr(where, "help", "")):
            if re.search(r"COLUMN|CỘT", condition):
                continue  # stands for those of the command
            more = ("--unmet",) if condition.startswith("count") else usual.get(words, ())
            assert cli(*words, *more, "--where", condition, HIEPHOI_LANG=language).status == 0, (words, condition)
            tried += 1
    assert tried


@pytest.mark.parametrize("language", ["en", "vi"])
@pytest.mark.parametrize("verb", [("member", "edit"), ("office", "edit"), ("election", "edit")], ids=" ".join)
def test_help_shows_the_names_of_options_whole(cli: Cli, verb: tuple[str, ...], language: str) -> None:
    shown = cli(*verb, "--help", HIEPHOI_LANG=language, COLUMNS="80").out
    options = [line.split("  ")[0] for line in shown.splitlines() if line.startswith("│ --")]
    assert options
    assert [option for option in options if "…" in option] == []


@pytest.mark.parametrize(
    ("args", "unneeded"),
    share(
        [
            (("--version",), {"tomli", "msgspec", "hiephoi_cli.domain.records"}),
            (("member", "list", "--by", "sector"), set()),
            (
                ("member", "list"),
                {f"hiephoi_cli.{name}" for name in ("domain.changes", "domain.rules", "interface.completion")},
            ),
            (("member", "show", "HV-0001"), set()),
            (("sector", "list", "--format", "json"), set()),
            (("find", "tung"), set()),
            (("officer", "list"), set()),
        ],
        every=2,
    ),
)
def test_a_command_loads_only_what_it_needs(cli: Cli, args: tuple[str, ...], unneeded: set[str]) -> None:
    assert (HEAVY | unneeded) & loaded(cli, *args) == set()


def test_a_change_of_a_small_registry_loads_no_openssl(cli: Cli) -> None:
    assert {"_hashlib", "hiephoi_cli.storage.log"} & loaded(cli, "member", "edit", "HV-0001", "--note", "x") == {
        "hiephoi_cli.storage.log"
    }


def loaded(cli: Cli, *args: str) -> set[str]:
    """The modules that a command loads, among other words."""
    program = (
        "import sys; before = {*sys.modules}; from hiephoi_cli.cli import run; run(sys.argv[1:]);"
        "print(*{*sys.modules} - before, file=sys.stderr)"  # coverage may have loaded some
    )
    done = subprocess.run(
        [sys.executable, "-c", program, *args],
        cwd=cli.folder,
        env=cli.variables({}),
        capture_output=True,
        text=True,
        check=True,
    )
    return set(done.stderr.split())


@pytest.mark.parametrize(
    "command",
    share(["member list", "member show HV-0001", "member list --by sector", "stats", "report officers"], every=4),
)
def test_a_table_on_a_terminal_is_drawn_without_loading_rich(cli: Cli, command: str) -> None:
    program = "import sys; from hiephoi_cli.cli import run; run(sys.argv[1:]); print(*sys.modules)"
    status, shown = on_terminal(f'{sys.executable} -c "{program}" {command}', cli.folder, TERM="xterm")
    assert status == 0
    assert "╭─" in shown
    assert {"hiephoi_cli.output.grid", "rich.console"} & set(shown.split()) == {"hiephoi_cli.output.grid"}


@pytest.mark.parametrize("command", share(["member list", "member show HV-0001", "stats", "report officers"], every=3))
def test_a_table_written_to_a_file_from_a_terminal_has_no_styles(cli: Cli, command: str) -> None:
    status, _shown = on_terminal(f"hiephoi {command} --format table --output list.txt", cli.folder, TERM="xterm")
    text = (cli.folder / "list.txt").read_text(encoding="utf-8")
    assert status == 0
    assert "╭─" in text
    assert "\x1b" not in text


@pytest.mark.parametrize(
    ("environment", "head"),
    [
        ({"TERM": "xterm-256color"}, "│\x1b[1;36m \x1b[0m\x1b[1;36mID     \x1b[0m\x1b[1;36m \x1b[0m│"),
        ({"TERM": "xterm-256color", "NO_COLOR": "1"}, "│\x1b[1m \x1b[0m\x1b[1mID     \x1b[0m\x1b[1m \x1b[0m│"),
        ({"TERM": "dumb", "FORCE_COLOR": "1"}, "│ ID      │"),
    ],
)
def test_a_terminal_gets_the_styles_that_it_understands(cli: Cli, environment: dict[str, str], head: str) -> None:
    _status, shown = on_terminal("hiephoi member list", cli.folder, **environment)
    assert shown.splitlines()[1].startswith(head)


@pytest.mark.deep
def test_help_and_rules_say_the_same_without_docstrings(cli: Cli) -> None:
    asked = [
        *((*command, "--help") for command in share([(), *verbs()], every=18)),
        ("check", "--list"),
        ("check", "--explain"),
        ("schema",),
    ]
    program = f"from hiephoi_cli.cli import run\nfor args in {asked!r}: run(args)"
    for language in share(("en", "vi"), every=2):
        plain, optimised = (
            subprocess.run(
                [sys.executable, *flags, "-c", program],
                cwd=cli.folder,
                env=cli.variables({"HIEPHOI_LANG": language}),
                capture_output=True,
                encoding="utf-8",
                check=True,
            ).stdout
            for flags in ([], ["-OO"])
        )
        assert optimised == plain


def test_every_module_promises_something_in_one_sentence() -> None:
    for path in Path(app.__file__).parent.rglob("*.py"):
        quotes, docstring, _rest = path.read_text(encoding="utf-8").split('"""', 2)
        assert quotes == "", path
        assert docstring.partition("\n")[0].endswith("."), path


def test_the_version_is_shown(cli: Cli) -> None:
    assert cli("--version").out == "hiephoi 0.1.0\n"
