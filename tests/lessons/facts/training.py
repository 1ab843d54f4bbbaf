"""The numbers with a decimal point in the prose of lesson 08, cell by cell."""

import numpy as np

from lessons_lib.lessons.training import EXAMPLES, POINTS
from lessons_lib.lessons.training import exercises as check
from lessons_lib.lessons.training.batches_scene import in_batches, per_epoch
from lessons_lib.lessons.training.point_training import DATA, UPDATES, train
from lessons_lib.notation import number

COIN = number(np.log(2))


def all_found(run):
    """The first update after which every point is on its side of the line."""
    return next(t for t in range(UPDATES + 1) if run.correct(t) == POINTS)


def facts():
    xor = train("XOR")
    sure = [xor.sizes(t)[2] for t in range(UPDATES + 1)]
    assert (xor.start.theta.size, all_found(xor)) == (105, 25)
    assert all(xor.correct(t) == POINTS for t in range(25, UPDATES + 1))
    assert sure[25] > sure[0] > sure[-1] and int(np.argmin(sure[:25])) == 4
    assert [xor.correct(t) for t in (0, 1)] == [56, 25]
    assert (np.diff(xor.losses[:11]) < 0).all()
    assert all(abs(xor.says(t)(xor.x) - 0.5).max() < 0.1 for t in (0, 1))

    ends = {name: train(**example) for name, example in EXAMPLES.items()}
    moons, spirals = (next(run for name, run in ends.items() if p in name) for p in list(DATA)[1:])
    assert (all_found(moons), all_found(spirals)) == (92, 351)
    large = ends["too large: XOR, η = 5"]
    assert large.losses[-1] > 6 and large.sizes(UPDATES)[2] > 50 * max(large.sizes(UPDATES)[:2])
    assert train("XOR", 3, seed=0).correct(UPDATES) == POINTS

    batches = {(n, eta): in_batches(n, eta) for n in (1, 32, 100) for eta in (0.1, 1)}
    updates = {n: 10 * per_epoch(n) for n in (1, 32, 100)}
    assert updates == {1: 1000, 32: 40, 100: 10}
    assert (np.diff(batches[100, 1].losses) < 0).all()
    assert batches[1, 1].losses[0] < 1 and (batches[1, 1].losses[::100] > 1).sum() >= 3

    nailed = train("XOR", biases=False)
    assert POINTS - nailed.correct(UPDATES) == 10
    assert 85 <= train("two moons", biases=False).correct(UPDATES) <= 95

    stale, fresh = (train("two moons", eta=0.5, seed=6, stale=stale) for stale in (True, False))
    added = np.sum([step.gradient for step in stale.steps[:60]], axis=0)
    assert stale.correct(40) == stale.correct(60) == fresh.correct(UPDATES) == POINTS
    assert (np.diff(fresh.losses) < 0).all() and stale.losses[0] < 1
    assert (np.diff([fresh.correct(t) for t in range(UPDATES + 1)]) >= 0).all()
    assert stale.correct(70) == POINTS - 1 and np.argmax(stale.losses > 1) == 121
    lucky = train("two moons", eta=0.5, seed=5, stale=True)
    assert lucky.correct(UPDATES) == POINTS and lucky.losses[100:].max() < 0.01

    starts = {start: train("XOR", start=start) for start in ("zeros", "equal", "small")}
    assert set(map(number, starts["zeros"].losses)) == {COIN}
    assert set(map(number, starts["small"].losses)) == {COIN}
    best = max(starts["equal"].correct(t) for t in range(UPDATES + 1))
    assert best == train("XOR", 1).correct(UPDATES) == 75

    first = abs(starts["zeros"].steps[0].gradient)
    assert check.predict_zeros.truth == np.count_nonzero(first > 1e-15)
    nearest = min((3, 30, 300), key=lambda n: abs(np.log(n / all_found(xor))))
    assert check.predict_updates.truth == nearest

    return {
        "letters": [COIN],
        "learn-explain": [
            *(number(xor.losses[t]) for t in (0, 10, 25, 50, UPDATES)),
            *(number(sure[t]) for t in (0, 4, 25, UPDATES)),
            COIN,
        ],
        "examples-explain": [
            *(number(run.losses[-1]) for run in ends.values() if run is not large),
            "0.05",
        ],
        "batches-predict": ["0.1"],
        "batches-explain": [
            *(number(batches[n, 0.1].losses[-1]) for n in (1, 32, 100)),
            number(batches[100, 1].losses[-1]),
        ],
        "bias-explain": [number(nailed.losses[-1]), number(xor.losses[-1])],
        "stale-explain": [
            number(stale.losses[40]),
            number(fresh.losses[40]),
            number(np.linalg.norm(stale.steps[59].gradient)),
            number(np.linalg.norm(added)),
            "0.5",
            number(fresh.losses[-1]),
        ],
        "start-explain": [
            COIN,
            "0.01",
            number(starts["small"].sizes(0)[0]).partition("×")[0],
            f"{starts['small'].sizes(0)[0]:.8f}",
        ],
    }
