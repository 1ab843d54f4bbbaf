"""Run the lessons under every BLAS kernel of this machine, and report differences: `make kernels`.

Processors add up a matrix product in different orders, which round differently. OpenBLAS and NumPy
contain code for many processors; each that this one can run takes its turn.
"""

import os
import platform
import subprocess
import sys

from numpy._core._multiarray_umath import __cpu_dispatch__, __cpu_features__

CORES = ("Prescott", "Nehalem", "Sandybridge", "Haswell", "Zen", "SkylakeX")
A_PRODUCT = "import numpy as np; np.ones((99, 99)) @ np.ones((99, 99))"
CHECKS = (
    ["tests/lessons", "tests/exercise", "--deselect", "tests/lessons/test_another_processor.py"],
    ["notebooks", "-p", "nbval.plugin", "--nbval", "--nbval-current-env"],
)


def kernels():
    """Name -> the settings that select it; kernels that this processor cannot run are left out."""
    simd = " ".join(name for name in __cpu_dispatch__ if __cpu_features__[name])
    tried = {"as it is": {}, "NumPy without SIMD": {"NPY_DISABLE_CPU_FEATURES": simd}}
    if platform.machine() in ("x86_64", "AMD64"):
        tried |= {f"OpenBLAS for {core}": {"OPENBLAS_CORETYPE": core} for core in CORES}
    return {name: settings for name, settings in tried.items() if runs(settings)}


def runs(settings):
    """Whether a matrix product finishes: an unknown instruction would kill the process."""
    command = [sys.executable, "-c", A_PRODUCT]
    return not subprocess.run(command, env=os.environ | settings, capture_output=True).returncode


def failures(settings, arguments):
    """What pytest calls failed, a line for each; or all that it said, where it could not begin."""
    command = [sys.executable, "-m", "pytest", "-q", "--tb=line", "-rfE", *arguments]
    wide = {"COLUMNS": "200"}  # pytest cuts off what is longer than a line
    done = subprocess.run(command, env=os.environ | wide | settings, capture_output=True, text=True)
    lines = [line for line in done.stdout.splitlines() if line.startswith(("FAILED", "ERROR"))]
    return lines or ([done.stdout + done.stderr] if done.returncode else [])


def main(arguments):
    """Run all; the exit status is 1 if anything differs."""
    differs = False
    for name, settings in kernels().items():
        print(f"{name}: ", end="", flush=True)
        found = []
        for check in CHECKS:
            found += failures(settings, [*check, "-n", "auto", "--dist", "loadfile", *arguments])
        print("\n  ".join([f"{len(found)} differ", *found]) if found else "all the same")
        differs = differs or bool(found)
    return int(differs)


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
