"""Translates English messages to the reader's language: HIEPHOI_LANG, else LANGUAGE, else the locale."""

import gettext as stdlib_gettext
import os
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from contextvars import ContextVar
from functools import cache
from pathlib import Path

DOMAIN = "hiephoi"
LOCALES = Path(__file__).parent / "locale"

_LANGUAGES = ("en", "vi")
_preferred = ContextVar("_preferred", default="")


def language() -> str:
    """`vi` or `en`, read from the environment at each call.

    HIEPHOI_LANG comes first, then LANGUAGE (unless the locale is C, as in gettext), then the locale.
    """
    if asked := os.environ.get("HIEPHOI_LANG") or _preferred.get():
        return _spoken_of([asked])
    locale = next(filter(None, map(os.environ.get, ("LC_ALL", "LC_MESSAGES", "LANG"))), "") or _of_windows()
    listed = os.environ.get("LANGUAGE", "")
    return _spoken_of(listed.split(":") if listed and locale not in {"", "C", "POSIX"} else [locale])


def _spoken_of(names: Sequence[str]) -> str:
    """The first supported language among them, else English."""
    languages = (name[:2].lower() for name in names)
    return next((name for name in languages if name in _LANGUAGES), "en")


def _of_windows() -> str:
    """The locale of Windows, which is not in the environment."""
    if os.name != "nt":
        return ""
    import locale

    return locale.getlocale()[0] or ""


@contextmanager
def vietnamese_first() -> Iterator[None]:
    """In this context, messages are in Vietnamese unless HIEPHOI_LANG says otherwise."""
    token = _preferred.set("vi")
    try:
        yield
    finally:
        _preferred.reset(token)


def _(message: str) -> str:
    """The translation of a message, or the message itself."""
    return _catalogue(language()).gettext(message) if message else ""


def ngettext(one: str, many: str, n: int) -> str:
    """The translation in the singular or plural form for `n`."""
    return _catalogue(language()).ngettext(one, many, n)


def spoken(message: str) -> set[str]:
    """A message in every supported language, as users may type any of them."""
    return {_catalogue(language).gettext(message) for language in _LANGUAGES}


def N_(message: str) -> str:  # noqa: N802  the field's standard name for it
    """Mark a message for translation where it is declared; it is translated where it is shown."""
    return message


@contextmanager
def speaking_gettext() -> Iterator[None]:
    """In this context, libraries that use the standard gettext, such as Typer, speak the reader's language."""
    domain = stdlib_gettext.textdomain()
    stdlib_gettext.bindtextdomain(DOMAIN, LOCALES)
    stdlib_gettext.textdomain(DOMAIN)
    try:
        with environment(LANGUAGE=language()):
            yield
    finally:
        stdlib_gettext.textdomain(domain)


@contextmanager
def environment(**values: str) -> Iterator[None]:
    """In this context, the environment has these values, for libraries that read nothing else."""
    before = {name: os.environ.get(name) for name in values}
    os.environ.update(values)
    try:
        yield
    finally:
        for name, value in before.items():
            if value is None:
                del os.environ[name]
            else:
                os.environ[name] = value


@cache
def _catalogue(language: str) -> stdlib_gettext.NullTranslations:
    return stdlib_gettext.translation(DOMAIN, LOCALES, [language], fallback=True)
