"""What a learner can do: a file that harms nothing, and a page made from it."""

import json
import threading
from datetime import date, timedelta

import numpy as np
import pytest

from lessons_lib import progress
from lessons_lib.exercise import (
    Code,
    Exercise,
    Feedback,
    Prediction,
    Predictions,
    questions,
    record,
)
from lessons_lib.exercise.answered import Answered
from lessons_lib.exercise.record import FILE, Entry, Record
from lessons_lib.language import Later, speak
from lessons_lib.mistakes.wrong_factors import wrong_factors
from lessons_lib.progress import Progress
from lessons_lib.teaching import answers

TODAY = date(2026, 3, 1)
MODULE = "lessons_lib.lessons.six_neurons.exercises"
RIGHT = Exercise("Write it.", lambda: 0.25, (), [], "Yes.", "Look.", call="check.one")
ONE = Exercise(
    "Write it.", RIGHT.right, (), wrong_factors(RIGHT.right), "Yes.", "So.", call="check.one"
)


@pytest.fixture
def one(tmp_path, monkeypatch):
    monkeypatch.delenv(record.SWITCH)  # as the tests set it
    return Record(tmp_path)


def answer(into, *answers, asked=ONE, **more):
    """What is said besides when a learner gives this answer in a cell."""
    call = asked.call
    return into.hear(Answered(MODULE, call, asked, answers, asked(*answers), **more))


def restarted(before):
    return Record(before.path.parent)


def marks(into):
    return [(entry.result, entry.answer) for entry in into.entries()]


def test_an_answer_is_one_line_that_a_person_can_read(one):
    answer(one, -0.25)
    answer(one, 0.25)
    about, *lines = map(json.loads, one.path.read_text(encoding="utf-8").splitlines())
    assert "sent anywhere" in about["about"]
    assert [line["result"] for line in lines] == ["✗", "✓"]
    assert lines[0]["mistakes"] == ["the sign is wrong"]
    assert (lines[0]["lesson"], lines[0]["exercise"]) == ("six_neurons", "check.one")


@pytest.mark.parametrize("blank", [(), (...,), ([..., ...],)])
def test_an_untouched_cell_writes_nothing(one, blank):
    one.hear(Answered(MODULE, "check.one", ONE, blank, Feedback("→", "")))
    assert not one.path.exists()


def test_what_cannot_be_read_writes_nothing_and_leaves_what_was_written(one):
    asked = Prediction("How many?", 7, "Seven.", "", call="check.predict", noted_in=Predictions())
    for unread in ("8", None, [1, 2], {6, 7}, np.nan, len):
        answer(one, unread, asked=asked)
        answer(one, unread)
    assert not one.path.exists()
    answer(one, 6, asked=asked)
    answer(one, 0.25)
    again = restarted(one)
    fresh = Prediction("How many?", 7, "Seven.", "", call="check.predict", noted_in=Predictions())
    answer(again, "8", asked=fresh)
    answer(again, "0.25")
    answer(again, [1, 2])
    assert "still saved: 6" in answer(again, ..., asked=fresh)
    assert marks(one) == [("noted", "6.0"), ("✓", "0.25")]


def test_running_everything_again_writes_nothing_new(one):
    answer(one, 0.25)
    for _ in range(2):
        answer(restarted(one), 0.25)
    assert marks(one) == [("✓", "0.25")]


def test_an_answer_is_remembered_after_a_restart(one):
    answer(one, 0.7)
    assert "0.7: ✗" in answer(restarted(one), ...)
    assert answer(one, ...) == ""  # the learner has just seen it


def test_a_prediction_is_kept_after_a_restart_and_can_be_taken_back(one):
    ledger = Predictions()
    pair = Prediction("Which?", np.array([1, -1]), "So.", "", call="check.pair", noted_in=ledger)
    answer(one, [1, 1], asked=pair)
    ledger.noted.clear()
    again = restarted(one)
    assert "saved: 1, 1." in answer(again, [..., ...], asked=pair)
    assert "You said 1, 1" in ledger.compared().text
    answer(again, [1, -1], asked=pair)
    answer(again, ..., asked=pair)
    ledger.noted.clear()
    assert answer(restarted(one), ..., asked=pair) == ""
    assert ledger.noted == {}


def test_two_notebooks_write_at_the_same_time(one):
    tabs = [restarted(one) for _ in range(4)]

    def work(tab, n):
        for i in range(25):
            answer(tab, 1 + n + i / 100)

    threads = [
        threading.Thread(target=work, args=pair) for pair in zip(tabs, range(4), strict=True)
    ]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert len({entry.answer for entry in one.entries()}) == 100


@pytest.mark.parametrize(
    "broken",
    [
        b"",
        b"\xff\xfe\x00broken",
        b'{"day": "2026-0',
        b"[" * 100_000,
        b'{"day": 7, "lesson": [], "exercise": null, "result": 0, "answer": {}}\n',
        b'{"day": "2026-03-01", "lesson": "a", "exercise": "b", "result": "c", "answer": "d", '
        b'"mistakes": [[1, 2, 3]]}\n',
        b'[1]\n"text"\nnull\n',
    ],
)
def test_a_broken_file_is_gone_on_with(one, broken):
    one.path.write_bytes(broken)
    assert one.entries() == []
    assert answer(one, 0.25) == ""
    assert marks(one) == [("✓", "0.25")]


def test_where_nothing_can_be_written_it_is_said_once(one):
    one.path.mkdir()  # as in a folder that may not be written, also for root
    assert "can't be saved" in answer(one, 0.25)
    assert answer(one, 0.5) == ""
    assert one.entries() == []


def test_a_full_disk_harms_nothing(one, monkeypatch):
    answer(one, 0.7)

    def full(*_):
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(Record, "_add", full)
    assert "No space left" in answer(one, 0.25)
    assert marks(one) == [("✗", "0.7")]


def test_a_strange_long_file_is_left_alone(one):
    one.path.write_bytes(b"x" * (record.MOST + 1))
    answer(one, 0.25)
    assert one.path.stat().st_size == record.MOST + 1


def test_one_line_turns_it_off_and_on(one, monkeypatch):
    monkeypatch.setattr(progress, "RECORD", one)
    assert "nothing is saved" in progress.off()
    answer(restarted(one), 0.25)
    assert one.entries() == []
    progress.on()
    answer(restarted(one), 0.25)
    assert len(one.entries()) == 1
    progress.forget()
    assert not one.path.exists()
    monkeypatch.setenv(record.SWITCH, "off")
    answer(one, 0.25)
    assert not one.path.exists()


def test_only_the_learners_own_hand_exports_it(one, monkeypatch):
    monkeypatch.setattr(progress, "RECORD", one)
    answer(one, -0.25)
    progress.show()
    assert [path.name for path in one.path.parent.iterdir()] == [FILE]
    progress.export()
    text = (one.path.parent / progress.EXPORTED).read_text(encoding="utf-8")
    assert "| 5 · Six neurons | check.one | 1 | – | – | now |" in text
    assert "- the sign is wrong: once" in text


def stand(*results, seed=0):
    entries = [
        Entry(TODAY + timedelta(days), "six_neurons", "check.one", mark, "", helped=helped, seed=n)
        for n, (days, mark, helped) in enumerate(results, start=seed)
    ]
    return progress.Stand(entries)


@pytest.mark.parametrize(
    ("results", "after"),
    [
        ([(0, "✗", False)], 0),
        ([(0, "✓", False)], 7),
        ([(0, "✓", False), (7, "✓", False)], None),
        ([(0, "✗", False), (0, "✓", False)], 1),
        ([(0, "✗", False), (0, "✓", False), (1, "✓", False)], 8),
        ([(0, "✗", False), (0, "✓", False), (1, "✓", False), (8, "✓", False)], None),
        ([(0, "✓", False), (7, "✗", False)], 7),
        ([(0, "✓", True)], 0),
    ],
)
def test_it_comes_back_after_a_day_and_after_a_week(results, after):
    expected = None if after is None else TODAY + timedelta(after)
    assert stand(*results).due() == expected


def test_what_was_wrong_most_often_comes_first():
    entries = [
        Entry(TODAY, "chain_rule", f"check.{name}", mark, str(i))
        for name, all_marks in {"a": "✓", "b": "✗", "c": "✗✗", "d": "✗✓"}.items()
        for i, mark in enumerate(all_marks)
    ]
    page = Progress(entries, TODAY + timedelta(days=1))
    assert [one.exercise for one in page.next] == ["check.c", "check.b", "check.d"]


def proposed(*entries):
    page = Progress(entries, TODAY + timedelta(days=30))
    return dict(page._lists())["Practise next"]


def test_it_says_how_each_kind_of_exercise_is_practised_again():
    lines = proposed(
        Entry(TODAY, "six_neurons", "check.dC_dz", "✓", "1"),
        Entry(TODAY, "six_neurons", "check.two_lines", "✓", "2"),
        Entry(TODAY, "six_neurons", "check.gradient", "✗", "3"),
    )
    assert lines == [
        "check.gradient in lesson 5: the last answer was wrong.",
        "check.dC_dz in lesson 5: you got it right, so try other numbers: check.dC_dz.new().",
        "check.two_lines in lesson 5: you got it right, so do it once more from scratch.",
    ]


def test_what_was_not_tried_in_a_lesson_is_proposed_in_its_order():
    done = [Entry(TODAY, "update_after", f"check.{name}", "✓", "1") for name in ("order", "slip")]
    lines = proposed(*done)
    assert [line.partition(" ")[0] for line in lines] == [
        "check.order",
        "check.slip",
        "check.new_weight",
    ]
    assert lines[-1] == "check.new_weight in lesson 7: you haven't tried it yet."


def test_every_exercise_can_be_proposed():
    expected = {
        (answers.lesson_of(module).name, f"check.{name}"): bool(getattr(one, "template", None))
        for module in answers.lessons()
        for name, one in vars(module).items()
        if isinstance(one, Exercise | Code)
    }
    assert questions.every() == expected


def test_the_page_escapes_and_is_a_table_for_screen_readers():
    bad = Later("<script>{x}</script>", x="<b>")
    page = Progress([Entry(TODAY, "training", "check.<i>", "✗", "", (bad,))], TODAY)
    html = page._repr_html_()
    assert "<script>" not in html and "<i>" not in html and "<b>" not in html
    assert '<th scope="col">' in html and '<th scope="row">' in html and "<caption>" in html
    assert "color" not in html  # those of the page, dark or light


def test_mistakes_are_told_in_the_language_of_today(one, monkeypatch):
    monkeypatch.setattr(progress, "RECORD", one)
    answer(one, -0.25)
    answer(one, 0.7)
    answer(one, -0.25)
    assert "the sign is wrong: 2 times" in repr(progress.show())
    speak("zh")
    try:
        assert "the sign" not in repr(progress.show()) and "2 次" in repr(progress.show())
    finally:
        speak("en")


def test_with_nothing_noted_the_page_is_the_same_everywhere(one, monkeypatch):
    monkeypatch.setattr(progress, "RECORD", one)
    empty = repr(progress.show()), progress.show()._repr_html_()
    answer(one, 0.25)
    monkeypatch.setenv(record.SWITCH, "off")
    assert (repr(progress.show()), progress.show()._repr_html_()) == empty
