"""Cuts a cell with several names of records into these, although names may hold the signs that stand between them."""

import re
from collections.abc import Callable

from hiephoi_cli.errors import InvalidData, Report
from hiephoi_cli.i18n import _
from hiephoi_cli.patterns import pattern

_BETWEEN = pattern(r"[,/&+|]|(?<!\w)(?:và|and)(?!\w)", re.IGNORECASE)
_SURELY_BETWEEN = {",", "/"}
"""Those that end unknown names too; the others may be part of one."""


def cut(text: str, is_known: Callable[[str], object]) -> list[str]:
    """The names in a text, the longest known ones first, so that `Cơ khí, chế tạo` is one if there is such a name."""
    ends = [(sign.start(), sign.end()) for sign in _BETWEEN.finditer(text)] + [(len(text), len(text) + 1)]
    names: list[str] = []
    start = 0
    while ends:
        known = [end for end in ends if is_known(text[start : end[0]].strip())]
        end = known[-1] if known else next(end for end in ends if text[slice(*end)] in {*_SURELY_BETWEEN, ""})
        names.append(text[start : end[0]].strip())
        start, ends = end[1], [later for later in ends if later > end]
    return [name for name in names if name]


def in_whole(error: InvalidData, cell: str) -> InvalidData:
    """The error about a name in a cell, which also says what the whole cell is."""
    message = _("{message}, in '{cell}'")
    reports = [
        report
        if f"'{cell}'" in report.message
        else Report(message.format(message=report.message, cell=cell), report.hint)
        for report in error.reports
    ]
    return InvalidData(*reports[0], more=reports[1:])
