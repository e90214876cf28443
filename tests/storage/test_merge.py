"""Two sides of one registry are merged record by record; nothing that a hand wrote is lost."""

from contextlib import suppress
from functools import partial
from itertools import count
from random import Random

import pytest
import tomli
from hypothesis import given
from hypothesis import strategies as st

from hiephoi_cli.domain.decoding import registry_of
from hiephoi_cli.domain.merging_result import Why
from hiephoi_cli.domain.records import Registry
from hiephoi_cli.domain.undoing import same
from hiephoi_cli.errors import InvalidData
from hiephoi_cli.storage import merge
from hiephoi_cli.storage.merge_decided import planned
from merges import Hand, Line, words, written
from registries import TODAY

merged = partial(merge.merged, today=TODAY)


@st.composite
def trios(draw: st.DrawFn) -> tuple[str, str, str]:
    """A registry, and what two hands made of it."""
    hand = Hand(Random(draw(st.integers(0, 2**32))), count(1))
    base = hand.registry()
    return written(base), written(hand.edited(base)), written(hand.edited(base))


def read(data: bytes | str) -> Registry:
    text = data if isinstance(data, str) else data.decode()
    registry = registry_of(tomli.loads(text))
    assert registry is not None
    return registry


@given(trios())
def test_no_word_that_a_hand_wrote_is_lost(trio: tuple[str, str, str]) -> None:
    base, ours, theirs = trio
    done = merged(*(text.encode() for text in trio))
    assert read(done.data)
    assert (words(ours) | words(theirs)) - words(base) <= words(done.data.decode())


@given(trios())
def test_what_a_side_removed_is_gone(trio: tuple[str, str, str]) -> None:
    base, ours, theirs = map(words, trio)
    done = merged(*(text.encode() for text in trio))
    assert done.conflicts or words(done.data.decode()) <= (base & ours & theirs) | (ours - base) | (theirs - base)


@st.composite
def crowded(draw: st.DrawFn) -> tuple[str, str, str]:
    """A registry, and what two hands made of it, which both gave seats of one office."""
    hand = Hand(Random(draw(st.integers(0, 2**32))), count(1))
    base = hand.registry()
    next(block for block in base if block.name == '"p"').lines.append(Line("seats", str(hand.random.randint(2, 3))))
    base = hand.appointed(base) if hand.random.random() < 0.5 else base
    return written(base), *(written(hand.edited(hand.appointed(base))) for _side in range(2))


@given(crowded())
def test_only_mandates_give_way_to_the_seats_of_an_office(trio: tuple[str, str, str]) -> None:
    done = merged(*(text.encode() for text in trio))
    by_rule = (one.conflict for one in done.conflicts if one.conflict and one.conflict.why is Why.RULE)
    assert {conflict.kind for conflict in by_rule} <= {"officers"}


@given(trio=crowded())
def test_only_what_one_side_added_gives_way_to_the_other(
    trio: tuple[str, str, str], tmp_path_factory: pytest.TempPathFactory
) -> None:
    base, ours, theirs = map(words, trio)
    path = tmp_path_factory.mktemp("merge") / "registry.toml"
    done = merged(*(text.encode() for text in trio))
    path.write_bytes(done.data)
    for conflict in (one.conflict for one in done.conflicts if one.conflict and one.conflict.why is Why.RULE):
        with suppress(InvalidData):
            new = planned(path, conflict.key, "theirs", TODAY).done.new
            assert words(done.data.decode()) - words(new.decode()) <= ours - base - theirs
            assert words(conflict.theirs.person) <= {
                one for person in read(new).officers for one in words(person.person)
            }


@given(trios())
def test_the_sides_can_be_exchanged(trio: tuple[str, str, str]) -> None:
    base, ours, theirs = (text.encode() for text in trio)
    done, other = merged(base, ours, theirs), merged(base, theirs, ours)
    assert bool(done.conflicts) == bool(other.conflicts)
    assert done.conflicts or done.notes or same(read(done.data), read(other.data))


@given(trios())
def test_one_side_alone_is_taken_byte_for_byte(trio: tuple[str, str, str]) -> None:
    base, ours, _theirs = (text.encode() for text in trio)
    assert merged(base, ours, base).data == ours
    assert merged(base, base, ours).data == ours
    assert merged(base, ours, ours).data == ours
