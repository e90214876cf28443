"""Says what a sheet hides, in words: people who see a list do not see that it is longer."""

from collections.abc import Iterator

from hiephoi_cli.exchange.import_list import ImportList
from hiephoi_cli.exchange.sheet_marks import letters, ranges
from hiephoi_cli.i18n import _

SKIP_HIDDEN = "--skip-hidden"
"""The option that leaves out what a sheet hides."""


def hidden_in_words(import_list: ImportList, *, left_out: bool) -> Iterator[str]:
    """The hidden rows and columns of a list, if they were left out or taken as asked for."""
    listed = import_list.rows
    if listed.skips_hidden is not left_out:
        return
    taken = {row.number for row in import_list.listed}
    last = max(taken, default=0)
    rows = [row for row in listed.hidden_rows if (import_list.head.number < row < last if left_out else row in taken)]
    if rows:
        yield _("hidden rows: {rows}").format(rows=ranges(rows))
    titles = {heading.place: heading.title for heading in import_list.headings if heading.field}
    columns = [letters(place) for place in listed.hidden_columns if left_out or place in titles]
    if columns and import_list.headings:
        yield _("hidden columns: {columns}").format(columns=", ".join(columns))
