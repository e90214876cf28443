"""Errors about files that do not hold a registry, each with every fault of the file."""

from collections.abc import Mapping
from pathlib import Path

from hiephoi_cli.domain.faults import faults
from hiephoi_cli.domain.problems import Place, Problem, invalid
from hiephoi_cli.domain.words import Severity
from hiephoi_cli.errors import InvalidData, Report
from hiephoi_cli.i18n import _
from hiephoi_cli.storage.hints import hinted
from hiephoi_cli.storage.name import quoted, restoring
from hiephoi_cli.storage.slip_reports import Spotted
from hiephoi_cli.storage.slips import Slips, slips
from hiephoi_cli.storage.spots import Spots


class Broken(InvalidData):
    """A file that is not TOML, or not text, with every slip in it."""

    def __init__(self, path: Path, slips: Slips) -> None:
        first, *more = (
            Report(f"{path}:{slip.line}:{slip.column}: {slip.message}", slip.hint) for slip in slips.spotted
        )
        super().__init__(*first, more=more)
        self.slips = slips


def not_text(path: Path, data: bytes, start: int) -> Broken:
    """The bytes are not UTF-8 from `start` on."""
    line = data.count(b"\n", 0, start) + 1
    message, hint = _("the file is not UTF-8 text"), _("save it again as UTF-8 in your editor")
    return Broken(path, Slips([Spotted(line, 1, 1, message, hint)], None, []))


def not_toml(path: Path, text: str) -> Broken:
    """The text is not TOML."""
    return Broken(path, slips(text))


def without_content(path: Path) -> InvalidData:
    """The file is empty."""
    return invalid([empty(path)], lambda _problem: f"{path}: ")


def empty(path: Path) -> Problem:
    """The problem of an empty file."""
    hint = _("begin a registry in it: `{command}`; if it held one, restore a copy")
    hint = restoring(path) or hint.format(command=f"hiephoi init {quoted(path)}")
    return Problem("empty", Severity.ERROR, Place(), _("the file is empty"), hint)


def not_a_registry(path: Path, text: str, values: Mapping[str, object]) -> InvalidData:
    """The text is TOML, but its values are not those of a registry; each fault has its line and column."""
    spots = Spots(text)
    placed = [(spots.of(fault.place, fault.rule), fault) for fault in faults(values)]
    placed.sort(key=lambda pair: pair[0][:2])
    with_hints = {hinted(fault, spot, spots.lines[spot.line - 1]): spot for spot, fault in placed}
    return invalid(list(with_hints), lambda fault: f"{path}:{with_hints[fault].line}:{with_hints[fault].column}: ")
