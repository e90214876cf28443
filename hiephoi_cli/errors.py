"""Every way a command can fail, each with its exit code."""

import sys
from collections.abc import Iterable
from typing import ClassVar, NamedTuple


class Report(NamedTuple):
    """What went wrong, and what to do about it (empty when there is nothing to suggest)."""

    message: str
    hint: str = ""


class HiephoiError(Exception):
    """A failure that a user is told about in words; the exit code sits on the class."""

    exit_code: ClassVar[int] = 1

    def __init__(self, message: str, hint: str = "", *, more: Iterable[Report] = ()) -> None:
        super().__init__(message)
        self.reports = (Report(message, hint), *more)


class UsageError(HiephoiError):
    """The command line itself is wrong."""

    exit_code = 2


class NoWorkbooks(UsageError):
    """A library for workbooks, one of the extra `excel`, is not installed."""

    def __init__(self, message: str, library: str) -> None:
        super().__init__(message, f"{sys.executable} -m pip install {library}")


class NotFound(HiephoiError):
    """No record fits."""

    exit_code = 3


class Conflict(HiephoiError):
    """Taken, ambiguous, locked, or changed by somebody else meanwhile."""

    exit_code = 4


class InvalidData(HiephoiError):
    """A value, a file or a change that breaks the rules of the registry."""

    exit_code = 5


class FileTrouble(HiephoiError):
    """A file that cannot be read or written, or not safely."""

    exit_code = 6
