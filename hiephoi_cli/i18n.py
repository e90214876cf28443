"""English source strings in the reader's language: HIEPHOI_LANG first, then the locale."""

import gettext as stdlib_gettext
import os
from collections.abc import Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from functools import cache
from pathlib import Path

DOMAIN = "hiephoi"
LOCALES = Path(__file__).parent / "locale"

_preferred = ContextVar("_preferred", default="")


def language() -> str:
    """`vi` or `en`, asked of the environment anew at each call."""
    asked = os.environ.get("HIEPHOI_LANG") or _preferred.get()
    for value in (asked, *map(os.environ.get, ("LC_ALL", "LC_MESSAGES", "LANG"))):
        if value:
            return "vi" if value.lower().startswith("vi") else "en"
    if os.name == "nt":
        import locale

        if (locale.getlocale()[0] or "").lower().startswith("vi"):
            return "vi"
    return "en"


@contextmanager
def vietnamese_first() -> Iterator[None]:
    """Within it, messages are in Vietnamese whatever the locale, unless HIEPHOI_LANG says otherwise."""
    token = _preferred.set("vi")
    try:
        yield
    finally:
        _preferred.reset(token)


def _(message: str) -> str:
    """The translation of a message, or the message itself."""
    return _catalogue(language()).gettext(message) if message else ""


def ngettext(one: str, many: str, n: int) -> str:
    """The translation of the form that fits `n`."""
    return _catalogue(language()).ngettext(one, many, n)


def spoken(message: str) -> set[str]:
    """A message in every language that the program speaks: whoever types a word may use any."""
    return {_catalogue(language).gettext(message) for language in ("en", "vi")}


def N_(message: str) -> str:  # noqa: N802  the field's standard name for it
    """Mark a message for translation where it is declared; it is translated where it is shown."""
    return message


def speak_through_gettext() -> None:
    """Let libraries that ask the standard gettext (Typer's help does) speak the reader's language."""
    os.environ["LANGUAGE"] = language()
    stdlib_gettext.bindtextdomain(DOMAIN, LOCALES)
    stdlib_gettext.textdomain(DOMAIN)


@cache
def _catalogue(language: str) -> stdlib_gettext.NullTranslations:
    return stdlib_gettext.translation(DOMAIN, LOCALES, [language], fallback=True)
