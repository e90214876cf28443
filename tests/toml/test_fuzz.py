"""Damaged and odd files: never an unexpected error, and never a change beyond what was meant."""

from collections import Counter
from datetime import date
from pathlib import Path

import pytest
from hypothesis import HealthCheck, example, given, settings
from hypothesis import strategies as st

from harness import REGISTRY
from hiephoi_cli.domain.changes import Edit, add, edit, remove
from hiephoi_cli.domain.records import Change, Registry
from hiephoi_cli.errors import FileTrouble, HiephoiError
from hiephoi_cli.storage.read import read
from hiephoi_cli.storage.update import Update, preview

TODAY = date(2026, 11, 23)
CORPUS = sorted([*(Path(__file__).parent / "corpus").glob("*.toml"), REGISTRY])
PIECES = [b"", b'"', b"'", b'"""', b"[", b"]", b"[[", b"{", b"}", b"#", b"=", b".", b",", b"\n", b"\r", b"\\", b"\x00"]
PIECES += [b"\xff", b"\xef\xbb\xbf", "ế".encode(), b"members", b"[[members]]\n", b"a.b = 1\n", b'id = "HV-0001"\n']

mutations = st.lists(
    st.tuples(st.floats(0, 1, exclude_max=True), st.integers(0, 12), st.sampled_from(PIECES)), max_size=3
)


def _mutated(data: bytes, mutation: list[tuple[float, int, bytes]]) -> bytes:
    """The bytes with each of some spans cut out and a piece put in its place."""
    for place, length, piece in mutation:
        start = int(place * len(data))
        data = data[:start] + piece + data[start + length :]
    return data


def _add(registry: Registry) -> Registry:
    return add(registry, "members", {"name": "Công ty Mới Tinh", "phone": "1"})


def _edit(registry: Registry) -> Registry:
    return edit(registry, "members", registry.members[0].id, Edit({"phone": "0225", "offers": ("Thép", "Cơ khí")}))


def _remove(registry: Registry) -> Registry:
    return remove(registry, "members", registry.members[-1].id)


def _done(path: Path, change: Change) -> Update | None:
    try:
        return preview(path, change, today=TODAY)
    except HiephoiError:
        return None


def _lines(text: str) -> Counter[str]:
    return Counter(line.strip() for line in text.split("\n") if line.strip())


@settings(suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(st.sampled_from(CORPUS), mutations)
@example(CORPUS[0], [])
def test_a_damaged_file_is_read_or_refused_and_never_damaged_more(
    tmp_path: Path, source: Path, mutation: list[tuple[float, int, bytes]]
) -> None:
    path = tmp_path / "registry.toml"
    path.write_bytes(_mutated(source.read_bytes(), mutation))
    try:
        registry = read(path)
    except HiephoiError:
        return
    if added := _done(path, _add):
        assert not _lines(added.old_text) - _lines(added.new_text)
    if registry.members and (edited := _done(path, _edit)):
        comments = [line for line in (_lines(edited.old_text) - _lines(edited.new_text)) if line.startswith("#")]
        assert comments == []
    if registry.members and (removed := _done(path, _remove)):
        assert not _lines(removed.new_text) - _lines(removed.old_text)


@pytest.mark.parametrize("source", CORPUS, ids=lambda path: path.stem)
def test_an_odd_file_is_edited_or_refused_by_name(tmp_path: Path, source: Path) -> None:
    path = tmp_path / "registry.toml"
    path.write_bytes(source.read_bytes())
    registry = read(path)
    for change in (_add, _edit if registry.members else _add):
        if source.stem == "inline-and-dotted" and change is _add:
            with pytest.raises(FileTrouble, match="cannot be edited safely: members"):
                preview(path, change, today=TODAY)
        else:
            assert preview(path, change, today=TODAY).after == change(registry)
