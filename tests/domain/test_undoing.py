"""A change is taken back by value, and what was changed since stays or stands in the way."""

import pytest
from msgspec import structs

from hiephoi_cli.domain.records import Registry
from hiephoi_cli.domain.undoing import Obstacle, same, taken_back
from registries import member, officer, registry, sector

ONE = registry(sector(), member(1, phone="1"), member(2))


def _with(registry: Registry, **kinds: tuple[object, ...]) -> Registry:
    return structs.replace(registry, **kinds)


def test_a_field_gets_its_old_value_and_others_stay() -> None:
    after = _with(ONE, members=(member(1, phone="2"), member(2)))
    now = _with(ONE, members=(member(1, phone="2", email="a@mau.vn"), member(2), member(3)))
    assert taken_back(now, ONE, after) == (
        _with(ONE, members=(member(1, phone="1", email="a@mau.vn"), member(2), member(3))),
        [],
    )


def test_a_field_that_was_changed_again_stands_in_the_way() -> None:
    after = _with(ONE, members=(member(1, phone="2"), member(2)))
    now = _with(ONE, members=(member(1, phone="3"), member(2)))
    assert taken_back(now, ONE, after).obstacles == [Obstacle("members", "HV-0001", "phone")]


def test_a_field_that_has_its_old_value_already_does_not() -> None:
    after = _with(ONE, members=(member(1, phone="2"), member(2)))
    assert taken_back(ONE, ONE, after) == (ONE, [])


def test_a_record_that_was_added_goes_unless_it_was_changed_or_others_name_it() -> None:
    after = _with(ONE, members=(*ONE.members, member(3)))
    assert taken_back(after, ONE, after) == (ONE, [])
    changed = _with(after, members=(*ONE.members, member(3, phone="3")))
    assert taken_back(changed, ONE, after).obstacles == [Obstacle("members", "HV-0003", "phone")]
    named = _with(after, officers=(officer(member="HV-0003"),))
    assert taken_back(named, ONE, after).obstacles == [Obstacle("officers", officer(member="HV-0003").key, "member")]
    assert taken_back(ONE, ONE, after) == (ONE, [])


def test_a_record_that_was_removed_comes_back_unless_another_has_its_key() -> None:
    after = _with(ONE, members=(member(2),))
    now = _with(after, members=(member(2), member(3)))
    back = taken_back(now, ONE, after)
    assert back == (_with(ONE, members=(member(2), member(3), member(1, phone="1"))), [])
    assert same(back.registry, _with(ONE, members=(member(1, phone="1"), member(2), member(3))))
    taken = _with(after, members=(member(2), member(1, "Khác")))
    assert taken_back(taken, ONE, after).obstacles == [Obstacle("members", "HV-0001")]


def test_a_record_that_is_gone_stands_in_the_way_of_its_old_values() -> None:
    after = _with(ONE, members=(member(1, phone="2"), member(2)))
    now = _with(ONE, members=(member(2),))
    assert taken_back(now, ONE, after).obstacles == [Obstacle("members", "HV-0001")]


def test_a_key_goes_back_unless_it_was_taken() -> None:
    after = _with(ONE, sectors=(sector("xl"),))
    assert taken_back(after, ONE, after) == (ONE, [])
    now = _with(after, sectors=(sector("xl"), sector("xay-lap", "Khác")))
    assert taken_back(now, ONE, after).obstacles == [Obstacle("sectors", "xay-lap")]


def test_what_the_file_has_once_goes_back_field_by_field() -> None:
    after = structs.replace(ONE, association=structs.replace(ONE.association, phone="1", email="a@mau.vn"))
    now = structs.replace(after, association=structs.replace(after.association, phone="2"))
    back = taken_back(now, ONE, after)
    assert back.obstacles == [Obstacle("association", "", "phone")]
    assert back.registry.association.email is None


@pytest.mark.parametrize("other", [(member(1), member(3)), (member(1),), (member(1), member(2, phone="1"))])
def test_registries_of_other_records_are_not_the_same(other: tuple[object, ...]) -> None:
    one = registry(member(2), member(1))
    assert same(one, registry(member(1), member(2)))
    assert not same(one, _with(one, members=other))
