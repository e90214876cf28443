"""Regular expressions that are compiled when first used: compiling all of them takes longer than most commands run."""

import re
from typing import Any, AnyStr, Generic, cast


class _Uncompiled(Generic[AnyStr]):
    """Compiles when an attribute is first used, and keeps that attribute."""

    def __init__(self, pattern: AnyStr, flags: int) -> None:
        self.pattern: AnyStr = pattern
        self.flags = flags

    def __getattr__(self, name: str) -> Any:  # noqa: ANN401  of any attribute
        attribute = getattr(re.compile(self.pattern, self.flags), name)
        setattr(self, name, attribute)  # `__getattr__` is not asked again
        return attribute


def pattern(text: AnyStr, flags: int = 0) -> re.Pattern[AnyStr]:
    """The regular expression, for the constants of a module. An error in it is raised by its first use."""
    return cast("re.Pattern[AnyStr]", _Uncompiled(text, flags))
