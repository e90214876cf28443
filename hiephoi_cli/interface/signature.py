"""Declares options for Typer: the signatures that it reads, sets of options, and what Tab offers."""

import inspect
from collections.abc import Callable, Iterable, Mapping
from functools import cache
from importlib import import_module
from typing import Any, TypeVar

from msgspec import Struct

Function = TypeVar("Function", bound=Callable[..., Any])
Options = TypeVar("Options")


class OnTab(Struct, frozen=True):
    """The function that finds what Tab offers for an option or an argument, loaded only when Tab is pressed."""

    function: str
    """One of `completion`, or `module.function` of another module of this room; its first argument is a `Typed`."""
    arguments: tuple[str, ...]
    """The other arguments."""

    @property
    def kind(self) -> str:
        """The kind of records whose keys are offered; empty where other values are."""
        return self.arguments[0] if self.function == "keys" else ""

    def load(self) -> Callable[..., Any]:
        """The function itself."""
        module, _dot, name = self.function.rpartition(".")
        function: Callable[..., Any] = getattr(import_module(f"{__package__}.{module or 'completion'}"), name)
        return function

    def offered(self, ctx: Any) -> Any:  # noqa: ANN401  its types are those of modules that only Tab loads
        """What it offers."""
        return self.load()(ctx, *self.arguments)


def on_tab(function: str, *arguments: str) -> Callable[[Any], Any]:
    """The value of Typer's `autocompletion`: the fields of an `OnTab`."""
    return OnTab(function, arguments).offered


def tab_of(declared: object) -> OnTab | None:
    """What `on_tab` made for the declaration of an option or an argument, if anything."""
    made = getattr(getattr(declared, "autocompletion", None), "__self__", None)
    return made if isinstance(made, OnTab) else None


class OptionSet(Struct, frozen=True):
    """Options that belong together; a command with a parameter of such a type has all of them."""


@cache
def parameters(function: Callable[..., Any]) -> Mapping[str, inspect.Parameter]:
    """The parameters of a function by name, their annotations resolved."""
    return inspect.signature(function, eval_str=True).parameters


def taken(options: Callable[..., Options], given: dict[str, Any]) -> Options:
    """A declared set of options, with its values taken out of `given`."""
    return options(**{name: given.pop(name) for name in parameters(options)})


def flat(function: Function) -> Function:
    """The function with the options of every declared set among its parameters in place of the set."""
    own = parameters(function)
    sets = {name: given.annotation for name, given in own.items() if is_set(given.annotation)}
    if not sets:
        return function

    def command(**given: Any) -> Any:  # noqa: ANN401  what the function gives
        return function(**{name: taken(options, given) for name, options in sets.items()}, **given)

    asked = [
        inner for name, given in own.items() for inner in (parameters(sets[name]).values() if name in sets else [given])
    ]
    return presented(command, function, asked)  # type: ignore[return-value]


def is_set(annotation: object) -> bool:
    """Whether a parameter takes a declared set of options."""
    return isinstance(annotation, type) and issubclass(annotation, OptionSet)


def option(name: str, annotation: object, default: object = None) -> inspect.Parameter:
    """A parameter that Typer makes an option or an argument of, as its annotation says."""
    return inspect.Parameter(name, inspect.Parameter.KEYWORD_ONLY, annotation=annotation, default=default)


def presented(function: Function, verb: Callable[..., Any], asked: Iterable[inspect.Parameter]) -> Function:
    """The function under the verb's name, with these parameters, and the context if it takes one."""
    context = [parameter for name, parameter in inspect.signature(function).parameters.items() if name == "ctx"]
    by_name = inspect.Parameter.KEYWORD_ONLY
    named = [one if one.kind is by_name else one.replace(kind=by_name) for one in (*context, *asked)]
    function.__signature__ = inspect.Signature(named)  # type: ignore[attr-defined]
    function.__name__ = verb.__name__
    function.__wrapped__ = verb  # type: ignore[attr-defined]
    return function
