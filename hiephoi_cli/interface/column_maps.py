"""Keeps under a name what the columns of a list hold, for the next list with the same headings."""

from collections.abc import Iterator, Mapping, Sequence
from contextlib import suppress
from pathlib import Path

from msgspec import Struct, json

from hiephoi_cli.domain.fields import Field, fields
from hiephoi_cli.domain.records import KINDS
from hiephoi_cli.domain.suggest import did_you_mean
from hiephoi_cli.errors import InvalidData, NotFound, UsageError
from hiephoi_cli.exchange.cell import Row
from hiephoi_cli.exchange.headings import titles
from hiephoi_cli.files.replace import replace_whole
from hiephoi_cli.files.source import read_bytes
from hiephoi_cli.files.system_errors import explained
from hiephoi_cli.i18n import _
from hiephoi_cli.output.stream import tell
from hiephoi_cli.patterns import pattern
from hiephoi_cli.storage.lock import note, state_folder

_ENDING, _MAP = ".json", ".map."
_NAME = pattern(r"[^\W_][\w .-]{0,60}")


class ColumnMap(Struct, frozen=True, forbid_unknown_fields=True, omit_defaults=True):
    """What the columns of a list hold."""

    kind: str = ""
    headings: Sequence[str] = ()
    """Those of the list for which it was saved."""
    map: Mapping[str, str] = {}
    """Fields by heading."""
    ignore: Sequence[str] = ()
    ignore_others: bool = False

    def fits(self, rows: Sequence[Row], declared: Mapping[str, Field]) -> bool:
        """Whether a list has the headings for which it was saved."""
        return bool(self.headings) and titles(rows, declared, self.map, self.ignore) == [*self.headings]


def saved_for(rows: Sequence[Row], kind: str, registry: Path) -> ColumnMap | None:
    """The map beside the registry that was saved for the headings of these rows, and a remark that names it."""
    for name in _names(registry):
        with suppress(InvalidData):
            column_map = _read(_path(name, registry))
            if column_map.kind != kind or not column_map.fits(rows, fields(KINDS[kind])):
                continue
            tell(_("columns as in map '{name}', saved for these headings").format(name=name))
            return column_map
    return None


def named_map(name: str, registry: Path) -> ColumnMap:
    """The map of that name beside the registry, or in that file. Raises NotFound, InvalidData, FileTrouble."""
    path = _path(name, registry)
    if not path.exists() and not _is_file(name):
        names = list(_names(registry))
        hint = did_you_mean(name, names) or (
            _("choose from: {columns}").format(columns=", ".join(names)) if names else "--save-map"
        )
        raise NotFound(_("no map '{name}'").format(name=name), hint)
    return _read(path)


def save_map(column_map: ColumnMap, name: str, registry: Path) -> None:
    """Keep a map under a name beside the registry, or in a file. Raises UsageError, FileTrouble."""
    path, data = _path(name, registry), json.format(json.encode(column_map), indent=2) + b"\n"
    if _is_file(name):
        replace_whole(path, data)
    else:
        state_folder(registry)
        with explained(path):
            note(path, registry, data)
    tell(_("map '{name}' saved").format(name=name))


def _path(name: str, registry: Path) -> Path:
    if _is_file(name):
        return Path(name)
    if not _NAME.fullmatch(name):
        raise UsageError(
            _("'{name}' cannot name a map").format(name=name), _("use letters, digits and dashes, or a file: map.json")
        )
    return _folder(registry) / f"{registry.name}{_MAP}{name}{_ENDING}"


def _is_file(name: str) -> bool:
    return name.endswith(_ENDING)


def _folder(registry: Path) -> Path:
    return registry.parent / ".hiephoi"


def _names(registry: Path) -> Iterator[str]:
    """The names of the maps beside the registry."""
    start = f"{registry.name}{_MAP}"
    files = sorted(_folder(registry).iterdir()) if _folder(registry).is_dir() else ()
    return (path.stem.removeprefix(start) for path in files if path.name.startswith(start) and path.suffix == _ENDING)


def _read(path: Path) -> ColumnMap:
    try:
        return json.decode(read_bytes(str(path)), type=ColumnMap)
    except ValueError:
        raise InvalidData(
            _("{file}: this is not a saved map").format(file=path), _("save it again with --save-map")
        ) from None
