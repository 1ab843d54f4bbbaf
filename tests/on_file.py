"""The worked examples that other people published: floor1/published_examples.json."""

import json
from pathlib import Path

FILE = Path(__file__).parent / "floor1" / "published_examples.json"


def examples(parse_float=float):
    """id -> example. A Decimal remembers how many digits were printed: 0.50 has two."""
    found = json.loads(FILE.read_text(encoding="utf-8"), parse_float=parse_float)
    return {example["id"]: example for example in found["examples"]}
