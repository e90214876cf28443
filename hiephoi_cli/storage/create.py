"""Makes a new registry from the commented template; overwrites nothing but blank files."""

import codecs
import json
import os
from pathlib import Path

from hiephoi_cli.domain.json_schema import json_schema
from hiephoi_cli.errors import Conflict
from hiephoi_cli.files.access import create_like, write_through
from hiephoi_cli.files.replace import replace_whole
from hiephoi_cli.files.system_errors import explained
from hiephoi_cli.i18n import _, language
from hiephoi_cli.storage.lock import locked, note, state_folder
from hiephoi_cli.storage.log import begin
from hiephoi_cli.storage.name import copy_of, restoring
from hiephoi_cli.toml.splice import Set, splice

_WAIT = 10.0
"""Seconds to wait for the lock."""
_BLANK = 1 << 12
"""The largest size in bytes of a file that may be blank."""


def create(path: Path, name: str | None) -> list[str]:
    """Make a new registry, with the association's name if given, and beside it the schema for editors.

    Returns warnings about how it was written. Raises Conflict, FileTrouble.
    """
    text = (Path(__file__).parent / f"new.{language()}.toml").read_text(encoding="utf-8")
    text = text.replace("registry.toml.schema.json", f"{_in_toml(path.name)}.schema.json", 1)
    if name:
        text = splice(text, [Set(("association", "name"), name)], ())
    with explained(path):
        _refuse_held(path)
        if _is_blank(path):
            with locked(path, _WAIT):
                if _is_blank(path):
                    _note_schema(path)
                    odd = replace_whole(path, text.encode())
                    begin(path, text.encode())
                    return odd
        _make(path, text)
        begin(path, text.encode())
        return []


def _refuse_held(path: Path) -> None:
    """Raise Conflict where the log or git still has what the file held."""
    if not (_is_blank(path) or not path.exists()) or not (hint := restoring(path)):
        return
    if copy_of(path).exists():
        anew = _("to begin anew all the same, first delete its history: .hiephoi/{name}.last and .hiephoi/{name}.log*")
        hint = f"{hint}\n{anew.format(name=path.name)}"
    raise Conflict(_("{file} held a registry before").format(file=path), hint)


def _is_blank(path: Path) -> bool:
    """Whether it is a file with nothing but space and perhaps a byte-order mark."""
    if not path.is_file() or path.stat().st_size > _BLANK:
        return False
    return not path.read_bytes().removeprefix(codecs.BOM_UTF8).strip()


def _make(path: Path, text: str) -> None:
    try:
        descriptor = create_like(path, None).descriptor
    except FileExistsError:
        raise Conflict(
            _("{file} already exists").format(file=path),
            _("choose another file: `hiephoi init FILE`; nothing was overwritten"),
        ) from None
    try:
        with os.fdopen(descriptor, "wb"):
            write_through(descriptor, text.encode())
        _note_schema(path)
    except BaseException:
        path.unlink()
        raise


def _note_schema(path: Path) -> None:
    schema = json.dumps(json_schema(), ensure_ascii=False, indent=2) + "\n"
    note(state_folder(path) / f"{path.name}.schema.json", path, schema.encode())


def _in_toml(name: str) -> str:
    """A file's name for a comment: bytes that are not text are percent-encoded."""
    if name.isprintable():
        return name
    from urllib.parse import quote

    return quote(os.fsencode(name))
