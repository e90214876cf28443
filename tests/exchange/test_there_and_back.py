"""What is exported and imported again changes nothing, whatever the registry holds."""

from collections.abc import Callable
from datetime import date
from itertools import product

import pytest
from hypothesis import assume, given
from hypothesis import strategies as st
from msgspec import structs

from exchange.batches import FORMS, exported, planned, printed
from exchange.whole import TWO_TERMS, fewer, hostile_batches, sound_batches
from harness import share
from hiephoi_cli.domain.identity import name_key
from hiephoi_cli.domain.past import as_of
from hiephoi_cli.domain.records import KINDS, FormerName, Officer, Record, Registry
from hiephoi_cli.domain.vietnamese import harmless
from hiephoi_cli.exchange.encodings import garbled
from hiephoi_cli.exchange.old_fonts import recognised
from hiephoi_cli.exchange.plan import Action
from hiephoi_cli.output.papers.paper import Paper, links_paper, members_paper, officers_paper
from hiephoi_cli.output.papers.workbook import workbook
from registries import TODAY, member, office, registry

ANY = {name: form for name, form in FORMS.items() if name != "xlsx in Vietnamese"}
"""What any registry is tried in: workbooks of two languages differ in their titles only."""


def _told_apart(records: tuple[Record, ...]) -> bool:
    """Whether cells can tell the records apart, which are trimmed, and on one line in tsv."""
    keys = [
        [name_key(record.person), record.office]
        if isinstance(record, Officer)
        else [record.key, *(str(getattr(record, name)) for name in record.identified_by)]
        for record in records
    ]
    texts = {text for key in keys for text in key}
    return all(len({shown(text).strip() for text in texts} - {""}) == len(texts) for shown in (str, harmless))


@fewer
@given(hostile_batches(), st.booleans())
def test_what_is_exported_and_imported_again_changes_nothing(batch: tuple[str, Registry], repair: bool) -> None:
    kind, registry = batch
    records = getattr(registry, kind)
    assume(_told_apart(records) and not _garbled_in(records))
    found = {
        name: planned(registry, kind, exported(registry, kind, form), form.format_, repair=repair)
        for name, form in ANY.items()
    }
    unchanged = [(Action.UNCHANGED, record) for record in records]
    steps = {name: [(step.action, step.old) for step in plan.steps] for name, plan in found.items()}
    assert steps == dict.fromkeys(ANY, unchanged)
    assert all(plan.after == registry for plan in found.values())


@fewer
@given(sound_batches())
def test_an_empty_registry_gets_the_very_records(batch: tuple[str, Registry]) -> None:
    kind, registry = batch
    empty = structs.replace(registry, **{kind: ()})
    found = {name: planned(empty, kind, exported(registry, kind, form), form.format_) for name, form in ANY.items()}
    assert {name: plan.after for name, plan in found.items()} == dict.fromkeys(ANY, registry)


@pytest.mark.parametrize(("form", "kind"), share([*product(FORMS, KINDS)], every=3))
def test_a_registry_of_two_terms_goes_there_and_back(form: str, kind: str) -> None:
    data, format_ = exported(TWO_TERMS, kind, FORMS[form]), FORMS[form].format_
    number = len(getattr(TWO_TERMS, kind))
    assert planned(TWO_TERMS, kind, data, format_).count(Action.UNCHANGED) == number
    anew = planned(structs.replace(TWO_TERMS, **{kind: ()}), kind, data, format_)
    assert anew.after == TWO_TERMS
    assert anew.count(Action.CREATE) == number


@pytest.mark.parametrize(("form", "kind"), share([*product(FORMS, KINDS)], every=3))
def test_a_list_comes_back_without_what_follows_from_other_records(form: str, kind: str) -> None:
    data = printed(TWO_TERMS, kind, FORMS[form])
    plan = planned(TWO_TERMS, kind, data, FORMS[form].format_)
    assert {step.action for step in plan.steps} == {Action.UNCHANGED}


PAPERS: dict[str, Callable[[], Paper]] = {
    "members": lambda: members_paper(TWO_TERMS, TWO_TERMS.members, TODAY),
    "officers": lambda: officers_paper(TWO_TERMS, TWO_TERMS.officers, TODAY),
    "links": lambda: links_paper(TWO_TERMS, TWO_TERMS.links, date(2026, 1, 1), date(2026, 12, 31)),
}


@pytest.mark.parametrize("kind", PAPERS)
@pytest.mark.parametrize("language", ["en", "vi"])
def test_a_paper_in_either_language_comes_back(monkeypatch: pytest.MonkeyPatch, language: str, kind: str) -> None:
    monkeypatch.setenv("HIEPHOI_LANG", language)
    data = workbook(PAPERS[kind]())
    assert {step.action for step in planned(TWO_TERMS, kind, data, "xlsx").steps} == {Action.UNCHANGED}
    for reader in ("en", "vi"):
        monkeypatch.setenv("HIEPHOI_LANG", reader)
        assert planned(TWO_TERMS, kind, data, "xlsx").after == TWO_TERMS


def test_whoever_is_acting_on_paper_is_acting_in_the_registry() -> None:
    empty = structs.replace(TWO_TERMS, officers=())
    text = "Họ tên,Chức vụ,Từ ngày\nLê An,Quyền Chủ tịch,11/11/2024\nHà Dũng,Q.Thư ký,11/11/2024\n"
    [first, second] = planned(empty, "officers", text.encode()).after.officers
    assert (first.office, first.acting, second.office, second.acting) == ("chu-tich", True, "thu-ky", True)


def test_an_office_that_is_called_acting_is_an_office_of_its_own() -> None:
    named = structs.replace(TWO_TERMS, officers=(), offices=(*TWO_TERMS.offices, office("quyen", "Quyền Thư ký")))
    [step] = planned(named, "officers", "person,office,since\nLê An,Quyền Thư ký,2024-11-11\n".encode()).steps
    assert isinstance(step.new, Officer)
    assert (step.new.office, step.new.acting) == ("quyen", False)


def _garbled_in(records: tuple[Record, ...]) -> bool:
    """Whether some text looks as if it were read in the wrong encoding, which imports refuse."""
    texts = [text for record in records for text in _texts(structs.astuple(record))]
    forms = [form.strip() for text in texts for form in (text, harmless(text))]
    return any(garbled(form) or recognised(form) for form in forms)


def _texts(value: object) -> list[str]:
    if isinstance(value, str):
        return [value]
    items = structs.astuple(value) if isinstance(value, structs.Struct) else value if isinstance(value, tuple) else ()
    return [text for item in items for text in _texts(item)]


def test_a_paper_of_an_earlier_day_comes_back_with_the_names_of_then() -> None:
    then = FormerName(name="Công ty Cũ", until=date(2026, 8, 1))
    renamed = structs.replace(TWO_TERMS.members[0], former_names=(then,))
    after = structs.replace(TWO_TERMS, members=(renamed, *TWO_TERMS.members[1:]))
    before = as_of(after, date(2026, 7, 1))
    data = workbook(officers_paper(before, before.officers, date(2026, 7, 1)))
    assert planned(after, "officers", data, "xlsx").after == after


def test_a_name_that_somebody_has_counts_before_one_that_another_had() -> None:
    former = (FormerName(name="B", until=date(2026, 8, 1)),)
    of = registry(office(), member(1, "A", former_names=former), member(2, "B"))
    plan = planned(of, "officers", b"person,office,member,since\nC,chu-tich,B,2024-11-11\n")
    assert [officer.member for officer in plan.after.officers] == ["HV-0002"]
