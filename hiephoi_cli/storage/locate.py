"""Finds the registry's file."""

import errno
import os
from pathlib import Path

from hiephoi_cli.errors import FileTrouble
from hiephoi_cli.files.system_errors import explained, trouble
from hiephoi_cli.i18n import _
from hiephoi_cli.storage.name import NAME


def locate(named: Path | None, *, by_variable: bool = False) -> Path:
    """The named file, or `registry.toml` in the named folder; else the nearest in the working folder or above.

    The nearest is named relative to the working folder. Raises FileTrouble if there is none.
    """
    if named:
        with explained(named):
            path = named / NAME if named.is_dir() else named
            if path.exists():
                return path
        from hiephoi_cli.storage.missing import missing

        raise missing(path, by_variable=by_variable)
    folder = _working_folder()
    for parent in (folder, *folder.parents):
        with explained(parent):
            if (path := parent / NAME).is_file():
                return Path(os.path.relpath(path, folder))
    from hiephoi_cli.storage.missing import missing_around

    raise missing_around(folder)


def _working_folder() -> Path:
    try:
        return Path.cwd()
    except OSError as error:
        if error.errno != errno.ENOENT:
            raise trouble(".", error) from error
        raise FileTrouble(
            _("the working folder no longer exists"),
            _("go to another folder, or name the registry with --registry FILE"),
        ) from error
