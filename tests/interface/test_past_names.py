"""A change is described with the names that records had at its time."""

from hiephoi_cli.domain.records import Association, Member, Registry
from hiephoi_cli.interface.past_names import with_former_names, with_removed
from hiephoi_cli.storage.entries import Touched

NOW = Registry(format=1, association=Association(name="Hiệp hội Mẫu"), members=(Member(id="HV-0001", name="Tên Mới"),))


def names(registry: Registry | None) -> dict[str, str]:
    assert registry
    return {member.id: member.name for member in registry.members}


def test_a_removed_record_has_its_name() -> None:
    removed = Touched("members", "HV-0002", "Công ty Mẫu Hai", deed="removed")
    assert names(with_removed(NOW, [removed])) == {"HV-0001": "Tên Mới", "HV-0002": "Công ty Mẫu Hai"}


def test_a_renamed_record_has_its_former_name_under_its_former_key() -> None:
    renamed = Touched("members", "HV-0001", "Tên Mới", was="HV-0009", fields={"name": ("Tên Cũ", "Tên Mới")})
    assert names(with_former_names(NOW, [renamed])) == {"HV-0001": "Tên Mới", "HV-0009": "Tên Cũ"}


def test_records_without_names_and_files_that_are_no_registry_stay_as_they_are() -> None:
    link = Touched("links", "HV-0001 · HV-0002 · x · 2026", facts={"product": "x"}, deed="removed")
    assert with_removed(NOW, [link]) == NOW
    assert with_removed(None, [link]) is None


def test_a_kind_that_needs_more_than_a_name_is_left_out() -> None:
    election = Touched("elections", "2026-11-27-chu-tich", "Đại hội", deed="removed")
    assert with_removed(NOW, [election]) == NOW
