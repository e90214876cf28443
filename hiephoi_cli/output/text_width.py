"""Text measured in columns of the screen, and wrapped to fit them, as Rich does it."""

from collections.abc import Sequence
from itertools import pairwise

from msgspec import Struct

from hiephoi_cli.domain.vietnamese import harmless
from hiephoi_cli.patterns import pattern

_WORD = pattern(r"\s*\S+\s*")
_NOT_PLAIN = pattern("[^ -~\u00a1-\u00ac\u00ae-\u02ff\u1e00-\u1eff\u2580-\u258f]")
"""All but Latin letters and signs, Vietnamese among them, and bars: each of these is harmless and takes one column."""


class Texts(Struct, frozen=True):
    """Texts that are safe to show."""

    texts: Sequence[str]
    plain: bool
    """Whether the width of each is known to be its length."""

    @property
    def widest(self) -> int:
        """The columns of the screen that the widest takes."""
        return max(map(len if self.plain else width, self.texts), default=0)


def safe(texts: Sequence[str]) -> Texts:
    """The texts, harmless; looked at all at once, which is much faster than one by one."""
    plain = _is_plain("".join(texts))
    return Texts(texts if plain else list(map(harmless, texts)), plain)


def width(text: str) -> int:
    """The columns of the screen that a text takes."""
    if _is_plain(text):
        return len(text)
    from rich.cells import cell_len

    return cell_len(text)


def wrapped(text: str, size: int) -> Sequence[str]:
    """The text in lines no wider than that, broken between words; a word that is wider itself is broken anywhere."""
    measure = len if _is_plain(text) else width
    breaks, used = [0], 0
    for word in _WORD.finditer(text):
        least = measure(word[0].rstrip())
        if least <= size - used:
            used += measure(word[0])
        elif least > size:
            *whole, rest = _pieces(word[0], size)
            breaks.append(word.start())
            for piece in whole:
                breaks.append(breaks[-1] + len(piece))
            used = measure(rest)
        else:
            breaks.append(word.start())
            used = measure(word[0])
    return [_cropped(text[start:end], size) for start, end in pairwise([*dict.fromkeys(breaks), len(text)])]


def _is_plain(text: str) -> bool:
    return not _NOT_PLAIN.search(text)


def _pieces(word: str, size: int) -> Sequence[str]:
    if _is_plain(word):
        return [word[start : start + size] for start in range(0, len(word), size)]
    from rich.cells import chop_cells

    return chop_cells(word, size)


def _cropped(line: str, size: int) -> str:
    """The line without the spaces at its end that have no room."""
    if len(line) > size:
        spaces = len(line) - len(line.rstrip())
        line = line[: max(size, len(line) - spaces)]
    if width(line) <= size:
        return line
    from rich.cells import set_cell_size

    return set_cell_size(line, size)
