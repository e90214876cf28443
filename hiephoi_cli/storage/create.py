"""A new registry is made from the commented one that is shipped; nothing is ever overwritten."""

import json
import os
from pathlib import Path

from hiephoi_cli.domain.json_schema import json_schema
from hiephoi_cli.errors import Conflict
from hiephoi_cli.files.system_errors import explained
from hiephoi_cli.i18n import _, language
from hiephoi_cli.storage.lock import note, state_folder
from hiephoi_cli.toml.splice import Set, splice


def create(path: Path, name: str | None) -> None:
    """Make a new registry, for the association of that name if it is known, and its schema for editors beside it.

    Raises Conflict, FileTrouble.
    """
    text = (Path(__file__).parent / f"new.{language()}.toml").read_text(encoding="utf-8")
    text = text.replace("registry.toml.schema.json", f"{_in_toml(path.name)}.schema.json", 1)
    if name:
        text = splice(text, [Set(("association", "name"), name)], ())
    with explained(path):
        try:
            descriptor = os.open(path, os.O_WRONLY | os.O_CREAT | os.O_EXCL | getattr(os, "O_BINARY", 0), 0o666)
        except FileExistsError:
            raise Conflict(
                _("{file} is there already").format(file=path),
                _("name another file: `hiephoi init FILE`; nothing was overwritten"),
            ) from None
        try:
            with os.fdopen(descriptor, "wb") as file:
                file.write(text.encode())
                file.flush()
                os.fsync(descriptor)
            schema = json.dumps(json_schema(), ensure_ascii=False, indent=2) + "\n"
            note(state_folder(path) / f"{path.name}.schema.json", schema.encode(), path)
        except BaseException:
            path.unlink()
            raise


def _in_toml(name: str) -> str:
    """The name of a file as a comment can hold it: bytes that are no text are written as in the address of a page."""
    if name.isprintable():
        return name
    from urllib.parse import quote

    return quote(os.fsencode(name))
