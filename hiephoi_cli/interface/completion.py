"""What the shell offers when somebody presses Tab; it never fails and never says a word."""

import re
from collections.abc import Callable, Iterator

import typer

from hiephoi_cli.domain.records import Record
from hiephoi_cli.domain.vietnamese import fold
from hiephoi_cli.interface.invocation import registry_path
from hiephoi_cli.storage.read import read

Completer = Callable[[typer.Context, str], list[tuple[str, str]]]

_OFFERED_AT_MOST = 200
_UNSAFE_IN_SHELLS = re.compile(r"[^\w .,&/()+-]")
"""Shells run what completion offers through `eval`, and Typer through Rich's markup: only plain text is offered."""


class _Fits(str):
    """A key that is offered for a part of the name; Typer drops what does not begin with the text typed."""

    __slots__ = ()

    def startswith(self, _prefix: object, *_span: object) -> bool:
        return True


def completes(kind: str) -> Completer:
    """Completes keys of that kind, by the key's beginning or by words of the name, whatever the accents."""

    def complete(ctx: typer.Context, incomplete: str) -> list[tuple[str, str]]:
        try:
            records = getattr(read(registry_path(ctx)), kind)
        except Exception:  # noqa: BLE001  whatever it is, the middle of a command line is no place to tell it
            return []
        return [
            (_Fits(key), _UNSAFE_IN_SHELLS.sub(" ", label))
            for key, label in _fitting(records, incomplete)
            if not _UNSAFE_IN_SHELLS.search(key)
        ]

    return complete


def _fitting(records: tuple[Record, ...], incomplete: str) -> Iterator[tuple[str, str]]:
    folded = fold(incomplete)
    beginning = [record for record in records if fold(record.key).startswith(folded)]
    named = [] if beginning else [record for record in records if folded in fold(record.label)]
    for record in (beginning or named)[:_OFFERED_AT_MOST]:
        yield record.key, record.label
