"""Record what PyTorch and JAX say, so that the tests can ask them where they are not installed.

    pip install -e '.[test,peers]'
    python tests/tools/record_peers.py

Writes tests/floor1/records/gradients.npz (for every `floor1.cases.case` the cost and at most 50
evenly spaced entries of the gradient: all of them would be some megabytes) and rules.npz (every θ
of every rule on its way down Rosenbrock's valley, by torch.optim). Both hold the versions. And
programs.json: what the programs print that lesson 12 exports. Takes a few minutes: JAX compiles
every network.
"""

import json
import sys
from pathlib import Path

import jax
import numpy as np
import torch

TESTS = Path(__file__).parents[1]
sys.path.insert(0, str(TESTS))

from floor1.cases import NUMBER, RULES, case, entries  # noqa: E402
from floor1.peers import by_jax, by_torch, walk_by_torch  # noqa: E402
from floor1.programs import CASES, EXPORTS, printed, program  # noqa: E402

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
    walks = {rule.__name__: walk_by_torch(rule) for rule in RULES}
    np.savez_compressed(RECORDS / "rules.npz", versions=json.dumps(VERSIONS), **walks)


def programs() -> None:
    said = {peer: {seed: printed(program(peer, seed)) for seed in CASES} for peer in EXPORTS}
    text = json.dumps({"versions": VERSIONS, **said}, indent=1)
    (RECORDS / "programs.json").write_text(text + "\n", encoding="utf-8")


if __name__ == "__main__":
    rules()
    gradients()
    programs()  # last: these set PyTorch and JAX to float64 for good
    print("recorded with", ", ".join(f"{name} {version}" for name, version in VERSIONS.items()))
