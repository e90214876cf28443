"""Keeps the Vietnamese catalogue in step with the program: `python .ci/catalogue.py` after a message has changed.

Adds new messages without a translation, drops stale ones, and compiles the catalogue.
"""

import io
import os
from collections.abc import Iterable, Iterator
from functools import cache
from pathlib import Path
from typing import Any

import typer
from babel.messages.catalog import Catalog
from babel.messages.extract import extract_from_dir
from babel.messages.mofile import write_mo
from babel.messages.pofile import read_po, write_po

from hiephoi_cli import cli
from hiephoi_cli.interface.help_texts import help_texts

os.environ["HIEPHOI_LANG"] = "en"  # commands are built in the source language
Message = str | tuple[str, ...]
"""A message, or its singular and plural."""

PACKAGE = Path(cli.__file__).parent
PO = PACKAGE / "locale/vi/LC_MESSAGES/hiephoi.po"
MO = PO.with_suffix(".mo")

OF_TYPER = (
    "Arguments",
    "Commands",
    "Options",
    "Usage:",
    "[OPTIONS]",
    "COMMAND [ARGS]...",
    "[default: {}]",
    "[env var: {}]",
    "[required]",
    "Missing command.",
    "Show this message and exit.",
)
"""Typer's own messages, for which it asks gettext."""


@cache
def messages() -> set[Message]:
    """Every message that the program may ask a translation for."""
    keywords = {"_": None, "N_": None, "ngettext": (1, 2)}
    extracted = extract_from_dir(PACKAGE, method_map=[("**.py", "python")], keywords=keywords)
    in_code: set[Message] = {message for _file, _line, message, _comments, _context in extracted if any(message)}
    singular = {message[0] for message in in_code if isinstance(message, tuple)}
    return (in_code - singular) | help_texts(built_commands()) | {*OF_TYPER}


def built_commands() -> Iterator[Any]:
    """The app and every command under it, built as on a call, before translation."""
    yield from _built(typer.main.get_command(cli.app))


def catalogue() -> Catalog:
    """The catalogue on disk."""
    with PO.open("rb") as file:
        return read_po(file, locale="vi", domain="hiephoi")


def untranslated(catalog: Catalog) -> list[Message]:
    """Messages of the program that the catalogue leaves in English."""
    return _sorted(message for message in messages() if not (entry := catalog.get(message)) or not _is_full(entry))


def stale(catalog: Catalog) -> list[Message]:
    """Messages of the catalogue that the program no longer has."""
    ids: set[Message] = {entry.id if isinstance(entry.id, str) else tuple(entry.id) for entry in catalog if entry.id}
    return _sorted(ids - messages())


def compiled(catalog: Catalog) -> bytes:
    """The catalogue in gettext's binary format."""
    buffer = io.BytesIO()
    write_mo(buffer, catalog)
    return buffer.getvalue()


def _sorted(of: Iterable[Message]) -> list[Message]:
    return sorted(of, key=lambda message: message if isinstance(message, str) else message[0])


def _is_full(entry: Any) -> bool:  # noqa: ANN401  Babel's untyped message
    """Whether a message, and each of its plurals, has a translation, in as many forms as the language has."""
    return bool(entry.string) and (isinstance(entry.string, str) or all(entry.string))


def _built(command: Any) -> Iterator[Any]:  # noqa: ANN401  Typer's private type
    yield command
    for name in getattr(command, "names", ()):
        yield from _built(command.build(name))


def main() -> None:
    """Update the catalogue and list the messages to translate."""
    old = catalogue() if PO.exists() else Catalog(locale="vi", domain="hiephoi")
    new = Catalog(
        locale="vi",
        domain="hiephoi",
        header_comment="# Vietnamese messages of hiephoi.",
        project="hiephoi",
        version="1",
        fuzzy=False,
        creation_date=old.creation_date,
        revision_date=old.creation_date,
    )
    new.msgid_bugs_address, new.last_translator, new.language_team = "", "", "vi"
    for message in _sorted(messages()):
        entry = old.get(message)
        new.add(message, entry.string if entry and isinstance(entry.id, type(message)) else "")
    with PO.open("wb") as file:
        write_po(file, new, width=0, no_location=True, omit_header=False)
    MO.write_bytes(compiled(new))
    for message in untranslated(new):
        print(f"to translate: {message}")


if __name__ == "__main__":
    main()
