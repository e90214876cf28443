"""The records, and how much follows from one line of a declaration."""

from datetime import date
from typing import Annotated, Any

import msgspec
import pytest
from msgspec import Meta

from hiephoi_cli.domain import faults
from hiephoi_cli.domain.fields import fields, toml_values
from hiephoi_cli.domain.records import KINDS, Member, Officer, Record, Registry
from hiephoi_cli.interface import columns
from hiephoi_cli.interface.options import with_fields
from hiephoi_cli.interface.verb import build_verb
from registries import election, member, office, officer, registry, sector


class MemberWithMotto(Member, frozen=True):
    """A member with one field more, in one line."""

    motto: Annotated[str | None, Meta(title="Motto", description="words it goes by")] = None


class RegistryWithMottos(Registry, frozen=True):
    """A registry of such members."""

    members: Annotated[tuple[MemberWithMotto, ...], Meta(title="Members")] = ()


WITH_MOTTO = MemberWithMotto(id="HV-0001", name="Top Land", motto="Cùng lên")


def test_one_line_makes_a_field() -> None:
    field = fields(MemberWithMotto)["motto"]
    assert (field.title, field.description, field.option, field.required, field.many) == (
        "Motto",
        "words it goes by",
        "--motto",
        False,
        False,
    )
    assert tuple(fields(MemberWithMotto)) == (*fields(Member), "motto")


def test_one_line_makes_a_key_of_the_file() -> None:
    assert toml_values(WITH_MOTTO)["motto"] == "Cùng lên"
    assert "motto" not in toml_values(MemberWithMotto(id="HV-0001", name="Top Land"))
    data = {"format": 1, "association": {"name": "A"}, "members": [toml_values(WITH_MOTTO)]}
    assert msgspec.convert(data, RegistryWithMottos).members == (WITH_MOTTO,)


def test_one_line_makes_an_option_that_hands_its_value_to_the_verb() -> None:
    taken: dict[str, Any] = {}

    @with_fields(MemberWithMotto, leave_out=("id",))
    def add(**values: Any) -> None:
        """Add one."""
        taken.update(values)

    command = build_verb("add", add, "", ())
    [motto] = [parameter for parameter in command.params if "--motto" in parameter.opts]
    assert (motto.name, motto.help, motto.required) == ("motto", "words it goes by", False)
    assert not any("--id" in parameter.opts for parameter in command.params)
    command.main(["--motto", " Cùng\u00a0lên "], standalone_mode=False)
    assert taken == {"motto": "Cùng lên"}


def test_one_line_makes_a_column() -> None:
    listing = columns.listing(registry(), MemberWithMotto, [WITH_MOTTO])
    column = listing.columns[-1]
    assert (column.key, column.title) == ("motto", "Motto")
    assert column.plain(WITH_MOTTO) == column.shown(WITH_MOTTO) == "Cùng lên"
    assert column.everyday is None
    assert listing.choose(["motto"]).sort("motto").rows == [WITH_MOTTO]


def test_one_line_makes_the_field_part_of_what_the_file_may_hold(monkeypatch: pytest.MonkeyPatch) -> None:
    data = {
        "format": 1,
        "association": {"name": "A"},
        "members": [{"id": "HV-0001", "name": "a", "motto": 3}, {"id": "HV-0002", "name": "b", "moto": "x"}],
    }
    monkeypatch.setattr(faults, "Registry", RegistryWithMottos)  # the root of all declarations
    assert [(str(fault.place), fault.message, fault.hint) for fault in faults.faults(data)] == [
        ("members.HV-0001.motto", "expected text, found a whole number", "write the value in double quotes"),
        ("members.HV-0002.moto", "unknown key 'moto'", "did you mean 'motto'?"),
    ]


@pytest.mark.parametrize(
    ("record", "key", "label"),
    [
        (sector("xay-lap", "Xây lắp"), "xay-lap", "Xây lắp"),
        (office("chu-tich", "Chủ tịch"), "chu-tich", "Chủ tịch"),
        (member(1, "Top Land"), "HV-0001", "Top Land"),
        (election(date(2024, 11, 11), event="Đại hội"), "2024-11-11-chu-tich", "Đại hội"),
        (election(date(2024, 11, 11)), "2024-11-11-chu-tich", "2024-11-11-chu-tich"),
        (officer("Lê An", date(2024, 11, 11)), "Lê An · chu-tich · 2024-11-11", "Lê An"),
    ],
)
def test_a_record_has_a_key_and_a_label(record: Record, key: str, label: str) -> None:
    assert (record.key, record.label) == (key, label)


@pytest.mark.parametrize(
    ("joined", "left", "days"),
    [
        (date(2024, 1, 2), date(2024, 1, 4), (False, True, True, False)),
        (None, date(2024, 1, 2), (True, False, False, False)),
        (date(2024, 1, 4), None, (False, False, False, True)),
        (None, None, (True, True, True, True)),
    ],
)
def test_a_member_belongs_from_its_first_day_to_the_day_before_it_left(
    joined: date | None, left: date | None, days: tuple[bool, ...]
) -> None:
    one = member(joined=joined, left=left)
    calendar = [date(2024, 1, day) for day in (1, 2, 3, 4)]
    assert tuple(map(one.belongs, calendar)) == days


def test_a_member_that_is_yet_to_join_has_not_left() -> None:
    one = member(joined=date(2024, 1, 2), left=date(2024, 1, 4))
    assert [one.has_left(date(2024, 1, day)) for day in (1, 3, 4)] == [False, False, True]


def test_a_mandate_is_held_from_its_first_day_to_the_day_before_its_end() -> None:
    mandate = officer(since=date(2024, 1, 2), until=date(2024, 1, 4))
    assert [mandate.serving(date(2024, 1, day)) for day in (1, 2, 3, 4)] == [False, True, True, False]
    assert officer(since=date(2024, 1, 2)).serving(date(2999, 1, 1))


def test_the_kinds_are_the_lists_of_the_file_in_its_order() -> None:
    lists = {name: field.table() for name, field in fields(Registry).items() if field.many}
    assert lists == KINDS
    assert list(lists) == list(KINDS)


@pytest.mark.parametrize("table", KINDS.values())
def test_what_people_see_of_a_record_are_fields_of_it(table: type[Record]) -> None:
    assert set(table.columns) <= set(fields(table))
    assert len(set(table.columns)) == len(table.columns)


@pytest.mark.parametrize("table", KINDS.values())
def test_references_go_to_kinds_that_exist(table: type[Record]) -> None:
    assert {field.refers_to for field in fields(table).values()} <= {None, *KINDS}


def test_records_are_never_changed_in_place() -> None:
    for record in (member(), office(), sector(), officer(), election(), registry()):
        with pytest.raises(AttributeError):
            record.note = "x"  # type: ignore[union-attr, misc]


def test_a_typo_in_a_fields_name_is_an_error_at_once() -> None:
    with pytest.raises(TypeError):
        Member(id="HV-0001", name="a", phon="1")  # type: ignore[call-arg]
    with pytest.raises(TypeError):
        Officer("Lê An", "chu-tich", since=date(2024, 1, 1))  # type: ignore[call-arg, misc, unused-ignore]
