"""Commands whose options follow from more than their own code: Typer reads them off a signature made here."""

import inspect
from collections.abc import Callable, Iterable
from typing import Any, TypeVar

Function = TypeVar("Function", bound=Callable[..., Any])


def parameters(function: Callable[..., Any]) -> dict[str, inspect.Parameter]:
    """The parameters of a function by name, their annotations resolved."""
    return dict(inspect.signature(function, eval_str=True).parameters)


def option(name: str, annotation: object, default: object = None) -> inspect.Parameter:
    """A parameter that Typer makes an option or an argument of, as its annotation says."""
    return inspect.Parameter(name, inspect.Parameter.KEYWORD_ONLY, annotation=annotation, default=default)


def presented(function: Function, verb: Callable[..., Any], asked: Iterable[inspect.Parameter]) -> Function:
    """The function under the verb's name and docstring, with these parameters, and the context if it takes one."""
    context = [parameter for name, parameter in parameters(function).items() if name == "ctx"]
    named = [parameter.replace(kind=inspect.Parameter.KEYWORD_ONLY) for parameter in (*context, *asked)]
    function.__signature__ = inspect.Signature(named)  # type: ignore[attr-defined]
    function.__name__, function.__doc__ = verb.__name__, verb.__doc__
    function.__wrapped__ = verb  # type: ignore[attr-defined]
    return function
