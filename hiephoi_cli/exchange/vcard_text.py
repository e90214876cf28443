"""Reads the text of vCards: 4.0 (RFC 6350), 3.0 (RFC 2426), and 2.1, which telephones still write."""

import re
from collections.abc import Iterator, Mapping, Sequence
from quopri import decodestring

from msgspec import Struct, structs

from hiephoi_cli.errors import InvalidData
from hiephoi_cli.i18n import _
from hiephoi_cli.patterns import pattern

_HEAD = pattern(r"(?:(?P<group>[\w-]+)\.)?(?P<name>[A-Za-z][\w-]*)")
_OUTSIDE_QUOTES = r'(?:"[^"]*"|[^"{}])*'
_BEFORE_VALUE = pattern(_OUTSIDE_QUOTES.format(":"))
_BETWEEN_PARAMETERS = pattern(r'(?:"[^"]*"|[^";])+')
_ESCAPED_OR_END = pattern(r"(\\.)|;", re.DOTALL)
"""An escape, or the end of a component."""
_ESCAPED = pattern(r"\\(.)", re.DOTALL)
_QUOTED_PRINTABLE, _ENCODINGS = "QUOTED-PRINTABLE", {"QUOTED-PRINTABLE", "BASE64", "B", "8BIT", "7BIT"}
_BINARY = {"BASE64", "B"}


class Property(Struct, frozen=True):
    """A property of a card, its name and the names of its parameters in capitals."""

    name: str
    value: str
    """As it is written, with its escapes."""
    parameters: Mapping[str, Sequence[str]] = {}
    group: str = ""

    @property
    def types(self) -> set[str]:
        """What it is for: WORK, CELL, FAX."""
        return {kind.upper() for text in self.parameters.get("TYPE", ()) for kind in text.split(",")}

    @property
    def text(self) -> str:
        """Its value as text."""
        return unescaped(self.value)

    @property
    def components(self) -> list[str]:
        """The parts of its value, as those of an address."""
        marked = _ESCAPED_OR_END.sub(lambda sign: sign[1] or "\0", self.value)
        return [unescaped(part).strip() for part in marked.split("\0")]


class Card(Struct, frozen=True):
    """A card, and the line on which it begins."""

    line: int
    properties: Sequence[Property]

    def all(self, name: str) -> list[Property]:
        """The properties of that name that hold something, preferred ones first."""
        named = [one for one in self.properties if one.name == name and one.text.strip(" ;\n")]
        return sorted(named, key=lambda one: "PREF" not in one.types and "PREF" not in one.parameters)

    def texts(self, name: str) -> list[str]:
        """The values of these as texts, each once."""
        return list(dict.fromkeys(one.text.strip() for one in self.all(name)))


def cards(text: str) -> list[Card]:
    """The cards in a text. Raises InvalidData if it holds something else, or half a card."""
    found: list[Card] = []
    start, depth = 0, 0
    properties: list[Property] = []
    for number, line in _unfolded(text):
        one = _property(line, number)
        if one is None and depth and properties and _is_binary(properties[-1]):
            continue
        if one is None or not (depth or (one.name, one.value.upper()) == ("BEGIN", "VCARD")):
            raise _damaged(number, _("not part of a vCard"))
        if one.name == "BEGIN":
            start, depth = (start if depth else number), depth + 1
        elif one.name == "END":
            depth -= 1
            if not depth:
                found.append(Card(start, properties))
                properties = []
        elif depth == 1:  # deeper ones are the cards of assistants
            properties.append(one)
    if depth:
        raise _damaged(start, _("the vCard that begins here has no end"))
    return found


def _damaged(number: int, reason: str) -> InvalidData:
    return InvalidData(
        _("line {n}: {reason}").format(n=number, reason=reason), _("export the contacts again as vCards (.vcf)")
    )


def unescaped(text: str) -> str:
    r"""A text without its escapes: `\n` is a line end, `\,` a comma."""
    return _ESCAPED.sub(lambda escape: "\n" if escape[1] in "nN" else escape[1], text) if "\\" in text else text


def _unfolded(text: str) -> Iterator[tuple[int, str]]:
    """Each line that is not blank with its number; one folded over several is whole."""
    start, whole, is_old = 0, "", False
    for number, line in enumerate([*re.split(r"\r\n|\r|\n", text), "."], 1):
        if whole and whole.endswith("=") and _QUOTED_PRINTABLE in whole.partition(":")[0].upper():
            whole = whole[:-1] + line.lstrip(" \t")
        elif whole and line[:1] in {" ", "\t"}:
            whole += line if is_old else line[1:]
        else:
            if whole.strip():
                yield start, whole.strip()
            start, whole = number, line
            is_old = line.strip().upper() == "VERSION:2.1" or (is_old and line.strip().upper() != "END:VCARD")


def _property(line: str, number: int) -> Property | None:
    """The property on a line; None if it holds none."""
    before = _BEFORE_VALUE.match(line)
    named = _HEAD.match(line)
    if not (before and named and line[before.end() : before.end() + 1] == ":"):
        return None
    name, *written = _BETWEEN_PARAMETERS.findall(before[0])
    if named[0] != name.strip():
        return None
    parameters: dict[str, list[str]] = {}
    for parameter in written:
        key, equals, value = parameter.partition("=")
        if not equals:
            key, value = ("ENCODING" if key.strip().upper() in _ENCODINGS else "TYPE"), key
        parameters.setdefault(key.strip().upper(), []).append(value.strip().strip('"'))
    value = line[before.end() + 1 :].strip()
    one = Property(named["name"].upper(), value, parameters, named["group"] or "")
    encoding = parameters.get("ENCODING", [""])[0].upper()
    return structs.replace(one, value=_decoded(one, number)) if encoding == _QUOTED_PRINTABLE else one


def _decoded(one: Property, number: int) -> str:
    """The value of a quoted-printable property. Raises InvalidData if it is not in the encoding that it names."""
    charset = one.parameters.get("CHARSET", ["utf-8"])[0]
    try:
        return decodestring(one.value.encode()).decode(charset).replace("\r\n", "\n").replace("\r", "\n")
    except (LookupError, UnicodeError):
        raise InvalidData(
            _("line {n}: {reason}").format(
                n=number, reason=_("the text is not in the encoding {name}").format(name=charset)
            ),
            _("correct that line"),
        ) from None


def _is_binary(one: Property) -> bool:
    return one.parameters.get("ENCODING", [""])[0].upper() in _BINARY
