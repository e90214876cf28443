"""Groups of commands: a noun's verbs and the app's nouns, loaded and built only when they are called."""

from collections.abc import Callable, Collection, Iterable, Mapping, Sequence
from datetime import date
from functools import cached_property
from importlib import import_module
from importlib.util import find_spec
from types import ModuleType
from typing import TYPE_CHECKING, Any, TypeVar

import typer
from typer.core import TyperCommand, TyperGroup

from hiephoi_cli.errors import UsageError
from hiephoi_cli.i18n import N_, _
from hiephoi_cli.interface.verb import HELP_NAMES, Speaking, Words, build_verb

if TYPE_CHECKING:
    from hiephoi_cli.domain.records import Registry
    from hiephoi_cli.output.listing import Column

Function = TypeVar("Function", bound=Callable[..., Any])
MoreColumns = Callable[["Registry", date], Iterable["Column"]]


class _Lazy(Speaking, TyperGroup):
    """A group that knows its commands by name and builds only the one called."""

    @property
    def names(self) -> Words:
        """The commands, in the order of their declaration."""
        raise NotImplementedError

    def summary(self, name: str) -> str:
        """The help of a command in one line, in the form that `spoken_help` reads."""
        raise NotImplementedError

    def build(self, name: str) -> Any:  # noqa: ANN401  Typer's private type
        """The command of that name, in the source language."""
        raise NotImplementedError

    def list_commands(self, _ctx: typer.Context) -> Words:  # type: ignore[override]
        """The names, in the order of their declaration."""
        return self.names

    def get_command(self, _ctx: typer.Context, name: str) -> TyperCommand | None:  # type: ignore[override]
        """The name and the help of a command, for lists of commands."""
        from hiephoi_cli.interface.help_texts import spoken_help  # only for help

        return TyperCommand(name, help=spoken_help(self.summary(name))) if name in self.names else None

    def resolve_command(self, ctx: typer.Context, args: Words) -> tuple[str, Any, Words]:  # type: ignore[override]
        """The command that is called, built. Raises UsageError for an unknown one."""
        name, *rest = args
        if name not in self.names:
            from hiephoi_cli.interface.command_words import hint  # only for an unknown command

            raise UsageError(_("no command '{name}'").format(name=name), hint(self, ctx, args))
        return name, self.build(name), rest


class Noun:
    """The verbs of a module, and what it adds to a kind of records."""

    def __init__(
        self,
        *,
        without: Collection[str] = (),
        helps: Mapping[str, str] | None = None,
        example: str = "",
        examples: Mapping[str, Sequence[str]] | None = None,
        others: Sequence[str] = (),
    ) -> None:
        self.verbs: dict[str, Callable[..., None]] = {}
        self.more_columns: MoreColumns | None = None
        """Makes columns beside those of the fields."""
        self.without = without
        """The verbs of every kind that it lacks."""
        self.helps = dict(helps or {})
        """Help of its verbs, by name."""
        self.example = example
        """The KEY of a record in the shipped registry, for the examples of verbs of every kind."""
        self.examples = dict(examples or {})
        """Its own examples of verbs."""
        self.others = others
        """The modules that declare its other verbs, loaded only for them."""

    def verb(self, help_: str, *examples: str) -> Callable[[Function], Function]:
        """Make a function a verb of this noun; its name is the verb's.

        The help is not a docstring, because Python drops those under `-OO`.
        """

        def declared(function: Function) -> Function:
            name = function.__name__.rstrip("_")
            self.verbs[name], self.helps[name], self.examples[name] = function, help_, examples
            return function

        return declared

    def own(self, name: str) -> Callable[..., None] | None:
        """Its own verb of that name, if it has one."""
        for module in self.others:
            if name not in self.verbs and name not in OF_EVERY_KIND:
                import_module(module)
        return self.verbs.get(name)

    def columns(self, function: MoreColumns) -> MoreColumns:
        """Add to listings the columns that a function makes for a registry and today."""
        self.more_columns = function
        return function


class _OfEveryKind:
    """A verb that every kind of record has: the function that makes it, in a module of this room, and its help."""

    def __init__(self, module: str, maker: str, summary: str, examples: Sequence[str] = ()) -> None:
        self.module, self.maker, self.summary = module, maker, summary
        self.examples = examples
        """With `{noun}` and `{kind}`, and `{key}` where a record is named."""

    def examples_of(self, noun: str, kind: str, key: str) -> list[str]:
        """The examples for a kind; without a KEY to show, those that need none."""
        return [line.format(noun=noun, kind=kind, key=key) for line in self.examples if key or "{key}" not in line]


OF_EVERY_KIND = {
    "list": _OfEveryKind(
        "kind_reading",
        "list_verb",
        N_("List {kinds}."),
        ("hiephoi {noun} list", "hiephoi {noun} list --excel -o {kind}.csv"),
    ),
    "show": _OfEveryKind(
        "kind_reading", "show_verb", N_("Show everything about one {noun}."), ("hiephoi {noun} show {key}",)
    ),
    "add": _OfEveryKind("kind_changing", "add_verb", N_("Add one {noun}; its key is printed.")),
    "edit": _OfEveryKind(
        "kind_changing",
        "edit_verb",
        N_("Change one {noun}; a new value replaces the old one, a new list the whole old list."),
        ('hiephoi {noun} edit {key} --note "Cần kiểm tra lại"', "hiephoi {noun} edit {key} --clear note"),
    ),
    "remove": _OfEveryKind(
        "kind_changing",
        "remove_verb",
        N_("Remove one {noun} entered by mistake, if nothing refers to it."),
        ("hiephoi {noun} remove {key}",),
    ),
    "import": _OfEveryKind(
        "importing",
        "import_verb",
        N_("Add and change many records at once, from a spreadsheet, text or JSON."),
        ("hiephoi {noun} export -o {kind}.csv", "hiephoi {noun} import {kind}.csv --dry-run"),
    ),
    "export": _OfEveryKind(
        "exporting",
        "export_verb",
        N_("Export all of them with every field; `import` reads it back."),
        ("hiephoi {noun} export -o {kind}.csv", "hiephoi {noun} export -f json"),
    ),
}


class _Verbs(_Lazy):
    """The group of a noun: its own verbs, and those that every kind of record has."""

    def __init__(self, name: str, noun: Noun, listed: Words, own_summary: Callable[[], str]) -> None:
        super().__init__(name=name, no_args_is_help=True, context_settings=HELP_NAMES)
        self._noun = noun
        self._own_summary = own_summary
        self._kind = _kinds_by_command().get(name, "")
        self._listed = listed

    def localise(self) -> None:
        self.help = self.help or self._own_summary()
        super().localise()

    @property
    def names(self) -> Words:
        return self._listed or verbs_of(self._noun, self._kind)

    def summary(self, name: str) -> str:
        self._noun.own(name)  # declares the help
        if help_ := self._noun.helps.get(name):
            return help_
        from hiephoi_cli.interface.help_texts import about  # not needed by verbs of a noun's own

        return about(OF_EVERY_KIND[name].summary, self._kind)

    def build(self, name: str) -> Any:  # noqa: ANN401  Typer's private type
        if verb := self._noun.own(name):
            return build_verb(name, verb, self.summary(name), self._examples(name))
        common = OF_EVERY_KIND[name]
        module = import_module(f"{__package__}.{common.module}")
        made: Callable[..., None] = getattr(module, common.maker)(self._kind, self._noun)
        return build_verb(name, made, getattr(module, "HELP", "") or self.summary(name), self._examples(name))

    def _examples(self, name: str) -> Sequence[str]:
        own, common = self._noun.examples.get(name), OF_EVERY_KIND.get(name)
        return own or (common.examples_of(self.name or "", self._kind, self._noun.example) if common else ())


def verbs_of(noun: Noun, kind: str) -> list[str]:
    """The names of a noun's verbs; those of its own that no other kind has come after those that add."""
    for other in noun.others:
        import_module(other)
    if not kind:
        return [*noun.verbs]
    return _in_order([verb for verb in noun.verbs if verb not in OF_EVERY_KIND], noun.without)


def _declared(listed: str) -> list[str]:
    """The names of a kind's verbs, from the line that declares those of its own and the ones that it lacks."""
    words = listed.split()
    return _in_order(
        [word for word in words if not word.startswith("-")], [word[1:] for word in words if word.startswith("-")]
    )


def _in_order(own: Sequence[str], without: Collection[str]) -> list[str]:
    common = [verb for verb in OF_EVERY_KIND if verb not in without]
    place = common.index("edit")
    return [*common[:place], *own, *common[place:]]


def _kinds_by_command() -> dict[str, str]:
    """The kinds of records by the commands that are about them."""
    from hiephoi_cli.domain.records import KINDS  # not needed for --version

    return {table.command: kind for kind, table in KINDS.items()}


KINDS_HERE = ""
"""Holds the place of the nouns of all kinds of records among the commands."""


def nouns(commands: Mapping[str, str], package: str) -> type[TyperGroup]:
    """The class of the app's group: each command is a module of the package, with a `noun` or a `verb`.

    Each comes with its summary, or with the verbs of its noun where that is a kind of records. A kind without verbs of
    its own needs no module.
    """

    class Nouns(_Lazy):
        @cached_property
        def names(self) -> Words:
            """The commands, and in their place the nouns of the kinds that are not among them."""
            others = [name for name in _kinds_by_command() if name not in commands]
            return [name for command in commands for name in (others if command == KINDS_HERE else [command])]

        def summary(self, name: str) -> str:
            kind = _kinds_by_command().get(name)
            if not kind:
                return commands.get(name, "")
            from hiephoi_cli.interface.help_texts import about  # only for help

            verbs = self._declared_verbs(name) or verbs_of(_noun(package, name), kind)
            return about(N_("{Kinds}: {listed}."), kind, verbs)

        def build(self, name: str) -> Any:  # noqa: ANN401  Typer's private type
            module = _module(package, name)
            if verb := getattr(module, "verb", None):
                return build_verb(name, verb, self.summary(name), getattr(module, "EXAMPLES", ()))
            return build_noun(name, _noun(package, name), self._declared_verbs(name), lambda: self.summary(name))

        def _declared_verbs(self, name: str) -> list[str]:
            return _declared(commands[name]) if name in commands and name in _kinds_by_command() else []

    return Nouns


def _noun(package: str, name: str) -> Noun:
    """The noun of a command; a kind of records whose verbs are those of every kind has no module."""
    noun: Noun = getattr(_module(package, name), "noun", None) or Noun()
    return noun


def _module(package: str, name: str) -> ModuleType | None:
    full = f"{package}.{name}"
    return import_module(full) if find_spec(full) else None


def build_noun(name: str, noun: Noun, listed: Words, summary: Callable[[], str]) -> TyperGroup:
    """The group of a noun, with its verbs yet to be built; `listed` are their names, where they are declared."""
    return _Verbs(name, noun, listed, summary)
