"""The Vietnamese catalogue is complete and in step; `python .ci/catalogue.py` keeps it so."""

import io
import string
from types import ModuleType

import pytest
from babel.messages.catalog import Catalog
from babel.messages.mofile import read_mo

from harness import Cli, share
from transcripts import script


@pytest.fixture(scope="module")
def tool() -> ModuleType:
    """The script that keeps the catalogue."""
    return script("catalogue")


@pytest.fixture(scope="module")
def catalog(tool: ModuleType) -> Catalog:
    """The Vietnamese catalogue."""
    return tool.catalogue()


def test_no_message_is_untranslated(tool: ModuleType, catalog: Catalog) -> None:
    assert tool.untranslated(catalog) == []


def test_no_translation_is_stale(tool: ModuleType, catalog: Catalog) -> None:
    assert tool.stale(catalog) == []


def test_the_compiled_catalogue_is_the_one_that_is_read(tool: ModuleType, catalog: Catalog) -> None:
    def translations(data: bytes) -> dict[str, object]:
        return {str(entry.id): entry.string for entry in read_mo(io.BytesIO(data)) if entry.id}  # the rest names Babel

    assert translations(tool.MO.read_bytes()) == translations(tool.compiled(catalog))


def test_a_translation_has_the_placeholders_of_its_message(catalog: Catalog) -> None:
    def names(text: str) -> set[str | None]:
        return {name for _text, name, _format, _conversion in string.Formatter().parse(text) if name is not None}

    def texts(message: str | tuple[str, ...]) -> tuple[str, ...]:
        return (message,) if isinstance(message, str) else message

    for entry in catalog:
        for translation in texts(entry.string) if entry.id else ():
            assert names(translation) == names(texts(entry.id)[-1])


@pytest.mark.parametrize(
    "args", share([("--help",), ("member", "--help"), ("member", "add", "--help"), ("find", "--help")], every=2)
)
def test_help_speaks_vietnamese(cli: Cli, args: tuple[str, ...]) -> None:
    shown = cli(*args, HIEPHOI_LANG="vi").out
    assert "Cách dùng:" in shown
    assert not any(word in shown for word in ("Usage", "Options", "Show this", "Arguments", "[required]"))


def test_the_locale_chooses_the_language_and_hiephoi_lang_overrules_it(cli: Cli) -> None:
    del cli.environment["HIEPHOI_LANG"]
    for variables, said in (
        ({"LC_ALL": "vi_VN.UTF-8"}, "lỗi: "),
        ({"LC_ALL": "", "LANG": "vi_VN.UTF-8"}, "lỗi: "),
        ({"LC_ALL": "vi_VN.UTF-8", "HIEPHOI_LANG": "en"}, "error: "),
        ({"LC_ALL": "fr_FR.UTF-8"}, "error: "),
    ):
        assert cli("member", "show", "HV-9", **variables).err.startswith(said), variables
