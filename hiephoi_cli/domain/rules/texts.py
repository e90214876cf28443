"""Rules of every record: keys, references, and text."""

from collections.abc import Iterator
from datetime import date
from functools import lru_cache
from itertools import chain
from operator import attrgetter
from unicodedata import is_normalized

import msgspec
from msgspec import Struct

from hiephoi_cli.domain.fields import fields
from hiephoi_cli.domain.look_alikes import look_alikes, may_look_alike
from hiephoi_cli.domain.problems import Place
from hiephoi_cli.domain.records import KINDS, Registry
from hiephoi_cli.domain.references import making
from hiephoi_cli.domain.rules.rule import TARGET, Finding, place, placed, rule, texts, ways
from hiephoi_cli.domain.suggest import did_you_mean
from hiephoi_cli.domain.vietnamese import UNSAFE, clean, slug
from hiephoi_cli.domain.words import Severity
from hiephoi_cli.i18n import N_, _
from hiephoi_cli.patterns import pattern

_LOST = pattern(r"\w[?\ufffd]\w")
_ASCII = bytes(range(0x7F))
_UNUSUAL = pattern("[^\u00c0-\u01bf\u1e80-\u1eff\u2010-\u2027]")
"""Not among Latin letters, dashes and quotation marks, which are printable, and in NFC in any order."""


@rule(
    Severity.ERROR,
    N_("Ids, codes and mandates are unique among their kind."),
    source=N_(
        "A mandate is identified by person, member, office and first day. Case, the place of tones and titles do not "
        "tell people apart."
    ),
    example="""
        [[sectors]]
        code = "xay-lap"
        name = "Xây dựng"
    """,
)
def duplicate(registry: Registry, _today: date) -> Iterator[Finding]:
    for kind, table in KINDS.items():
        first: dict[str, int] = {}
        for index, identity in enumerate(table.identities(getattr(registry, kind))):
            if (earlier := first.setdefault(identity, index)) != index:
                inner = table.identified_by if table.key_field() else ()
                yield Finding(
                    place(kind, index, registry, *inner),
                    _("{noun} '{key}' occurs twice").format(noun=_(table.noun), key=getattr(registry, kind)[index].key),
                    _("remove one of them, or give it an id or code of its own")
                    if inner
                    else _("remove one of them, or correct what identifies it"),
                    place(kind, earlier, registry, *inner),
                )


@rule(
    Severity.ERROR,
    N_("A sector, zone, office, member or election that a record names exists."),
    answered_by=(TARGET,),
    example="""
        [[members]]
        id = "HV-0002"
        name = "Công ty TNHH Mẫu"
        sectors = ["xay-dung"]
    """,
)
def reference(registry: Registry, _today: date) -> Iterator[Finding]:
    for name in KINDS:
        keys = {*KINDS[name].keys(getattr(registry, name))}
        if _named(registry, name) <= keys:
            continue
        for way, key in ways(registry, lambda field, name=name: field.refers_to == name):  # type: ignore[misc]
            if key not in keys:
                yield Finding(
                    placed(registry, way),
                    _("no {noun} '{key}'").format(noun=_(KINDS[name].noun), key=key),
                    did_you_mean(key, keys) or making(KINDS[name], key),
                )


@rule(
    Severity.ERROR,
    N_("Text is in Unicode's NFC, and has no control characters and no marks that turn the reading direction."),
    source=N_(
        "Otherwise two spellings that look alike count as two words, and a terminal may obey control characters "
        "in a name."
    ),
    example=r"""
        [[members]]
        id = "HV-0002"
        name = "Công ty \u202eTNHH Mẫu"
        sectors = ["xay-lap"]
    """,
)
def text(registry: Registry, _today: date) -> Iterator[Finding]:
    for where, value in _doubtful(registry):
        if "\t" in value:
            yield Finding(where, _("tab in the text"), _("type a space in its place"))
        elif _commands(value):
            yield Finding(where, _("control character in the text"), _("type the text again without it"))
        elif not is_normalized("NFC", value):
            yield Finding(where, _("text is not in NFC"), "hiephoi check --fix")


@rule(
    Severity.WARNING,
    N_("Text has no space around it, no no-break spaces and no invisible characters."),
    example="""
        [[members]]
        id = "HV-0002"
        name = "Công ty TNHH Mẫu "
        sectors = ["xay-lap"]
    """,
)
def untidy(registry: Registry, _today: date) -> Iterator[Finding]:
    for where, value in _doubtful(registry):
        if is_normalized("NFC", value) and not UNSAFE.search(value) and clean(value) != value:
            yield Finding(where, _("space around the text, or invisible characters in it"), "hiephoi check --fix")


@rule(
    Severity.WARNING,
    N_("No word has a letter that only looks like the right one."),
    source=N_(
        "Icelandic Ð, Ewe Ɖ and Cyrillic А slip in from other keyboards, typefaces and web pages; other programs "
        "then cannot find the name."
    ),
    of_record=True,
    example="""
        [[members]]
        id = "HV-0002"
        name = "Công ty TNHH Ɖông Mẫu"
        sectors = ["xay-lap"]
    """,
)
def text_look_alike(registry: Registry, _today: date) -> Iterator[Finding]:
    if _glance(_Same(registry)).may_look_alike:
        for where, value in texts(registry, lambda field: issubclass(field.base, str)):
            for word, odd, meant in look_alikes(value):
                yield Finding(
                    where,
                    _("'{odd}' (U+{code:04X}) in '{word}' only looks like '{meant}'").format(
                        odd=odd, code=ord(odd[-1]), word=word, meant=meant
                    ),
                    "hiephoi check --fix",
                )


@rule(
    Severity.WARNING,
    N_("No question mark stands inside a word."),
    source=N_(
        "Where a program could not write a Vietnamese letter, as when a list is saved as plain “CSV”, it "
        "writes “?”; where it could not read one, the sign U+FFFD."
    ),
    of_record=True,
    example="""
        [[members]]
        id = "HV-0002"
        name = "C?ng ty TNHH M?u"
        sectors = ["xay-lap"]
    """,
)
def lost_letters(registry: Registry, _today: date) -> Iterator[Finding]:
    if _glance(_Same(registry)).may_be_lost:
        for where, value in texts(registry, lambda field: issubclass(field.base, str)):
            if _LOST.search(value) and "://" not in value:
                yield Finding(
                    where,
                    _("'{text}' seems to have lost letters").format(text=value),
                    _("type them again, or take the list as it was before"),
                )


@rule(
    Severity.ERROR,
    N_("Codes are made of a-z, 0-9 and “-”; ids have no spaces."),
    example="""
        [[sectors]]
        code = "Cơ khí"
        name = "Cơ khí"
    """,
)
def code_form(registry: Registry, _today: date) -> Iterator[Finding]:
    for kind, table in KINDS.items():
        name, has_codes = table.key_field(), table.has_codes()
        for index, key in enumerate(table.keys(getattr(registry, kind)) if name else ()):
            right = slug(key) if has_codes else "".join(key.split())
            if key != right and _tidy(key):
                yield Finding(
                    Place(kind, index, key, (name,)),
                    _("'{key}' is not well formed").format(key=key),
                    _("write it as '{right}', here and wherever it is used").format(right=right) if right else "",
                )


def _named(registry: Registry, kind: str) -> set[str]:
    """The keys of a kind that any record refers to."""
    named: set[str] = set()
    for kind_of_record, table in KINDS.items():
        records = getattr(registry, kind_of_record)
        for field in fields(table).values():
            if inner := field.table():
                columns = [column.name for column in fields(inner).values() if column.refers_to == kind]
                items = chain.from_iterable(map(attrgetter(field.name), records)) if columns else ()
                named.update(getattr(item, name) for item in items for name in columns)
            elif field.refers_to == kind:
                values = map(attrgetter(field.name), records)
                named.update(chain.from_iterable(values) if field.many else values)
    return named - {None}


class _Same(Struct, frozen=True):
    """A registry compared by identity, so that looking it up in a cache costs nothing."""

    registry: Registry

    def __eq__(self, other: object) -> bool:
        return isinstance(other, _Same) and self.registry is other.registry

    def __hash__(self) -> int:
        return id(self.registry)


def _doubtful(registry: Registry) -> Iterator[tuple[Place, str]]:
    """Every text of the registry, if any of them may be untidy."""
    if not _glance(_Same(registry)).is_tidy:
        yield from texts(registry, lambda field: issubclass(field.base, str))


class _Glance(Struct, frozen=True):
    """Facts about all texts of a registry at once, which are quick to find."""

    is_tidy: bool
    """Whether all are in the form in which texts are stored."""
    may_be_lost: bool
    """Whether any may have lost letters."""
    may_look_alike: bool
    """Whether any may have letters that only look like others."""


@lru_cache(maxsize=1)  # four rules ask, one after the other
def _glance(same: _Same) -> _Glance:
    """Glance at the JSON, where untidy text is escaped, unprintable, or next to a quotation mark."""
    encoded = msgspec.json.encode(same.registry, enc_hook=str)
    escaped = any(sign in encoded for sign in (b"\\", b'" ', b' "'))
    others = encoded.translate(None, _ASCII).decode()
    return _Glance(
        is_tidy=not escaped and (not _UNUSUAL.search(others) or _is_stored_so(encoded.decode())),
        may_be_lost=b"?" in encoded or "\ufffd" in others,
        may_look_alike=may_look_alike(others),
    )


def _is_stored_so(text: str) -> bool:
    return text.isprintable() and is_normalized("NFC", text)


def _commands(value: str) -> bool:
    """Whether a text has control characters other than line ends."""
    return bool(UNSAFE.search(value.replace("\n", " ")))


def _tidy(value: str) -> bool:
    return not UNSAFE.search(value) and clean(value) == value
