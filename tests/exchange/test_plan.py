"""A plan, its steps and its numbers."""

import pytest

from hiephoi_cli.domain.words import Severity
from hiephoi_cli.exchange.plan import Action, Plan, RowProblem, Step
from registries import member, registry

OLD, NEW = member(1, phone="1"), member(1, phone="2", note="n")


@pytest.mark.parametrize(
    ("said", "line"),
    [
        (
            RowProblem(Severity.ERROR, "B7", "the value is empty", "write\n  something"),
            "B7: the value is empty (write something)",
        ),
        (RowProblem(Severity.WARNING, "", "odd"), "odd"),
    ],
)
def test_what_is_said_of_a_row_is_a_line(said: RowProblem, line: str) -> None:
    assert str(said) == line


def test_a_step_tells_what_changes() -> None:
    step = Step(2, Action.UPDATE, OLD, NEW, fields=["phone", "note"])
    assert step.changes == {"phone": ("1", "2"), "note": (None, "n")}
    assert Step(2, Action.CREATE, new=NEW, fields=["phone"]).changes == {"phone": (None, "2")}
    assert Step(2, Action.UNCHANGED, OLD, OLD).changes == {}


def test_a_step_is_about_the_record_as_it_will_be_or_was_or_was_called() -> None:
    assert Step(2, Action.UPDATE, OLD, NEW).record is NEW
    faulty = Step(2, Action.ERROR, OLD, named="B")
    assert (faulty.record, faulty.label) == (OLD, "Công ty 1")
    unknown = Step(2, Action.ERROR, named="B")
    assert (unknown.record, unknown.label) == (None, "B")


def test_a_plan_counts_its_steps() -> None:
    actions = [Action.CREATE, Action.UPDATE, Action.CREATE, Action.UNCHANGED, Action.ERROR]
    steps = [Step(number, action) for number, action in enumerate(actions)]
    plan = Plan(steps, registry(), [], [], [])
    assert [plan.count(action) for action in Action] == [2, 1, 1, 1]
    assert plan.changing == 3
