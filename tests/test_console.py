"""Every transcript, the README among them, shows what the program does; `pytest --rewrite` writes them anew."""

from pathlib import Path

import pytest
from _pytest.mark import ParameterSet

from transcripts import ROOT, replayed, transcripts


def _file(path: Path) -> ParameterSet:
    """A file to try; guides are for the deep profile."""
    marks = [pytest.mark.deep] if path.parent.name == "docs" else []
    return pytest.param(path, id=str(path.relative_to(ROOT)), marks=marks)


@pytest.mark.parametrize("path", [*map(_file, transcripts())])
def test_a_transcript_shows_what_the_program_does(path: Path, tmp_path: Path, pytestconfig: pytest.Config) -> None:
    now = replayed(path, tmp_path)
    if pytestconfig.getoption("rewrite"):
        path.write_text(now, encoding="utf-8")
    assert now == path.read_text(encoding="utf-8")
