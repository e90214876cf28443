"""Rules of the files beside the registry."""

import re
from collections.abc import Iterable, Iterator
from unicodedata import normalize

from hiephoi_cli.domain.problems import Place
from hiephoi_cli.domain.rules.rule import Finding, rule
from hiephoi_cli.domain.words import Severity
from hiephoi_cli.i18n import N_, _

_CONFLICT = "(?:conflict|xung đột|konflikt|conflit|conflicto)"
_NO_HOSTS = r"(?!(?:OLD|NEW|BAK|BACKUP|COPY|CU|MOI|GOC|LUU|TEST|TMP|ARCHIVE|FINAL)\b)"
_BESIDE_THE_NAME = (
    rf"(?i:[ ._-]?\([^()]*{_CONFLICT}.*\).*)",  # Dropbox, Nextcloud, Box, Seafile
    rf"(?i:[ ._-](?:[^ ()]*[._-])?{_CONFLICT}(?:ed)?(?:[._ -]?\d[\w.-]*)?)",  # Syncthing, ownCloud, Resilio, Synology
    r" ?\([1-9]\d?\)",  # Google Drive
    r" [2-9]",  # iCloud
    rf"-{_NO_HOSTS}(?=.{{2,20}}$)[A-Z][A-Z0-9]*(?:-[A-Z0-9]+)*",  # OneDrive adds the machine
)
"""What synchronisers insert before a file's extension when two machines have changed it."""


@rule(
    Severity.WARNING,
    N_("No copy that a synchroniser made when two machines changed the registry lies beside it."),
    source=N_("Dropbox, OneDrive, Google Drive, iCloud, Nextcloud, Syncthing and Seafile make one and say nothing."),
    example="""
        registry (1).toml
    """,
)
def conflict_copy(name: str, beside: Iterable[str]) -> Iterator[Finding]:
    for copy in sorted(beside):
        if is_conflict_copy(copy, name):
            yield Finding(
                Place(),
                _("'{copy}' seems to be a copy that a synchroniser made when two machines changed this file").format(
                    copy=copy
                ),
                _("open both, enter here what only the copy has, then move the copy to another folder"),
            )


def is_conflict_copy(copy: str, name: str) -> bool:
    """Whether a synchroniser would give this name to a conflicting copy of the file `name`."""
    stem, dot, ending = (normalize("NFC", part) for part in name.rpartition("."))
    copy = normalize("NFC", copy)
    whole = re.escape(f"{stem}{dot}{ending}")
    added = "|".join(_BESIDE_THE_NAME)
    inner = rf"(?i:{re.escape(stem)})(?:{added})(?i:{re.escape(dot + ending)})"
    behind = rf"(?i:{whole})(?:{_BESIDE_THE_NAME[0]}|{_BESIDE_THE_NAME[1]})"
    return bool(re.fullmatch(f"{inner}|{behind}", copy))
