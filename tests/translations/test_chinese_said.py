"""What is put together from parts is set as Chinese too: replies, labels, words of pictures."""

import re

import interactives
import pytest
from test_chinese import badly_set

from lessons_lib.app import Steps
from lessons_lib.exercise import Code, Exercise, Prediction
from lessons_lib.exercise.answer import read
from lessons_lib.exercise.compare import flat
from lessons_lib.language import say, speak
from lessons_lib.teaching import answers

# Between Chinese characters; a colon of English behind a name; a sentence without its end.
TORN = re.compile(r".{0,9}(?:[一-鿿] [一-鿿]|[\w′)}”]: ).{0,9}")
END = ("。", "？", "！", "）", "…")
ALL = {
    f"{answers.lesson_of(module).name}.{name}": one
    for module in answers.lessons()
    for name, one in vars(module).items()
    if isinstance(one, Exercise | Code | Prediction)
}
PREDICTIONS = [one for one in ALL.values() if isinstance(one, Prediction)]
JUDGED = [name for name, one in ALL.items() if not isinstance(one, Prediction)]


@pytest.fixture(autouse=True)
def in_chinese():
    speak("zh")
    yield
    speak("en")


def faults(text):
    return badly_set(text) + TORN.findall(text)


def replies(exercise):
    """On each known mistake, on two numbers that changed places, on one number too many."""
    right = exercise.right(*exercise.given)
    numbers = flat(read(right, right))
    swapped = [*numbers[1::-1], *numbers[2:]] if len(numbers) > 1 else [numbers[0] + 17]
    wrong = [flat(value) for _, value in exercise.wrong(exercise.given)]
    for answer in (*wrong, swapped, [*numbers, 1]):
        listed = [float(number) for number in answer]
        yield exercise(listed if len(listed) > 1 else listed[0]).text


@pytest.mark.parametrize("name", JUDGED)
def test_what_an_exercise_says(name):
    one = ALL[name]
    exercise = one.exercise if isinstance(one, Code) else one
    looks = [mistake.look for mistake in exercise.mistakes]
    said = [say(text) for text in (exercise.asks, exercise.why, exercise.look, *looks)]
    if isinstance(one, Exercise):
        said += replies(one)
    assert [found for text in said for found in faults(text)] == []
    assert [text for text in said if text and not text.endswith(END)] == []


def test_what_a_prediction_says():
    said = [say(text) for one in PREDICTIONS for text in (one.asks, one.why, one.tempting)]
    assert [found for text in said for found in faults(text)] == []
    assert [text for text in said if not text.endswith(END)] == []


@pytest.mark.usefixtures("pictures_closed_after_each_test", "words_alone")
@pytest.mark.parametrize("call", interactives.calls())
def test_what_a_picture_says(call):
    app = interactives.made(call)
    said = list(interactives.labels(app))
    for control in app._all:
        places = list(control.places.values()) if isinstance(control, Steps) else []
        for values in (*places[:1], *places[len(places) // 2 :: max(1, len(places) // 2)]):
            app.set(**values)
            said += map(say, (app.words.status, app.words.alt, *app.words.formula))
    assert say(app.words.status).endswith(END)
    assert [found for text in said for found in faults(re.sub("<[^>]*>", "", text))] == []
