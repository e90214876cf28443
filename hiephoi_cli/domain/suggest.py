"""What somebody may have meant who typed what is not there."""

from collections.abc import Collection, Iterable, Mapping
from itertools import chain

from hiephoi_cli.domain.vietnamese import fold, letters
from hiephoi_cli.errors import UsageError
from hiephoi_cli.i18n import _, spoken

_ALIKE = 0.7  # from 0 to 1, as difflib measures it


def closest(word: str, options: Iterable[str]) -> str | None:
    """The option most like a word, accents aside, or None when none is like it."""
    from difflib import get_close_matches

    by_fold = {fold(option).lstrip("-"): option for option in options}
    matches = get_close_matches(fold(word).lstrip("-"), by_fold, n=1, cutoff=_ALIKE)
    return by_fold[matches[0]] if matches else None


def did_you_mean(word: str, options: Iterable[str]) -> str:
    """A hint naming the closest option, or an empty one."""
    found = closest(word, options)
    return _("did you mean '{found}'?").format(found=found) if found else ""


def named(word: str, names: Mapping[str, Collection[str]], unknown: str) -> str:
    """The key that a word is, or that has it among its names in any language; case, accents and punctuation aside.

    A key wins over a name. Raises UsageError for a word that fits several keys, and with the message `unknown` for
    one that fits none.
    """
    if word in names:
        return word
    wanted = letters(word)
    fitting = [key for key in names if letters(key) == wanted] or [
        key for key, titles in names.items() if any(letters(title) == wanted for title in _in_all_languages(titles))
    ]
    if len(fitting) == 1:
        return fitting[0]
    if fitting:
        keys = ", ".join(f"'{key}'" for key in fitting)
        raise UsageError(_("'{text}' fits several: {keys}").format(text=word, keys=keys), _("write one of these"))
    near = did_you_mean(word, names) or did_you_mean(word, _in_all_languages(chain(*names.values())))
    raise UsageError(unknown, near or _("there are: {columns}").format(columns=", ".join(names)))


def _in_all_languages(titles: Iterable[str]) -> Iterable[str]:
    return (word for title in titles for word in sorted(spoken(title)))
