"""Suggests what somebody may have meant by an unknown word."""

from collections.abc import Collection, Iterable, Mapping, Sequence
from itertools import chain

from hiephoi_cli.domain.vietnamese import fold, letters, words
from hiephoi_cli.errors import UsageError
from hiephoi_cli.i18n import _, spoken

_ALIKE = 0.7  # from 0 to 1, as difflib measures it


def closest(word: str, options: Iterable[str]) -> str | None:
    """The option most like a word, ignoring accents; None if none is similar."""
    from difflib import get_close_matches

    by_fold = {fold(option).lstrip("-"): option for option in options}
    matches = get_close_matches(fold(word).lstrip("-"), by_fold, n=1, cutoff=_ALIKE)
    return by_fold[matches[0]] if matches else None


def is_short_for(text: str, name: str) -> bool:
    """Whether every word of a text is one of the name or the initials of several, in order: `Phó CT`."""
    return _is_short_for(*(words(fold(words_).replace(".", " ")).split() for words_ in (text, name)))


def _is_short_for(short: Sequence[str], whole: Sequence[str]) -> bool:
    if not (short and whole):
        return not (short or whole)
    first, *rest = short
    lengths = [1] if first == whole[0] else []
    if len(first) <= len(whole) and first == "".join(word[0] for word in whole[: len(first)]):
        lengths.append(len(first))
    return any(_is_short_for(rest, whole[length:]) for length in lengths)


def did_you_mean(word: str, options: Iterable[str]) -> str:
    """A hint with the closest option; empty if none is similar."""
    option = closest(word, options)
    return _("did you mean '{option}'?").format(option=option) if option else ""


def named(word: str, names: Mapping[str, Collection[str]], unknown: str) -> str:
    """The key that a word names, itself or by a name in any language, ignoring case, accents and punctuation.

    A key wins over a name. Raises UsageError for a word that matches several keys, or, with the message `unknown`,
    none.
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
        raise UsageError(_("'{text}' matches several: {keys}").format(text=word, keys=keys), _("write one of these"))
    near = did_you_mean(word, names) or did_you_mean(word, _in_all_languages(chain(*names.values())))
    raise UsageError(unknown, near or _("choose from: {columns}").format(columns=", ".join(names)))


def _in_all_languages(titles: Iterable[str]) -> Iterable[str]:
    return (word for title in titles for word in sorted(spoken(title)))
