"""The worked examples that other people published: floor1/published_examples.json."""

import json
from decimal import Decimal
from pathlib import Path

FILE = Path(__file__).parent / "floor1" / "published_examples.json"


def examples(parse_float=float):
    """id -> example. A Decimal remembers how many digits were printed: 0.50 has two."""
    found = json.loads(FILE.read_text(encoding="utf-8"), parse_float=parse_float)
    return {example["id"]: example for example in found["examples"]}


def rounds_to(value, printed):
    """Whether value, rounded to as many decimals as printed has, is printed."""
    printed = Decimal(printed)
    decimals = -printed.as_tuple().exponent
    return Decimal(f"{value:.{decimals}f}") == printed
