"""The words of the command line, as they were typed."""

from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from contextvars import ContextVar

_words: ContextVar[Sequence[str]] = ContextVar("_words", default=())


@contextmanager
def typing(words: Sequence[str]) -> Iterator[None]:
    """Within it, these are the words of the command line."""
    token = _words.set(words)
    try:
        yield
    finally:
        _words.reset(token)


def words_typed() -> Sequence[str]:
    """The words of the command line, without the command's own name."""
    return _words.get()


def as_typed() -> str:
    """The command, quoted for a shell where need be."""
    import shlex  # only writers need it

    return shlex.join(["hiephoi", *_words.get()])
