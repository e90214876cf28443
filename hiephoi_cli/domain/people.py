"""People by what is typed, `PERSON` or `PERSON@MEMBER`, and their names wherever they stand."""

from collections.abc import Callable, Iterable, Iterator, Sequence
from datetime import date
from typing import Any

from msgspec import Struct, structs

from hiephoi_cli.domain import lookup
from hiephoi_cli.domain.fields import fields
from hiephoi_cli.domain.identity import Identity, name_key
from hiephoi_cli.domain.ranking import Rank
from hiephoi_cli.domain.records import KINDS, Is, Member, Officer, Registry, Table
from hiephoi_cli.domain.references import named
from hiephoi_cli.domain.search import search
from hiephoi_cli.domain.suggest import did_you_mean
from hiephoi_cli.domain.vietnamese import fold, typed
from hiephoi_cli.domain.words import EndReason
from hiephoi_cli.errors import Conflict, NotFound
from hiephoi_cli.i18n import _


class Typed(Struct, frozen=True):
    """A person as somebody typed it: words of the name, and the id of the member where it was named."""

    words: str
    member: str | None
    for_none: bool
    """Whether nothing stands behind the `@`: the one of that name who stands for no member."""

    @classmethod
    def of(cls, registry: Registry, text: str) -> "Typed":
        """What `PERSON` or `PERSON@MEMBER` names. Raises NotFound or Conflict for the member."""
        words, at, member = (part.strip() for part in text.partition("@"))
        return cls(name_key(words), named(registry, "members", member) if member else None, bool(at and not member))

    def stands_for(self, member: str | None) -> bool:
        """Whether this may be somebody who stands for that member, or for none."""
        return member is None if self.for_none else self.member in {None, member}


def mandates_of(registry: Registry, mandates: Iterable[Officer], text: str) -> list[Officer]:
    """The mandates of everybody whom `PERSON[@MEMBER]` fits: those of that name, else those with these words in it."""
    person = Typed.of(registry, text)
    held = [one for one in mandates if person.stands_for(one.member)]
    same = [one for one in held if one.who.name == person.words]
    if same or not person.words:
        return same
    found = search(held, person.words, forms={Is.PERSON})
    return [one for one, match in found if match.rank < Rank.INSIDE]


def mandate_of(registry: Registry, mandates: Sequence[Officer], text: str) -> Officer:
    """The one mandate that `PERSON[@MEMBER]` or its key names. Raises NotFound, or Conflict where several fit."""
    by_key = [one for one in mandates if text.strip() in {one.key, one.identity}]
    fitting = by_key or mandates_of(registry, mandates, text)
    words = Typed.of(registry, text).words if len(fitting) > 1 else ""
    if any(one.who.name != words for one in fitting):
        fitting = lookup.by_words(fitting, words) or fitting
    if len(fitting) == 1:
        return fitting[0]
    if not fitting:
        return lookup.one(mandates, Officer, text)  # which raises what is nearest
    raise Conflict(
        _("'{text}' matches {n} records").format(text=text, n=len(fitting)),
        "\n".join([_("name one of these:"), *(f"  {line}" for line in _to_type(fitting))]),
    )


def _to_type(mandates: Sequence[Officer]) -> Iterator[str]:
    """What to type for each of several mandates."""
    alone = len({one.who for one in mandates}) == len(mandates)
    doubtful = len({one.who.name for one in mandates}) < len(mandates)
    for one in mandates:
        person = f"{one.person}@" if alone and doubtful and not one.member else spelled(one)
        yield typed(person) if alone else f"{typed(person)} --on {one.since}"


def command_to_remove(mandate: Officer) -> str:
    """The command that removes a mandate and no other."""
    return f"hiephoi officer remove {mandate.office} {typed(spelled(mandate))} --on {mandate.since}"


def command_to_correct(mandate: Officer, until: date) -> str:
    """The command that gives a mandate and no other an earlier end."""
    person = typed(spelled(mandate))
    return f"hiephoi officer edit {mandate.office} {person} --on {mandate.since} --until {until.isoformat()}"


def command_to_end(mandate: Officer, on: str, reason: EndReason) -> str:
    """The command that ends a mandate and no other on a day, written as a hint writes it."""
    return f"hiephoi officer end {mandate.office} {typed(spelled(mandate))} --on {on} --reason {reason.value}"


def told_apart(mandates: Iterable[Officer]) -> Callable[[Officer], str]:
    """How people are shown beside each other: with the member where another of that name stands for another one."""
    members: dict[str, set[str | None]] = {}
    for mandate in mandates:
        members.setdefault(mandate.person, set()).add(mandate.member)

    def shown(mandate: Officer) -> str:
        alone = len(members.get(mandate.person, ())) < 2 or not mandate.member  # noqa: PLR2004  two of one name
        return mandate.person if alone else f"{mandate.person} ({mandate.member})"

    return shown


def spelled(mandate: Officer) -> str:
    """A person as the command line takes it, with the member if one is named."""
    return f"{mandate.person}@{mandate.member}" if mandate.member else mandate.person


def people(registry: Registry) -> dict[Identity, str]:
    """Everybody whom the registry names, under the first spelling of the name that it has."""
    found: dict[Identity, str] = {}

    def meet(name: str, member: str | None) -> str:
        found.setdefault(Identity.of(name, member), name)
        return name

    _with_names(registry, meet)
    return found


def rename(registry: Registry, text: str, new: str) -> Registry:
    """The registry with another name for a person, wherever it stands.

    Mandates and candidacies for no member are taken to be the person's where nobody else has the name. Raises NotFound,
    or Conflict where the text fits people of two names or of two members.
    """
    wanted = _person(registry, text)

    def renamed(name: str, member: str | None) -> str:
        return new if Identity.of(name, member) in wanted else name

    return _with_names(registry, renamed)


def taken(registry: Registry, text: str, new: str) -> list[Identity]:
    """Others who have the new name of a person, with whom the person becomes one. Raises as `rename` does."""
    wanted = _person(registry, text)
    renamed = {Identity.of(new, who.member) for who in wanted}
    return [who for who in people(registry) if who in renamed - wanted]


def _person(registry: Registry, text: str) -> set[Identity]:
    """All identities that are the one person whom `PERSON[@MEMBER]` names."""
    person, known = Typed.of(registry, text), people(registry)
    fitting = {who for who in known if who.name == person.words and person.stands_for(who.member)}
    if not fitting and person.words:
        words = {*fold(person.words).split()}
        fitting = {who for who in known if person.stands_for(who.member) and words <= {*fold(who.name).split()}}
    if not fitting:
        hint = did_you_mean(person.words, known.values()) or "hiephoi officer list --all"
        raise NotFound(_("nobody is named '{person}'").format(person=text), hint)
    if len({who.name for who in fitting}) > 1 or len({who.member for who in fitting} - {None}) > 1:
        lines = [f"  {typed(f'{known[who]}@{who.member}' if who.member else known[who])}" for who in fitting]
        raise Conflict(
            _("'{text}' matches {n} people").format(text=text, n=len(fitting)),
            "\n".join([_("name one of these:"), *sorted(lines)]),
        )
    [name] = {who.name for who in fitting}
    nameless = Identity(name, None)
    alone = len({who.member for who in known if who.name == name} - {None}) == 1
    return fitting | ({nameless} if alone else set())


def _with_names(registry: Registry, change: Callable[[str, str | None], str]) -> Registry:
    """The registry with every person's name changed by a function of the name and the member."""
    changed = {}
    for kind in KINDS:
        old = getattr(registry, kind)
        new = tuple(_renamed(record, None, change) for record in old)
        if any(one is not other for one, other in zip(new, old, strict=True)):
            changed[kind] = new
    return structs.replace(registry, **changed) if changed else registry


def _renamed(table: Any, member: str | None, change: Callable[[str, str | None], str]) -> Any:  # noqa: ANN401  any table
    """The table, and those inside it, with the names of people changed; itself where none was."""
    declared = fields(table.__class__)
    member = _member(table) or member
    changed = {}
    for field in declared.values():
        value = getattr(table, field.name)
        if not value:
            continue
        if field.form is Is.PERSON:
            new: Any = change(value, member)
        elif field.table() and field.many:
            new = tuple(_renamed(item, member, change) for item in value)
            new = value if all(one is other for one, other in zip(new, value, strict=True)) else new
        else:
            continue
        if new != value:
            changed[field.name] = new
    return structs.replace(table, **changed) if changed else table


def _member(table: Table) -> str | None:
    """The id of the member that people named in a table stand for, if it has one."""
    if isinstance(table, Member):
        return table.id
    own = (field for field in fields(type(table)).values() if field.refers_to == "members" and not field.many)
    return next((getattr(table, field.name) for field in own), None)
