"""What customers say on their page, in the words of the window."""

from counter.domain.choices import AnswerOutcome, AnswerWhat
from counter.language import N_
from counter.storage.questions.customer_answers import NewAnswer
from ui.language import Language

WHAT = {
    AnswerWhat.APPROVE: N_("agrees to the estimate"),
    AnswerWhat.DECLINE: N_("does not want the repair"),
    AnswerWhat.RATING: N_("gives {n} of 5 stars"),
    AnswerWhat.COMPLAINT: N_("complains"),
}
WAITS = N_("It waits to be taken in.")
LATE = N_("It came too late and changed nothing. Call the customer.")


def said_of(language: Language, answer: NewAnswer) -> str:
    """One answer in a sentence or two."""
    what = language.say(WHAT[answer.what], n=answer.stars)
    said = f"{what} · {answer.said}" if answer.said else what
    by_outcome = {"": WAITS, AnswerOutcome.LATE: LATE}
    more = by_outcome.get(answer.outcome)
    return f"{said}  {language.say(more)}" if more else said


def tone_of(answers: list[NewAnswer]) -> tuple[str, str]:
    """The tone and the icon of several: that of the one that needs most."""
    if any(one.what is AnswerWhat.COMPLAINT for one in answers):
        return "danger", "circle-alert"
    if any(one.outcome == AnswerOutcome.LATE for one in answers):
        return "warn", "triangle-alert"
    return "violet", "user-round"
