"""A regular expression of a module does what a compiled one does, and costs nothing until then."""

import re

import pytest

from hiephoi_cli.patterns import pattern


def test_it_does_what_a_compiled_one_does() -> None:
    text, flags = "(?P<word>b+)", re.IGNORECASE
    for found in (pattern(text, flags), re.compile(text, flags)):
        assert found.pattern == text
        assert found.search("aBBa", 1).span("word") == (1, 3)  # type: ignore[union-attr]
        assert found.sub(lambda match: match[0].lower(), "aBBa") == "abba"
        assert found.groupindex == {"word": 1}
    assert pattern(b"b").findall(b"abba") == [b"b", b"b"]


def test_a_fault_in_it_is_raised_by_its_first_use() -> None:
    faulty = pattern("(")
    with pytest.raises(re.error):
        faulty.match("")
