"""The share of probable wrong answers that is recognised."""

from others import CODE, EXERCISES
from wrong_answers import WRONG

REASONS = (  # what a reason sounds like
    "comes out when",
    "that would give this",
    "As far as it goes, this is right",
    "the wrong sign",
    "the sign is wrong",
    "too many.",
    "is missing.",
    "in another order",
    "on its head",
    "This is 1 minus",
    "on the way",
    "given. Something",
    "Is that all?",
)
PLACES = (" is off. ", "Everything after it is right")
SHARE, LEAST = 0.9, 0.7  # of all, and of each exercise


def typed(answer):
    """The answer as a person writes it: four digits of each number."""
    if isinstance(answer, list):
        return [typed(part) for part in answer]
    return answer if answer is ... else float(f"{answer:.4g}")


def is_told(said):
    if said.mark == "✓":
        return False
    choice = "not among" not in said.text and "The first that is off" not in said.text
    return choice or any(text in said.text for text in REASONS + PLACES)


def test_every_exercise_in_numbers_has_wrong_answers():
    assert set(WRONG) == set(EXERCISES) - set(CODE)
    few = {name for name, answers in WRONG.items() if len(answers) < 15}
    assert all(not EXERCISES[name].given for name in few)  # where one of four or six is chosen


def test_nearly_all_get_their_reason_or_their_place():
    told = {
        name: [is_told(EXERCISES[name](typed(answer))) for answer, _ in answers]
        for name, answers in WRONG.items()
    }
    everything = [one for answers in told.values() for one in answers]
    assert sum(everything) >= SHARE * len(everything)
    assert {name: sum(t) / len(t) for name, t in told.items() if sum(t) < LEAST * len(t)} == {}
