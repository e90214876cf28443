"""Puts the texts of a column right before its field is read: damage, and words for no value; each repair is kept."""

from collections import defaultdict
from collections.abc import Collection, Iterator, Sequence

from hiephoi_cli.domain.fields import Field
from hiephoi_cli.domain.records import Is
from hiephoi_cli.domain.vietnamese import fold
from hiephoi_cli.exchange.cell import Cell
from hiephoi_cli.exchange.damage_signs import may_be_in
from hiephoi_cli.exchange.placeholders import holds_nothing, is_free, may_hold_nothing, some_may_hold_nothing
from hiephoi_cli.i18n import N_, _

ZEROS = N_("leading zeros restored")
_NUMBERS = {Is.TAX_CODE, Is.PHONE}
_ONLINE = {Is.EMAIL, Is.WEBSITE}
_SHOWN = 5


class ColumnTexts:
    """The texts of one column; `blanks` are texts that stand for no value in it."""

    def __init__(self, field: Field, blanks: Collection[str] = ()) -> None:
        self._field = field
        self._blanks = {fold(blank.strip()) for blank in blanks}
        self._apostrophes = False
        self.repaired: dict[str, set[str]] = defaultdict(set)
        """By repair, the texts as they were."""
        self.nothing: set[str] = set()
        """The texts that stand for no value."""

    def see(self, texts: Collection[str]) -> None:
        """Look at all texts of the column together: an apostrophe that begins each of them belongs to none."""
        self._apostrophes = bool(texts) and all(text.startswith("'") for text in texts)

    def suspects(self, texts: Collection[str]) -> set[str]:
        """The texts to look at one by one; most columns have none."""
        if self._apostrophes:
            return {*texts}
        odd = {text for text in texts if may_hold_nothing(text)} if some_may_hold_nothing(texts) else set()
        if self._blanks:
            odd |= {text for text in texts if fold(text) in self._blanks}
        if may_be_in("\n".join(["", *texts, ""])):
            odd |= {text for text in texts if may_be_in(f"\n{text}\n")}
        return odd

    def meant(self, text: str) -> str:
        """A text put right; empty if it stands for no value. Raises InvalidData if it cannot be known."""
        if (self._blanks and fold(text.strip()) in self._blanks) or holds_nothing(text, self._field):
            self.nothing.add(text)
            return ""
        if not (self._apostrophes or may_be_in(f"\n{text}\n")):
            return text
        from hiephoi_cli.exchange import damage  # few lists need it

        form = self._field.form
        is_name = not (form in _ONLINE or is_free(self._field))
        right, repair = damage.mended(text, is_number=form in _NUMBERS, is_name=is_name)
        if self._apostrophes and right.startswith("'"):
            closed = right.endswith("'") and text.count("'") == len("''")
            right, repair = (right[1:-1] if closed else right[1:]).strip(), damage.APOSTROPHE
        if repair:
            self.repaired[repair].add(text)
        return right

    def repairs(self, title: str, cells: Sequence[Cell]) -> Iterator[str]:
        """What was repaired, in words, with the number of cells."""
        for repair, texts in self.repaired.items():
            n = sum(isinstance(cell, str) and cell in texts for cell in cells) or len(texts)
            yield _("{what} in '{title}': {n}").format(what=_(repair), title=title, n=n)


def blanks_in_words(columns: Collection[ColumnTexts]) -> Iterator[str]:
    """Which texts of all columns stand for no value, in words."""
    texts = sorted({text for column in columns for text in column.nothing})
    if texts:
        named = ", ".join(f"'{text}'" for text in texts[:_SHOWN]) + (" …" if len(texts) > _SHOWN else "")
        yield _("{texts} as blank").format(texts=named)
