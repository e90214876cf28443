"""Copies of synchronisers are known by their names, in the words of each."""

import pytest

from hiephoi_cli.domain.rules.beside import is_conflict_copy

COPIES = [
    "registry (PC2's conflicted copy 2026-11-23).toml",
    "registry (bản sao xung đột của PC2 2026-11-23).toml",
    "registry (PC2's conflicted copy 2026-11-23) (1).toml",
    "registry (Case Conflict).toml",
    "registry-DESKTOP-PC2.toml",
    "registry-KETOAN.toml",
    "registry-LAPTOP-7Q2A1B-2.toml",
    "registry.sync-conflict-20261123-101010-ABCDEFG.toml",
    "registry (conflicted copy 2026-11-23 101010).toml",
    "registry_conflict-20261123-101010.toml",
    "registry (1).toml",
    "registry(2).toml",
    "registry 2.toml",
    "registry (SFConflict mau@example.com 2026-11-23-10-10-10).toml",
    "registry.Conflict.toml",
    "registry_PC2_Nov-23-101010-2026_Conflict.toml",
    "registry.toml.sync-conflict-20261123-101010-ABCDEFG",
    "Registry (1).TOML",
]
OTHERS = [
    "registry.toml",
    "registry.toml.bak",
    "registry.toml~",
    "registry-2025.toml",
    "registry-2025-12-31.toml",
    "registry 2025.toml",
    "registry-OLD.toml",
    "registry-backup.toml",
    "registry-ban-cu.toml",
    "registry - Copy.toml",
    "registry (bản in).toml",
    "registry (2025).toml",
    "registry.schema.json",
    "hoi-vien (1).toml",
    "my registry (1).toml",
    "conflict.toml",
]


@pytest.mark.parametrize("name", COPIES)
def test_a_copy_of_a_synchroniser_is_known(name: str) -> None:
    assert is_conflict_copy(name, "registry.toml")
    assert is_conflict_copy(name.replace("registry", "hoi-vien").replace("Registry", "Hoi-Vien"), "hoi-vien.toml")
    assert not is_conflict_copy(name, "hoi-vien.toml")


@pytest.mark.parametrize("name", OTHERS)
def test_a_file_that_people_keep_is_no_copy(name: str) -> None:
    assert not is_conflict_copy(name, "registry.toml")


def test_a_name_may_be_stored_in_pieces() -> None:
    assert is_conflict_copy("so\u0302\u0309 (1).toml", "sổ.toml")
