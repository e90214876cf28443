"""What recording an election will write, as it is shown before."""

from datetime import date

import pytest
from msgspec import structs

from hiephoi_cli.domain.records import Candidate
from hiephoi_cli.errors import Conflict
from hiephoi_cli.interface.election_draft import Draft
from hiephoi_cli.interface.election_review import reviewed
from registries import member, office, registry, winner

DRAFT = Draft(office="chu-tich", on=date(2029, 11, 11), ballots=(), values={}, by_election=False).with_candidates(
    winner("Lê Văn Mẫu", member="mẫu", votes=40), Candidate(person="Lê An", votes=8)
)
HELD = structs.replace(DRAFT, on=date(2024, 11, 11)).with_candidates(winner("Đỗ Thị Mẫu"))
BEFORE = HELD.change(registry(office(), member(1, "Công ty TNHH Mẫu")))


def test_everything_has_a_label_and_fits_80_columns(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setenv("COLUMNS", "80")
    monkeypatch.setenv("TERM", "dumb")
    reviewed(
        structs.replace(DRAFT, values={"term": "2029-2034", "eligible": 60, "note": "ghi chú " * 12}).change, BEFORE
    )
    shown = capsys.readouterr().err.splitlines()
    assert max(map(len, shown)) <= 80
    labels = [line.split("  ")[1] for line in shown if line[2:3].strip()]
    values = ["Office", "Date", "Kind", "Term", "Eligible", "Note", "ID"]
    assert labels == [*values, "Candidate", "Candidate", "Mandate ends"]
    assert "  Candidate     Lê Văn Mẫu · HV-0001 Công ty TNHH Mẫu · votes: 40 · elected" in shown
    assert "  Candidate     Lê An · votes: 8 · not elected" in shown
    assert "  Mandate ends  Đỗ Thị Mẫu · 2029-11-11 · term-ended" in shown


def test_labels_values_and_days_are_in_the_language_of_the_reader(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setenv("HIEPHOI_LANG", "vi")
    monkeypatch.setenv("TERM", "dumb")
    reviewed(DRAFT.change, BEFORE)
    shown = capsys.readouterr().err.splitlines()
    assert "  Ngày           11/11/2029" in shown
    assert "  Người ứng cử   Lê An · số phiếu: 8 · không trúng cử" in shown
    assert "  Thôi giữ chức  Đỗ Thị Mẫu · 11/11/2029 · hết nhiệm kỳ" in shown


def test_only_what_was_shown_is_written() -> None:
    change = reviewed(DRAFT.change, BEFORE)
    beside = registry(office(), member(1, "Công ty TNHH Mẫu"), member(2, "Công ty Khác"))
    unrelated = HELD.change(beside)
    assert change(unrelated) == DRAFT.change(unrelated)
    with pytest.raises(Conflict, match="changed the registry meanwhile"):
        change(structs.replace(HELD, values={"term": "2024-2029"}).change(beside))
