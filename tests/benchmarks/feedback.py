"""How long a check takes: right, a known mistake, an unknown answer, and drawing fresh numbers.

    python tests/benchmarks/feedback.py

Each in milliseconds of the processor, the best of five: the median and the slowest. An unknown
answer is the right one times 1.37, or a function that returns it: it starts the search for a slip.
"""

from statistics import median
from time import process_time

import numpy as np

from lessons_lib.exercise import Code, Exercise
from lessons_lib.exercise.practice import drawn
from lessons_lib.teaching import answers


def milliseconds(work):
    """The best of five."""
    best = np.inf
    for _ in range(5):
        start = process_time()
        work()
        best = min(best, process_time() - start)
    return 1000 * best


def cases(one):
    """What is measured of an exercise -> its work."""
    right = np.array(one.right(*one.given), dtype=float)
    (_, wrong), *_ = one.wrong(one.given)
    found = {
        "right": lambda: one.judge(one.right(*one.given), one.given),
        "known mistake": lambda: one.judge(np.ravel(wrong), one.given),
        "unknown": lambda: one.judge(right * 1.37, one.given),
    }
    if one.template:
        found["fresh numbers"] = lambda: drawn.__wrapped__(one, 4711)
    return found


def scaled(value):
    """The same, nested in lists as it is, times 1.37."""
    if isinstance(value, list | tuple):
        return [scaled(part) for part in value]
    return 1.37 * np.asarray(value)


def cases_of_code(one):
    """The same of a function."""
    exercise = one.exercise
    (mistake, _), *_ = exercise.wrong(one.unseen[0])
    return {
        "right function": lambda: one(lambda *given: exercise.right(*given)),
        "function with a known mistake": lambda: one(lambda *given: mistake.of(*given)),
        "unknown function": lambda: one(lambda *given: scaled(exercise.right(*given))),
    }


def main():
    times = {}
    for module in answers.lessons():
        for name, one in vars(module).items():
            if isinstance(one, Exercise | Code):
                found = cases(one) if isinstance(one, Exercise) else cases_of_code(one)
                for what, work in found.items():
                    at = f"{answers.lesson_of(module).name}.{name}"
                    times.setdefault(what, []).append((milliseconds(work), at))
    for what, found in times.items():
        slowest, at = max(found)
        middle = median(time for time, _ in found)
        print(f"{what:30} median {middle:5.1f} ms, slowest {slowest:5.1f} ms ({at})")


if __name__ == "__main__":
    main()
