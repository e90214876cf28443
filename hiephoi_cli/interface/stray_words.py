"""Refuses a value that the shell has split into words, and says how to type it."""

from collections.abc import Sequence

from hiephoi_cli.domain.vietnamese import typed
from hiephoi_cli.errors import UsageError
from hiephoi_cli.i18n import _

_COLUMNS = ("--columns", "-c")


def refuse_broken_columns(words: Sequence[str]) -> None:
    """Raise UsageError for `--columns id, name`, of which the shell makes two words."""
    for place, word in enumerate(words):
        option, equals, value = word.partition("=")
        if option not in _COLUMNS:
            continue
        start = place if equals else place + 1
        pieces = _pieces([value, *words[place + 1 :]] if equals else words[start:])
        if len(pieces) > 1:
            columns = ",".join(name.strip() for name in "".join(pieces).split(",") if name.strip())
            raise UsageError(
                _("unexpected '{word}'").format(word=pieces[1]),
                _("write the columns without a space between them: {option}").format(
                    option=f"--columns {typed(columns)}"
                ),
            )


def _pieces(words: Sequence[str]) -> Sequence[str]:
    """The first word, and those after it that a comma joins to it."""
    end = 1
    while end < len(words) and not words[end].startswith("-"):
        if not (words[end - 1].endswith(",") or words[end].startswith(",")):
            break
        end += 1
    return words[:end]
