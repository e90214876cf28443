"""Writes a registry, in the only way: lock, read, change, check, splice, verify, log, replace."""

from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from datetime import date
from pathlib import Path

from msgspec import Struct, structs

from hiephoi_cli.domain.decoding import registry_of
from hiephoi_cli.domain.difference import Difference, differences
from hiephoi_cli.domain.problems import Problem, invalid
from hiephoi_cli.domain.records import KINDS, Change, Registry
from hiephoi_cli.domain.rules import compared
from hiephoi_cli.domain.words import Keeping
from hiephoi_cli.errors import Conflict, FileTrouble
from hiephoi_cli.files.in_place import put_right
from hiephoi_cli.files.replace import refuse_read_only, replace
from hiephoi_cli.files.system_errors import explained
from hiephoi_cli.i18n import _
from hiephoi_cli.storage.banners import kind_named
from hiephoi_cli.storage.edits import edits_between
from hiephoi_cli.storage.entries import Author, Undoes, touched
from hiephoi_cli.storage.lock import locked
from hiephoi_cli.storage.log import Log
from hiephoi_cli.storage.read import Source, copy_beside, keep, parse, read_source, refuse_other_kinds
from hiephoi_cli.toml.parsing import Parsed
from hiephoi_cli.toml.splice import CannotEdit, splice

Findings = Callable[[Registry], Sequence[Problem] | None]
"""The problems of a registry, if the caller has them."""


def _unknown(_after: Registry) -> None:
    """The caller has no findings."""


class Update(Struct, frozen=True):
    """A change that was, or would be, made in the file."""

    before: Registry
    after: Registry
    old: bytes
    new: bytes
    differences: tuple[Difference, ...]
    """The records that it adds, removes and changes."""
    old_errors: int
    """The number of errors from before the change that remain."""
    warnings: Sequence[Problem]
    """Warnings that the change brings in."""
    odd: Sequence[str] = ()
    """Messages about what went wrong while the file was written."""

    @property
    def old_text(self) -> str:
        """The text before, without a byte-order mark."""
        return self.old.decode("utf-8-sig", "replace")

    @property
    def new_text(self) -> str:
        """The text after, without a byte-order mark."""
        return self.new.decode("utf-8-sig", "replace")


def preview(path: Path, change: Change, *, today: date, strict: bool = False) -> Update:
    """What a change would do to the file; writes nothing. Raises as `update` does."""
    return _changed(path, read_source(path), change, today=today, strict=strict, known=_unknown)


def update(  # noqa: PLR0913  all that a write depends on
    path: Path,
    change: Change,
    *,
    today: date,
    wait: float,
    by: Author,
    strict: bool = False,
    found: Findings = _unknown,
) -> Update:
    """Change the file, waiting `wait` seconds at most for other programs.

    `found` may return the problems after the change, to save a check.

    Raises Conflict (locked, changed meanwhile), InvalidData (errors that the change would bring in),
    FileTrouble (unreadable, unwritable, not safely editable), and what the change raises.
    """
    with writing(path, wait) as file:
        source = read_source(file.path)
        done = _changed(file.path, source, change, today=today, strict=strict, known=found)
        return file.replaced(done, by)


class Writing(Struct, frozen=True):
    """A registry's file that nobody else writes."""

    path: Path
    claim: Path

    def replaced(self, done: Update, by: Author, undoes: Undoes | None = None) -> Update:
        """Enter a change in the log and make it, unless it changes nothing."""
        if done.new == done.old:
            return done
        log = Log(self.path, done.old, required=done.before.rules.log is Keeping.REQUIRED)
        entry = log.entry(by, done.old, done.new, touched(done.differences), undoes)
        copy = copy_beside(self.path)

        def last_check() -> None:
            _refuse_if_touched(self.path, done.old, self.claim)
            log.enter(entry)

        odd = replace(self.path, done.new, copy.with_suffix(".new"), copy, before_rename=last_check)
        keep(self.path, done.new, done.after)
        log.keep(done.new)
        return structs.replace(done, odd=[*odd, *log.odd])


@contextmanager
def writing(path: Path, wait: float) -> Iterator[Writing]:
    """Hold the lock of a registry's file, which can be written. Raises Conflict, FileTrouble."""
    with explained(path):
        path.stat()
        path = path.resolve()
        refuse_other_kinds(path)
        refuse_read_only(path)
    with locked(path, wait) as claim:
        put_right(path, copy_beside(path))
        yield Writing(path, claim)


def _changed(  # noqa: PLR0913  the same
    path: Path, source: Source, change: Change, *, today: date, strict: bool, known: Findings
) -> Update:
    """Make the change in the text, and verify that the text reads back as the changed registry."""
    after = change(source.registry)
    comparison = compared(source.registry, after, today, known(after))
    if refused := [*comparison.errors, *(comparison.warnings if strict else ())]:
        raise invalid(refused)
    changes = differences(source.registry, after)
    new = spliced(path, source, after, changes)
    return Update(source.registry, after, source.data, new, changes, comparison.old_errors, comparison.warnings)


def spliced(path: Path, source: Source, after: Registry, changes: Sequence[Difference]) -> bytes:
    """The file with changes made in its text. Raises FileTrouble where they cannot be made safely."""
    try:
        edits = list(edits_between(source.registry, changes))
        text = splice(_decided(source.text, changes), edits, Registry.__struct_fields__, kind_named)
    except CannotEdit as error:
        raise _not_edited(path, error.line, f"{error.what}: {_(error.reason)}") from None
    if not (_reads_as(path, text, after, source.parsed) or _reads_as(path, text, after)):
        raise _not_edited(path, 1, _("the edited file would not contain the change"))
    return source.mark + text.encode()


def _reads_as(path: Path, text: str, registry: Registry, parsed: Parsed | None = None) -> bool:
    """Whether a text is that registry; fast, but not always sure, with what is known of its pieces."""
    return registry_of(parse(path, text, parsed)) == registry


def _decided(text: str, changes: Sequence[Difference]) -> str:
    """The text without the comments in which a merge left other values of what is changed."""
    if "# conflict: " not in text:
        return text
    from hiephoi_cli.storage.conflict_comments import without_those_of  # only after a merge

    paths = {(one.kind, one.index) if one.kind in KINDS else (one.kind,): one for one in changes if one.old and one.new}
    return without_those_of(text, {path: one.changed for path, one in paths.items()})


def _not_edited(path: Path, line: int, why: str) -> FileTrouble:
    return FileTrouble(
        _("{file}:{line}: cannot be edited safely: {why}").format(file=path, line=line, why=why),
        _("nothing was written; make this change in an editor"),
    )


def _refuse_if_touched(path: Path, data: bytes, claim: Path) -> None:
    """Raise Conflict if somebody saved the file since it was read, or removed this process's claim."""
    if path.read_bytes() != data or not claim.exists():
        raise Conflict(
            _("{file}: somebody else saved the file in the meantime; nothing was written").format(file=path),
            _("run the command again"),
        )
