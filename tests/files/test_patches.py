"""Patches lead from each of two texts to the other, and stay small."""

from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from hiephoi_cli.files import patches as module
from hiephoi_cli.files.patches import Patch, applied, moved, patches, reverted

lines = st.lists(
    st.sampled_from([b"a\n", b"b\n", b"c\n", b"d\n", b"", b"e", b"\r\n", b"\xff\n", "Hải Phòng\n".encode(), b"\n"]),
    max_size=20,
).map(b"".join)


@pytest.fixture(autouse=True, scope="module")
def searching() -> object:
    """Lines that both texts have are looked for however small the texts are."""
    with pytest.MonkeyPatch.context() as patched:
        patched.setattr(module, "_SMALL", 4)
        yield


@given(old=lines, new=lines)
def test_they_lead_from_each_text_to_the_other(old: bytes, new: bytes) -> None:
    found = patches(old, new)
    assert applied(old, found) == new
    assert applied(new, reverted(found)) == old
    assert all(one.old != one.new for one in found)
    assert all(one.end <= other.at for one, other in pairwise(found))


@given(texts=st.lists(lines, min_size=3, max_size=3))
def test_a_change_that_is_moved_past_a_later_one_is_of_the_text_after_both(texts: list[bytes]) -> None:
    first, second, third = texts
    back = moved(reverted(patches(first, second)), patches(second, third))
    if back is not None:
        without = applied(third, back)
        assert applied(without, reverted(back)) == third
        assert second != third or without == first


def test_changes_far_apart_are_pieces_of_their_own() -> None:
    records = [b'[[members]]\nid = "HV-%04d"\nphone = "%d"\n\n' % (number, number) for number in range(3000)]
    old = b"".join(records)
    records[3], records[2900] = records[3].replace(b'"3"', b'"4"'), b""
    assert [one.old for one in patches(old, b"".join(records))] == [
        b'phone = "3"\n',
        b'\n[[members]]\nid = "HV-2900"\nphone = "2900"\n',
    ]


@pytest.mark.parametrize("place", [0, 1, 2, 9])
def test_patches_of_another_text_are_refused(place: int) -> None:
    with pytest.raises(ValueError, match=r"^$"):
        applied(b"a\nb\n", [Patch(place, b"c\n", b"d\n")])
