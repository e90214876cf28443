"""Every transcript, the README among them, shows what the program does; `pytest --rewrite` writes them anew."""

from pathlib import Path

import pytest

from transcripts import ROOT, replayed, transcripts


@pytest.mark.parametrize("path", transcripts(), ids=lambda path: str(path.relative_to(ROOT)))
def test_a_transcript_shows_what_the_program_does(path: Path, tmp_path: Path, pytestconfig: pytest.Config) -> None:
    now = replayed(path, tmp_path)
    if pytestconfig.getoption("rewrite"):
        path.write_text(now, encoding="utf-8")
    assert now == path.read_text(encoding="utf-8")
