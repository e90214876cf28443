"""The help of every verb ends in examples, which work in the shipped registry when they are typed one by one."""

import shlex

import pytest

from harness import Cli, share
from repositories import of_git, repository
from test_contracts import verbs

_AT_MOST = 3
_CHANGE = ("member", "edit", "HV-0001", "--phone", "0225 3 111 222")
_BEFORE = {("undo",): [_CHANGE], ("redo",): [_CHANGE, ("undo",)]}
"""What a verb needs to have been done."""


def _leave_conflict(cli: Cli) -> None:
    """The registry in a repository, with something that a merge left undecided."""
    repository(cli)
    cli(*_CHANGE)
    cli.path.write_text(cli.text.replace("phone =", '# conflict: theirs: phone = "0225 3 111 333"\nphone ='), "utf-8")


@pytest.mark.parametrize("command", share(verbs(), every=6), ids=" ".join)
def test_the_examples_of_a_verb_work(cli: Cli, command: tuple[str, ...]) -> None:
    lines = [line.strip() for line in cli(*command, "--help", COLUMNS="200").out.splitlines()]
    examples = [line for line in lines[lines.index("Examples:") + 1 :] if line]
    assert 0 < len(examples) <= _AT_MOST
    assert examples[-1].startswith(" ".join(("hiephoi", *command)))
    if command == ("sync",):
        cli.environment |= of_git(cli.folder)
    for words in _BEFORE.get(command, ()):
        assert cli(*words).status == 0
    if command == ("merge",):
        _leave_conflict(cli)
    for example in examples:
        _hiephoi, *words = shlex.split(example)
        asks = {"remove", "import", "--set-up"} & {*words}
        done = cli(*words, *(["--yes"] if asks else []))
        assert done.status == 0, done


@pytest.mark.parametrize("command", share(verbs(), every=6), ids=" ".join)
def test_help_names_no_types_of_the_program(cli: Cli, command: tuple[str, ...]) -> None:
    shown = cli(*command, "--help").out
    assert "<str>" not in shown
    assert "{" not in shown.splitlines()[1]
