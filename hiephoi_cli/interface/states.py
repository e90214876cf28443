"""States of a registry that a command line names: files, git revisions, and states of the log."""

import re
from contextlib import suppress
from pathlib import Path

from msgspec import Struct

from hiephoi_cli.domain.records import Association, Registry
from hiephoi_cli.errors import FileTrouble, InvalidData, NotFound, UsageError
from hiephoi_cli.files.source import read_bytes
from hiephoi_cli.i18n import _
from hiephoi_cli.interface.invocation import today
from hiephoi_cli.interface.moments import moment
from hiephoi_cli.patterns import pattern
from hiephoi_cli.storage.git import Git
from hiephoi_cli.storage.history import When, as_of, history
from hiephoi_cli.storage.read import current, registry_in

NOTHING = "/dev/null"
"""What git calls the file where there is none."""
_FLAGGED = pattern(r"#\d{1,18}", re.ASCII)


class State(Struct, frozen=True):
    """A text of the registry, what people call it, and what is uncertain about it."""

    name: str
    data: bytes
    remark: str = ""
    look: str = ""
    """A command that helps where it cannot be read."""

    @property
    def registry(self) -> Registry:
        """The registry in it; an empty one where there is no file. Raises InvalidData with one sentence."""
        if self.name == NOTHING:
            return Registry(1, Association(""))
        try:
            return registry_in(Path(self.name), self.data)
        except InvalidData as error:
            first, *more = (report.message for report in error.reports)
            reason = first.removeprefix(f"{self.name}:") + (f" (+{len(more)})" if more else "")
            raise InvalidData(
                _("{state} cannot be read as a registry: {reason}").format(state=self.name, reason=reason.strip()),
                self.look or _("to compare the lines, add --format diff"),
            ) from None


def file_state(name: str) -> State:
    """What a file holds, or standard input for `-`. Raises FileTrouble."""
    return State(name, read_bytes(name))


def usual_states(path: Path) -> tuple[State, State]:
    """The file as git has it in its last commit, else as the log has it last; and the file as it is."""
    now = State(str(path), current(path))
    with suppress(FileTrouble):  # no git, or git may not look there
        git = Git(path)
        if git.is_repository and (data := git.text("HEAD")) is not None:
            return State("HEAD", data), now
    known = history(path)
    logged = as_of(path, When(known.logged))
    return State(f"#{known.logged}", logged.data, "" if known.last else _("nothing has been logged yet")), now


def state(path: Path, text: str) -> State:
    """The state that a text names: a file, a state of the log, or a git revision. Raises NotFound, UsageError."""
    if text == "-" or (text and Path(text).exists()):
        return file_state(text)
    if not _FLAGGED.fullmatch(text) and (found := _in_git(path, text)):
        return found
    try:
        when = moment(text, today())
    except UsageError:
        raise NotFound(
            _("'{text}' is neither a file, a git revision, nor a state of the log").format(text=text),
            _("write registry-2025.toml, HEAD~1, '#12' for the state after change 12, or a day"),
        ) from None
    past = as_of(path, when)
    return State(text if when.number is None else f"#{when.number}", past.data, past.remark)


def _in_git(path: Path, text: str) -> State | None:
    """The registry, or the file named after a colon, in a git revision; None where there is no such thing."""
    with suppress(FileTrouble):
        git = Git(path)
        if not git.is_repository:
            return None
        revision, colon, _name = text.partition(":")
        if git.answer("rev-parse", "--verify", "--quiet", "--end-of-options", f"{revision or 'HEAD'}^{{tree}}").code:
            return None
        data = git.run("cat-file", "--filters", text) if colon else git.text(revision)
        if data is None:
            raise NotFound(_("{revision} has no {file}").format(revision=revision, file=path.name), "git log --stat")
        return State(text, data)
    return None
