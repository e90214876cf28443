"""What somebody may have meant who typed what is not there."""

from collections.abc import Iterable

from hiephoi_cli.domain.vietnamese import fold
from hiephoi_cli.i18n import _

_ALIKE = 0.7  # from 0 to 1, as difflib measures it


def closest(word: str, options: Iterable[str]) -> str | None:
    """The option most like a word, whatever the accents, or None when none is like it."""
    from difflib import get_close_matches

    by_fold = {fold(option).lstrip("-"): option for option in options}
    matches = get_close_matches(fold(word).lstrip("-"), by_fold, n=1, cutoff=_ALIKE)
    return by_fold[matches[0]] if matches else None


def did_you_mean(word: str, options: Iterable[str]) -> str:
    """A hint naming the closest option, or an empty one."""
    found = closest(word, options)
    return _("did you mean '{found}'?").format(found=found) if found else ""
