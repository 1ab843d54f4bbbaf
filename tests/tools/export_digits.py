"""Write lessons_lib/digits.npz from the copy of the digits that scikit-learn ships.

    pip install scikit-learn
    python tests/tools/export_digits.py

The bytes depend on the digits alone: np.savez_compressed stores no date.
"""

from pathlib import Path

import numpy as np
from sklearn.datasets import load_digits

digits = load_digits()
np.savez_compressed(
    Path(__file__).parents[2] / "lessons_lib" / "digits.npz",
    pixels=digits.data.astype(np.uint8),
    labels=digits.target.astype(np.uint8),
)
