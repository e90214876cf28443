"""What git says when it fails, as a sentence for people who know no git, with what to do."""

import re
from collections.abc import Sequence

from msgspec import Struct

from hiephoi_cli.errors import Conflict, FileTrouble, HiephoiError, Report
from hiephoi_cli.i18n import N_, _
from hiephoi_cli.patterns import pattern
from hiephoi_cli.storage.git import Answer, GitFailed

_IDENTITY = 'git config --global user.name "…"; git config --global user.email "…"'
_BUSY = pattern(r"Unable to create '[^']*index\.lock': File exists|Another git process seems to be running")
_OVERTAKEN = pattern(
    r"fetch first|non-fast-forward|cannot lock ref|failed to update ref|stale info|incorrect old value|"
    r"failed to lock|unable to lock|reference already exists|remote ref is at .* but expected"
)
_BY_SERVER = pattern(r"(?m)^(?:remote:|!.*\[(?:remote )?rejected\])")
_PASSWORD = pattern(r"(?<=://)[^/@\s]+@")


class _Sign(Struct, frozen=True):
    """A pattern of git's words, whose groups the hint may name, and what they mean for the user."""

    words: str
    message: str
    hint: str


_SIGNS = (
    _Sign(
        r"Unable to create '(?P<lock>[^'\n]*\.lock)': File exists",
        N_("another git command is running"),
        N_("wait until it is done; if none is, one was killed: delete {lock}"),
    ),
    _Sign(
        r"Please tell me who you are|empty ident name|unable to auto-detect email|no (?:name|email) was given",
        N_("git does not know yet who you are"),
        _IDENTITY,
    ),
    _Sign(
        r"Authentication failed|could not read (?:Username|Password)|Permission denied \(|terminal prompts disabled|"
        r"HTTP Basic: Access denied|returned error: 40[13]|Host key verification failed",
        N_("the server did not accept your login: {url}"),
        N_("log in once with git itself: `git fetch`; changes committed here go out with the next `hiephoi sync`"),
    ),
    _Sign(
        r"Could not resolve host|Connection (?:refused|timed out|reset)|Network is unreachable|No route to host|"
        r"Failed to connect|unable to access|Could not resolve hostname|Operation timed out|early EOF|hung up",
        N_("the server cannot be reached: {url}"),
        N_("check the network; changes committed here go out with the next `hiephoi sync`"),
    ),
    _Sign(
        r"does not appear to be a git repository|[Rr]epository .*not found|not found: did you run|does not exist|"
        r"Could not read from remote repository",
        N_("there is no repository at {url}"),
        N_("is the shared folder connected? changes committed here go out with the next `hiephoi sync`"),
    ),
    _Sign(
        r"branch is currently checked out",
        N_("people work in the folder that is to be the server: {url}"),
        N_("set up sync with an empty folder: `hiephoi sync --set-up FOLDER`"),
    ),
    _Sign(
        r"insufficient permission|[Pp]ermission denied|Read-only file system|unable to create",
        N_("no permission to write at {url}"),
        N_("ask for permission; changes committed here go out with the next `hiephoi sync`"),
    ),
)


def in_words(command: str, answer: Answer, url: str = "") -> HiephoiError:
    """The error for a git command that failed; what git and its hooks said comes along where nothing is known of it."""
    said = f"{answer.err}\n{answer.out.decode('utf-8', 'replace')}"
    failed = GitFailed(command, answer)
    if "safe.directory" in said:
        return failed
    for sign in _SIGNS:
        if found := re.search(sign.words, said):
            message, hint = _(sign.message), _(sign.hint)
            return FileTrouble(message.format(url=url or _("the server")), hint.format(**found.groupdict()))
    lines = _last_lines(answer)
    if command in {"commit", "push"} and lines:
        return Conflict(_refusal(command, said), _("git says:"), more=[Report(line) for line in lines])
    return failed


def _refusal(command: str, said: str) -> str:
    """Who refused what: a hook on this machine may stop commits and pushes, the server only pushes."""
    if command == "commit":
        return _("git refused to commit")
    return _("the server refused the changes") if _BY_SERVER.search(said) else _("git refused to send the changes")


def _last_lines(answer: Answer) -> Sequence[str]:
    """The last lines of what git, its hooks and the server said."""
    lines = [_PASSWORD.sub("", line.strip()) for line in answer.err.splitlines() if line.strip()]
    return lines[-5:]


def is_busy(said: str) -> bool:
    """Whether another git was just at work in the same clone."""
    return bool(_BUSY.search(said))


def is_overtaken(answer: Answer) -> bool:
    """Whether a push came too late: somebody else pushed in between."""
    return bool(_OVERTAKEN.search(answer.out.decode("utf-8", "replace")) or _OVERTAKEN.search(answer.err))


def shown_url(url: str) -> str:
    """An address without name and password."""
    return _PASSWORD.sub("", url)
