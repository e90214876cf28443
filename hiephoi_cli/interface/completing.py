"""Completes the word before the cursor; never fails and never prints a message."""

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from typing import Any

from msgspec import Struct, structs

from hiephoi_cli.domain.ranking import Rank, ranked_by
from hiephoi_cli.domain.vietnamese import UNSAFE, fold, one_spelling
from hiephoi_cli.i18n import N_, _, spoken
from hiephoi_cli.interface.completion import Offer, Typed
from hiephoi_cli.interface.help_texts import spoken_help
from hiephoi_cli.interface.shells import SHELLS, Answer, Completion, Line, read_line
from hiephoi_cli.interface.verb import HELP_NAMES
from hiephoi_cli.patterns import pattern

_OFFERED_AT_MOST = 200
_FILE = pattern(r"\[?FILE\]?")
_HELP = N_("Show this message and exit.")


class _Place(Struct, frozen=True):
    """Where the word that is being typed stands."""

    command: Any
    noun: str
    given: dict[str, list[str]]
    parameter: Any = None
    """Whose value it is, if any."""
    options: bool = True
    """Whether it may be an option."""


def answered(app: Any, environment: Mapping[str, str]) -> Iterator[str]:  # noqa: ANN401  Typer's private type
    """The lines that the shell's script reads: how to take them, then one for each completion."""
    shell = environment["_HIEPHOI_COMPLETE"].removeprefix("complete_")
    try:
        line = read_line(shell, environment)
        lines = list(SHELLS[shell].lines(_answer(app, line), line))
    except Exception:  # noqa: BLE001  a message would end up in the command line
        return iter(("\n",))
    return (f"{text}\n" for text in lines)


def _answer(app: Any, line: Line) -> Answer:  # noqa: ANN401  Typer's private type
    place = _place(app, line.words[1:])
    text, prefix = line.typed.text, ""
    if place.options and place.parameter is None and text.startswith("-"):
        option, prefix = _option(place.command, text)
        if not option:
            return _completions(_options(place), text, "", _begins)
        text, place = text.removeprefix(prefix), structs.replace(place, parameter=option)
    elif place.parameter is None:
        place = structs.replace(place, parameter=_argument(place))
    if place.parameter is None:
        return _completions(_commands(place.command, text), text, "", _begins)
    if _FILE.fullmatch(place.parameter.metavar or ""):
        return Answer((), files=True)
    return _completions(_values(place, text), text, prefix, _fitting)


def _place(app: Any, words: Sequence[str]) -> _Place:  # noqa: ANN401  Typer's private type
    """Follow the words from the app to the command, and to what comes next."""
    place, wanted = _Place(app, "", {}), 0
    for word in words:
        if wanted:
            place.given.setdefault(place.parameter.name, []).append(word)
            wanted -= 1
        elif place.options and word == "--":
            place = structs.replace(place, options=False)
        elif place.options and word.startswith("-") and word != "-":
            option, prefix = _option(place.command, word)
            option = option or _named(place.command, word)
            place = structs.replace(place, parameter=option)
            if prefix:
                place.given.setdefault(option.name, []).append(word.removeprefix(prefix))
            elif option:
                place.given.setdefault(option.name, [])
                wanted = 0 if option.is_flag else option.nargs
        elif hasattr(place.command, "names"):
            place = _Place(place.command.build(word), place.noun or word, place.given)
        elif argument := _argument(place):
            place.given.setdefault(argument.name, []).append(word)
        if not wanted:
            place = structs.replace(place, parameter=None)
    return place


def _named(command: Any, word: str) -> Any:  # noqa: ANN401  Typer's private types
    """The option of that name."""
    return next((one for one in command.params if word in (*one.opts, *one.secondary_opts)), None)


def _option(command: Any, word: str) -> tuple[Any, str]:  # noqa: ANN401  Typer's private types
    """The option whose value a word holds too, `--name=value` or `-nvalue`, and what stands before the value."""
    name, equals, _value = word.partition("=")
    prefix = name + equals if word.startswith("--") else word[:2]
    option = _named(command, prefix.removesuffix("="))
    return (option, prefix) if option and not option.is_flag and prefix != name else (None, "")


def _argument(place: _Place) -> Any:  # noqa: ANN401  Typer's private type
    """The first argument that has no value yet, or takes several."""
    return next(
        (
            parameter
            for parameter in place.command.params
            if parameter.param_type_name == "argument" and (parameter.nargs < 0 or parameter.name not in place.given)
        ),
        None,
    )


def _commands(command: Any, text: str) -> list[Offer]:  # noqa: ANN401  Typer's private type
    """The commands that begin so; only their help is made."""
    names = [name for name in getattr(command, "names", ()) if name.startswith(text)]
    return [Offer(name, _plain(command.summary(name))) for name in names]


def _options(place: _Place) -> Iterator[Offer]:
    """The names of the options that may still be given."""
    for parameter in place.command.params:
        if parameter.param_type_name == "option" and (parameter.multiple or parameter.name not in place.given):
            yield from (Offer(name, _plain(parameter.help or "")) for name in parameter.opts)
    yield from (Offer(name, _(_HELP)) for name in HELP_NAMES["help_option_names"])


def _plain(help_: str) -> str:
    paragraph, *_more = spoken_help(help_).split("\n\n")
    return " ".join(paragraph.split())


def _values(place: _Place, text: str) -> Iterable[Offer]:
    typed: Any = Typed(place.command, place.noun, place.given, text)
    choices = (place.parameter.metavar or "").split("|")
    if choices[1:]:
        return [_choice(choice, text) for choice in choices]
    return [item.value for item in place.parameter.shell_complete(typed, "")]


def _choice(choice: str, text: str) -> Offer:
    """A choice under its key, or as one says in the user's language where that is what is being typed."""
    word = next((word for word in sorted(spoken(choice)) if word != choice and fold(word).startswith(fold(text))), "")
    if text and word and not choice.startswith(text):
        return Offer(word, choice)
    return Offer(choice, _(choice) if _(choice) != choice else "", also=(_(choice), *sorted(spoken(choice))))


def _begins(offers: Sequence[Offer], text: str) -> list[Offer]:
    return [offer for offer in offers if offer.startswith(text)]


def _fitting(offers: Sequence[Offer], text: str) -> list[Offer]:
    """Those that begin so, else those with such words in them or their name, else those that have it elsewhere."""
    if not text:
        return list(offers)
    spelled, folded = one_spelling(text), fold(text)
    beginning = [offer for offer in offers if fold(offer).startswith(folded)]
    if beginning:
        return [offer for offer in beginning if one_spelling(offer).startswith(spelled)] or beginning
    rank = ranked_by(text)
    called: Sequence[Callable[[Offer], tuple[str, ...]]] = (lambda one: (one, *one.also[:1]), lambda one: one.also[1:])
    for words in called:
        ranks = {offer: min((r for w in words(offer) if (r := rank(w)) is not None), default=None) for offer in offers}
        for worst in (Rank.CONTAINED_WORDS, Rank.WORDS, Rank.INSIDE):
            if fitting := [offer for offer, r in ranks.items() if r is not None and r <= worst]:
                return fitting
    return []


def _completions(
    offers: Iterable[Offer], text: str, prefix: str, fitting: Callable[[Sequence[Offer], str], list[Offer]]
) -> Answer:
    """What fits of the offers, each as the whole word; what commands a terminal is never offered."""
    offers = list(offers)
    before = offers[0].before if offers else ""
    found = fitting([offer for offer in offers if not UNSAFE.search(offer)], text.removeprefix(before))
    return Answer(
        tuple(
            Completion(prefix + offer.before + offer, offer, UNSAFE.sub(" ", offer.name))
            for offer in found[:_OFFERED_AT_MOST]
        )
    )
