"""A row of questions, each of which somebody may go back to; what was answered after it is offered again."""

from collections.abc import Callable, Iterable
from functools import partial
from typing import Any, NamedTuple, TypeVar

from hiephoi_cli.errors import HiephoiError, InvalidData, Report
from hiephoi_cli.i18n import _
from hiephoi_cli.interface import prompts
from hiephoi_cli.output.stream import tell

Answer = TypeVar("Answer")
Result = TypeVar("Result")


def conducted(talk: Callable[["Dialogue"], Result]) -> Result:
    """Run a talk to its result; to go back, run it again with the answers before that question.

    So a talk must ask the same questions after the same answers, and change nothing.
    """
    tell("  " + _("Enter skips what is not known; < goes back to the question before"))
    dialogue = Dialogue()
    while True:
        try:
            return talk(dialogue)
        except _Back:
            dialogue.go_back()


class Dialogue:
    """The answers of a talk so far."""

    def __init__(self) -> None:
        self._answers: list[_Answered] = []
        self._repeated = 0
        """How many of the answers this time of the talk has used."""
        self._former: list[_Answered] = []
        """What was answered after the question that somebody went back to."""

    @property
    def repeats(self) -> bool:
        """Whether the talk has not come back yet to where it was."""
        return self._repeated < len(self._answers)

    def asked(
        self,
        question: str,
        parse: Callable[[str], Answer],
        words: Iterable[str] = (),
        default: str = "",
        *,
        about: str = "",
    ) -> Answer | None:
        """As `prompts.asked`; `about` says of whom, where the same is asked of several."""
        return self._answer(prompts.asked, (question, about), parse, words, default)  # type: ignore[no-any-return]

    def needed(self, question: str, parse: Callable[[str], Answer], words: Iterable[str] = ()) -> Answer:
        """As `prompts.needed`."""
        return self._answer(prompts.needed, (question, ""), parse, words)  # type: ignore[no-any-return]

    def agreed(
        self, question: str, check: Callable[[], object] = lambda: None, *, default: bool = False, about: str = ""
    ) -> bool:
        """As `prompts.agreed`; `about` as above."""
        return prompts.agreed(question, check, default=default, ask=partial(self.asked, about=about))

    def agree(self, question: str) -> None:
        """As `prompts.agree`, but Enter alone answers nothing, as all that was typed would be lost."""
        back = _("(< goes back)")
        prompts.agree(f"{question} {back}", self.needed, default=None)

    def weighed(self, check: Callable[[], Result]) -> Result:
        """What a check gives; its error may be due to an earlier answer, so it says how to go back to that."""
        try:
            return check()
        except HiephoiError as error:
            if not self._answers:
                raise
            (message, hint), *more = error.reports
            back = Report(_("if an earlier answer is wrong: < goes back to it"))
            raise InvalidData(message, hint, more=[*more, back]) from None

    def explain(self, error: HiephoiError) -> None:
        """As `prompts.explain`, but only once."""
        if not self.repeats:
            prompts.explain(error)

    def go_back(self) -> None:
        """Forget the last answer, but offer it again."""
        if not self._former:
            tell("  " + _("Enter keeps what stands in [ ]; - leaves it empty"))
        self._former.insert(0, self._answers.pop())
        self._repeated = 0

    def _answer(
        self,
        ask: Callable[..., Any],
        question: tuple[str, str],
        parse: Callable[[str], Any],
        words: Iterable[str],
        default: str = "",
    ) -> Any:  # noqa: ANN401  what `ask` gives
        self._repeated += 1
        if self._repeated <= len(self._answers):
            return self._answers[self._repeated - 1].answer
        accepted = ""

        def read(text: str) -> Any:  # noqa: ANN401  what `parse` gives
            nonlocal accepted
            self._go_back_if_wanted(text)
            answer = parse(text)
            accepted = text
            return answer

        former, later = self._since(question)
        answer = ask(question[0], read, words, former or default, can_go_back=True)
        self._former = later
        self._answers.append(_Answered(question, accepted, answer))
        return answer

    def _go_back_if_wanted(self, text: str) -> None:
        if text == prompts.BACK and not self._answers:
            raise InvalidData(_("this is the first question"))
        if text == prompts.BACK:
            raise _Back

    def _since(self, question: tuple[str, str]) -> tuple[str, "list[_Answered]"]:
        """What was typed for a question before somebody went back, and what was answered after it."""
        for place, former in enumerate(self._former):
            if former.question == question:
                return former.typed, self._former[place + 1 :]
        return "", self._former


class _Answered(NamedTuple):
    question: tuple[str, str]
    """Its text, and of whom it was asked."""
    typed: str
    answer: Any


class _Back(Exception):
    """Somebody wants to go back to the question before."""
