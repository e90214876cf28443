"""The order of day and month in the columns of a list, judged by each column as a whole."""

from collections.abc import Mapping, Sequence
from datetime import date

from msgspec import Struct

from hiephoi_cli.domain.calendar import parse_date, parse_day
from hiephoi_cli.domain.day_forms import Order, orders, read_day
from hiephoi_cli.domain.fields import Field
from hiephoi_cli.domain.records import Is
from hiephoi_cli.domain.vietnamese import clean, fold
from hiephoi_cli.errors import InvalidData
from hiephoi_cli.exchange.cell import Cell
from hiephoi_cli.i18n import N_, _
from hiephoi_cli.patterns import pattern

DATES = "--dates"
"""The option that says the order."""
TITLES = {
    Order.DMY: N_("day/month/year"),
    Order.MDY: N_("month/day/year"),
    Order.YMD: N_("year/month/day"),
}
_COUNTED = pattern(r"([0-9]{5})(?:[.,][0-9]+)?")
_FIRST_COUNTED, _LAST_COUNTED = 20_000, 80_000
"""Day numbers of spreadsheets, from 1954 to 2119."""


class DoubtfulDay(InvalidData):
    """A day that may be two."""

    def __init__(self, text: str) -> None:
        self.readings = [read_day(text, order) for order in (Order.DMY, Order.MDY)]
        one, other = (day.isoformat() if day else "" for day in self.readings)
        super().__init__(
            _("'{text}' may be {one} or {other}").format(text=text, one=one, other=other),
            _("say whether day or month comes first: {options}").format(options=f"{DATES} dmy, {DATES} mdy"),
        )


class DayColumn(Struct, frozen=True):
    """How the days of a column are read."""

    order: Order = Order.DMY
    doubtful: frozenset[str] = frozenset()
    """Days that may be two, of which nothing shows which."""
    worth_saying: bool = False
    """Whether the order does not go without saying."""

    def read(self, field: Field, text: str) -> date:
        """The day of a cell. Raises InvalidData."""
        text = clean(text)
        if text in self.doubtful:
            raise DoubtfulDay(text)
        try:
            return (parse_day if field.form is Is.DAY else parse_date)(text, self.order)
        except InvalidData:
            self._refuse_other(text)
            raise

    def _refuse_other(self, text: str) -> None:
        """Raise InvalidData that says what a cell is instead of a day."""
        if (counted := _COUNTED.fullmatch(text)) and _FIRST_COUNTED < int(counted[1]) < _LAST_COUNTED:
            day = date.fromordinal(date(1899, 12, 30).toordinal() + int(counted[1]))
            raise InvalidData(
                _("'{text}' is a spreadsheet's number for a day").format(text=text),
                _("format the column as dates and save the list again, or write {day}").format(day=day),
            )
        for order in Order:
            if order is not self.order and read_day(text, order):
                raise InvalidData(
                    _("'{text}' is not {order}, as other days of the column are").format(
                        text=text, order=_(TITLES[self.order])
                    ),
                    _("write all days alike, or say the order: {options}").format(options=f"{DATES} {order}"),
                )


def day_columns(columns: Mapping[str, tuple[str, Sequence[Cell]]], asked: Order | None = None) -> dict[str, DayColumn]:
    """How the columns of days are read, by field, given heading and cells of each.

    A column that shows its order is read in it. Others follow the columns that do, else a Vietnamese heading, which
    means the day first; where there is none of these either, the days are doubtful.
    """
    shown = {
        name: orders({cell for cell in cells if isinstance(cell, str)}) for name, (_title, cells) in columns.items()
    }
    sure = {order for column in shown.values() for order in column.shown}
    read = {}
    for name, (title, _cells) in columns.items():
        own, ambiguous = shown[name].shown, shown[name].ambiguous
        known = own or sure
        if asked:
            read[name] = DayColumn(asked)
        elif len(known) == 1:
            [order] = known
            read[name] = DayColumn(order, worth_saying=order is not Order.DMY)
        elif known or not _is_vietnamese(title):
            read[name] = DayColumn(Order.DMY, ambiguous)
        else:
            read[name] = DayColumn(Order.DMY, worth_saying=bool(ambiguous))
    return read


def _is_vietnamese(title: str) -> bool:
    """Whether a heading is Vietnamese, with or without accents."""
    return not title.isascii() or bool({"ngay", "tu", "den", "nam"} & {*fold(title).split()})
