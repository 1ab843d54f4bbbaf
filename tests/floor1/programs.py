"""Networks whose exported programs are run by PyTorch and JAX, and what these print."""

import contextlib
import io

from floor1.cases import NUMBER, case
from lessons_lib.lessons import to_frameworks

EXPORTS = {"torch": to_frameworks.pytorch, "jax": to_frameworks.jax}
FEW = [seed for seed in range(NUMBER) if case(seed).net.theta.size <= 300]
CASES = {str(seed): case(seed) for seed in FEW[:24]}


def program(peer: str, seed: str) -> str:
    """The exported program of a case."""
    one = CASES[seed]
    return EXPORTS[peer](one.net, one.x, one.target, one.cost)


def printed(text: str) -> str:
    """What a program of ours prints."""
    out = io.StringIO()
    with contextlib.redirect_stdout(out):
        exec(text, {})
    return out.getvalue()
