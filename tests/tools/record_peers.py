"""Record what PyTorch and JAX say, so that the tests can ask them where they are not installed.

    pip install -e '.[test,peers]'
    python tests/tools/record_peers.py

Writes tests/floor1/records/gradients.npz (for every `floor1.cases.case` the cost and at most 50
evenly spaced entries of the gradient) and rules.json (θ of every rule on its way down Rosenbrock's
valley, by torch.optim). Both hold the versions. Takes a few minutes: JAX compiles every network.
"""

import json
import sys
from pathlib import Path

import jax
import numpy as np
import torch

TESTS = Path(__file__).parents[1]
sys.path.insert(0, str(TESTS))

from floor1.cases import NUMBER, RULES, START, STEPS_RECORDED, case, entries  # noqa: E402
from floor1.peers import by_jax, by_torch  # noqa: E402

RECORDS = TESTS / "floor1" / "records"
VERSIONS = {"torch": torch.__version__, "jax": jax.__version__, "numpy": np.__version__}


def gradients() -> None:
    values = {"torch": [], "jax": []}
    for seed in range(NUMBER):
        for name, peer in (("torch", by_torch), ("jax", by_jax)):
            cost, gradient = peer(case(seed))
            values[name] += [cost, *gradient[entries(len(gradient))]]
    np.savez_compressed(RECORDS / "gradients.npz", versions=json.dumps(VERSIONS), **values)


def rules() -> None:
    optimizers = {
        "plain": lambda p, eta: torch.optim.SGD(p, lr=eta),
        "momentum": lambda p, eta: torch.optim.SGD(p, lr=eta, momentum=0.9),
        "nesterov": lambda p, eta: torch.optim.SGD(p, lr=eta, momentum=0.9, nesterov=True),
        "adagrad": lambda p, eta: torch.optim.Adagrad(p, lr=eta),
        "rmsprop": lambda p, eta: torch.optim.RMSprop(p, lr=eta, alpha=0.9),
        "adam": lambda p, eta: torch.optim.Adam(p, lr=eta),
    }
    records = {}
    for rule, eta in RULES.items():
        theta = torch.tensor(START, dtype=torch.float64, requires_grad=True)
        optimizer = optimizers[rule.__name__]([theta], eta)
        walk = []
        for _ in range(max(STEPS_RECORDED) + 1):
            walk.append(theta.tolist())
            optimizer.zero_grad()
            ((1 - theta[0]) ** 2 + 100 * (theta[1] - theta[0] ** 2) ** 2).backward()
            optimizer.step()
        records[rule.__name__] = {t: walk[t] for t in STEPS_RECORDED}
    text = json.dumps({"versions": VERSIONS, "theta": records}, indent=1)
    (RECORDS / "rules.json").write_text(text + "\n", encoding="utf-8")


if __name__ == "__main__":
    rules()
    gradients()
    print("recorded with", ", ".join(f"{name} {version}" for name, version in VERSIONS.items()))
