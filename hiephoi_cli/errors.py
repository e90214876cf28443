"""Every way a command can fail, each with its exit code."""

import sys
from collections.abc import Iterable
from typing import ClassVar, NamedTuple


class Report(NamedTuple):
    """What went wrong and how to fix it; `hint` is empty if there is nothing to suggest."""

    message: str
    hint: str = ""


class HiephoiError(Exception):
    """A failure reported to the user in words; the exit code belongs to the class."""

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
    """No record matches."""

    exit_code = 3


class Conflict(HiephoiError):
    """Taken, ambiguous, locked, or changed by somebody else in the meantime."""

    exit_code = 4


class InvalidData(HiephoiError):
    """A value, a file or a change that breaks the rules of the registry."""

    exit_code = 5


class FileTrouble(HiephoiError):
    """A file that cannot be read, or cannot be written safely."""

    exit_code = 6
