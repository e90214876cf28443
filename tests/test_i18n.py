"""The reader's language: HIEPHOI_LANG, LANGUAGE, the locale."""

import gettext
import os
from pathlib import Path

import pytest

from harness import Cli
from hiephoi_cli.i18n import language, speaking_gettext, vietnamese_first

ASKED = ("HIEPHOI_LANG", "LANGUAGE", "LC_ALL", "LC_MESSAGES", "LANG")


@pytest.fixture(autouse=True)
def _nothing_asked(monkeypatch: pytest.MonkeyPatch) -> None:
    for name in ASKED:
        monkeypatch.delenv(name, raising=False)


@pytest.mark.parametrize(
    ("environment", "spoken"),
    [
        ({}, "en"),
        ({"LANG": "vi_VN.UTF-8"}, "vi"),
        ({"LANG": "fr_FR.UTF-8"}, "en"),
        ({"LC_ALL": "en_US.UTF-8", "LANG": "vi_VN.UTF-8"}, "en"),
        ({"LC_MESSAGES": "vi_VN", "LANG": "en_US.UTF-8"}, "vi"),
        ({"LANG": "en_US.UTF-8", "LANGUAGE": "vi:en"}, "vi"),
        ({"LANG": "vi_VN.UTF-8", "LANGUAGE": "en_GB:vi"}, "en"),
        ({"LANG": "vi_VN.UTF-8", "LANGUAGE": "fr:de"}, "en"),
        ({"LANG": "en_US.UTF-8", "LANGUAGE": "fr:vi_VN:en"}, "vi"),
        ({"LANG": "vi_VN.UTF-8", "LANGUAGE": ""}, "vi"),
        ({"LANG": "C.UTF-8", "LANGUAGE": "vi"}, "vi"),
        ({"LANG": "C", "LANGUAGE": "vi"}, "en"),
        ({"LC_ALL": "POSIX", "LANG": "vi_VN", "LANGUAGE": "vi"}, "en"),
        ({"LANGUAGE": "vi"}, "en"),
        ({"LANG": "en_US", "LANGUAGE": "vi", "HIEPHOI_LANG": "en"}, "en"),
        ({"LANG": "C", "HIEPHOI_LANG": "vi"}, "vi"),
    ],
)
def test_the_language_is_the_one_asked_for(
    environment: dict[str, str], spoken: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    for name, value in environment.items():
        monkeypatch.setenv(name, value)
    assert language() == spoken


def test_papers_are_in_vietnamese_whatever_the_list_of_languages(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("LANG", "en_US.UTF-8")
    monkeypatch.setenv("LANGUAGE", "en")
    with vietnamese_first():
        assert language() == "vi"


@pytest.mark.parametrize("listed", [None, "en:fr"])
def test_other_libraries_speak_it_too_and_nothing_is_left_behind(
    listed: str | None, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("HIEPHOI_LANG", "vi")
    if listed:
        monkeypatch.setenv("LANGUAGE", listed)
    domain = gettext.textdomain()
    with speaking_gettext():
        assert gettext.gettext("Options") == "Tùy chọn"
    assert (os.environ.get("LANGUAGE"), gettext.textdomain()) == (listed, domain)


def test_help_is_in_the_language_of_each_run_and_as_wide_as_its_screen(tmp_path: Path) -> None:
    cli = Cli(tmp_path)
    for spoken, title in {"en": "Options", "vi": "Tùy chọn", "fr": "Options"}.items():
        for width in (60, 90):
            shown = cli("sector", "--help", HIEPHOI_LANG=spoken, COLUMNS=str(width), TERM="dumb").out
            assert f"─ {title} ─" in shown
            assert {len(line) for line in shown.splitlines() if line[:1] in {"╭", "╰"}} == {width}
