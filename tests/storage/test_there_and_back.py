"""A change and what takes it back leave the file as it was, byte for byte."""

from datetime import date

import pytest
import tomli
from hypothesis import given
from hypothesis import strategies as st

from hiephoi_cli.domain import changes, dated_changes
from hiephoi_cli.domain.decoding import registry_of
from hiephoi_cli.domain.difference import differences
from hiephoi_cli.domain.records import Change, Registry
from hiephoi_cli.domain.words import LeaveReason
from hiephoi_cli.storage.edits import edits_between
from hiephoi_cli.toml.splice import splice

DAY = date(2027, 1, 1)
MEMBER = {
    "representative": '"Lê Văn Mẫu" # theo giấy giới thiệu',
    "position": '"Giám đốc"',
    "phone": '"0225 3822 016"',
    "joined": "2015-03-01",
    "left": "2018-06-30",
    "left_reason": '"resigned"',
    "note": '"ghi chú"',
    "former_names": '[ # cũ nhất ở trên\n  { name = "Xưởng Mẫu", until = "2014" }, # năm\n]',
}


@st.composite
def texts(draw: st.DrawFn) -> str:
    """A registry with one member, whose lines may be missing, and an office."""
    names = draw(st.sets(st.sampled_from(sorted(MEMBER))))
    if not {"left", "left_reason"} <= names:
        names -= {"left", "left_reason"}
    lines = [f"{name} = {value}\n" for name, value in MEMBER.items() if name in names]
    gap = draw(st.sampled_from(["", "\n", "\n# cuối tệp\n"]))
    return (
        'format = 1\n[association]\nname = "A"\n[[offices]]\ncode = "o"\nname = "O"\nseats = 3 # theo Điều lệ\n'
        f'note = "n"\n\n# hội viên\n[[members]]\nid = "HV-0001"\nname = "A" # tên\n{"".join(lines)}{gap}'
    )


def _edit(kind: str, key: str, values: dict[str, object], *cleared: str) -> Change:
    return lambda registry: changes.edit(registry, kind, key, changes.Edit(values, cleared))


def _restored(registry: Registry, kind: str, *names: str) -> Change:
    """The change that gives the first record of a kind the values of these fields that it had."""
    [record, *_] = getattr(registry, kind)
    had = {name: getattr(record, name) for name in names}
    return _edit(
        kind,
        record.key,
        {name: value for name, value in had.items() if value not in (None, ())},
        *(name for name, value in had.items() if value in (None, ())),
    )


CHANGES: dict[str, tuple[Change, str, tuple[str, ...]]] = {
    "rename": (lambda one: dated_changes.rename(one, "HV-0001", "B", DAY), "members", ("name", "former_names")),
    "represent": (
        lambda one: dated_changes.represent(one, "HV-0001", "Trần Thị Mẫu", DAY),
        "members",
        ("representative", "position", "former_representatives"),
    ),
    "leave": (
        lambda one: changes.leave(one, "HV-0001", DAY, LeaveReason.RESIGNED), "members", ("left", "left_reason"),
    ),
    "rejoin": (
        lambda one: dated_changes.rejoin(one, "HV-0001", DAY),
        "members",
        ("joined", "left", "left_reason", "earlier_periods"),
    ),
    "seats": (lambda one: dated_changes.change_seats(one, "o", 2, DAY), "offices", ("seats", "former_seats")),
}  # fmt: skip


def _made(text: str, change: Change) -> str:
    before = registry_of(tomli.loads(text))
    assert before
    after = change(before)
    new = splice(text, list(edits_between(before, differences(before, after))), Registry.__struct_fields__)
    assert registry_of(tomli.loads(new)) == after
    return new


@pytest.mark.parametrize("name", CHANGES)
@given(text=texts())
def test_a_change_taken_back_leaves_the_file_as_it_was(name: str, text: str) -> None:
    change, kind, touched = CHANGES[name]
    before = registry_of(tomli.loads(text))
    assert before
    if (name == "rejoin") != bool(before.members[0].left) and name in {"leave", "rejoin"}:
        return
    new = _made(text, change)
    assert new != text
    assert _made(new, _restored(before, kind, *touched)) == text
