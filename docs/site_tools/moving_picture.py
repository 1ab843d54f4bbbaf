"""Makes the animation of the front page: the walk through the six neurons."""

import base64
import io
import sys
from pathlib import Path

from PIL import Image

from lessons_lib.lessons import six_neurons

FILE = Path(__file__).parents[1] / "_static/walk.webp"
EACH, LAST = 900, 3000  # milliseconds


def frames() -> list[Image.Image]:
    """Each moment of the walk as it is stored in a notebook, at the size of a page."""
    app = six_neurons.walk()
    found = []
    for moment in six_neurons.MOMENTS:
        bundle, metadata = app.set(moment=moment)._repr_mimebundle_()
        size = metadata["image/png"]
        with Image.open(io.BytesIO(base64.b64decode(bundle["image/png"]))) as picture:
            found.append(picture.convert("RGB").resize((size["width"], size["height"])))
    return found


if __name__ == "__main__":
    first, *others = frames()
    times = [EACH] * len(others) + [LAST]
    file = Path(sys.argv[1]) if sys.argv[1:] else FILE
    file.parent.mkdir(parents=True, exist_ok=True)
    first.save(file, save_all=True, append_images=others, duration=times, loop=0, lossless=True)
