"""A learner's own settings of Matplotlib and NumPy, whenever and however made."""

import os
import subprocess
import sys
import threading

import interactives
import ipywidgets as w
import matplotlib
import matplotlib.style
import numpy as np
import pytest
from interactives import inside
from matplotlib.lines import Line2D

from lessons_lib.app.picture import Picture
from lessons_lib.draw.style import NORMAL

from .dot import SIZE, START, Dot, dot_app, pixels

pytestmark = pytest.mark.usefixtures("pictures_closed_after_each_test")
HOSTILE = [
    "dark_background",
    "ggplot",
    "classic",
    "fivethirtyeight",
    "Solarize_Light2",
    {"text.usetex": True},
    {"path.sketch": (2, 50, 10), "path.simplify": False, "path.snap": False},
    {"axes.grid": True, "font.weight": "bold", "lines.linewidth": 5, "figure.autolayout": True},
    {"font.family": "serif", "font.size": 30, "mathtext.default": "bf", "text.hinting": "none"},
    {"lines.scale_dashes": False, "patch.force_edgecolor": True, "xtick.labelsize": 4},
    {"axes.unicode_minus": False, "axes.formatter.min_exponent": 2, "image.cmap": "hot"},
]


def ends(app):
    """Move every list to each option, every slider to its ends and its middle, every number too."""
    for part in list(inside(app)):
        if isinstance(part, w.Dropdown):
            for index in range(len(part.options)):
                part.index = index
        elif isinstance(part, w.IntSlider | w.FloatSlider):
            for value in (part.min, part.max, part.min + (part.max - part.min) // 2):
                part.value = value


@pytest.mark.parametrize("call", interactives.calls())
def test_no_picture_asks_for_a_setting_of_the_learner(call, monkeypatch):
    def asked(settings, key):
        raise AssertionError(f"it asks for {key}")

    monkeypatch.setattr(matplotlib.RcParams, "__getitem__", asked)
    with np.errstate(all="raise"):  # nor do its numbers stop where the learner's would
        app = interactives.made(call)
        ends(app)
        app._repr_mimebundle_()
    app.close()


@pytest.mark.parametrize("hostile", HOSTILE, ids=str)
@pytest.mark.parametrize("call", ["optimizers.race()"])  # with logarithmic axes: they hold formulas
def test_a_picture_is_the_same_whatever_is_set_before_or_after(call, hostile):
    expected = interactives.made(call)
    changed = interactives.made(call)
    with matplotlib.style.context(hostile):
        made = interactives.made(call)
        ends(made)
        ends(changed)
        theirs = dict(matplotlib.rcParams)
    ends(expected)
    for app in (made, changed):
        np.testing.assert_array_equal(pixels(app), pixels(expected))
        assert (
            app._repr_mimebundle_()[0]["image/png"] == expected._repr_mimebundle_()[0]["image/png"]
        )
    with matplotlib.style.context(hostile):
        assert dict(matplotlib.rcParams) == theirs


IN_A_NEW_PYTHON = """
import hashlib
from app.dot import dot_app, pixels
import interactives
for app in dot_app(), interactives.made("six_neurons.walk()"):
    print(hashlib.sha256(pixels(app).tobytes()).hexdigest())
"""


def test_a_file_of_settings_changes_nothing(tmp_path):
    def printed(**environment):
        path = os.pathsep.join(path for path in sys.path if path)
        return subprocess.run(
            [sys.executable, "-c", IN_A_NEW_PYTHON],
            env=os.environ | {"PYTHONPATH": path} | environment,
            cwd=tmp_path,
            check=True,
            stdout=subprocess.PIPE,
        ).stdout

    (tmp_path / "strange").write_text(
        "font.size: 30\naxes.facecolor: red\npath.sketch: 2, 50, 10\n"
    )
    plain = printed()
    assert len(plain.split()) == 2
    assert printed(MATPLOTLIBRC=str(tmp_path / "strange")) == plain


def test_what_the_learner_set_up_for_their_own_plots_stays():
    theirs = {"font.size": 30, "text.color": "red", "figure.facecolor": "black"}
    app = dot_app().set(x=3)
    with matplotlib.rc_context(theirs):
        another = dot_app().set(x=3)
        another._repr_mimebundle_()
        assert theirs.items() <= dict(matplotlib.rcParams).items()
    np.testing.assert_array_equal(pixels(another), pixels(app))


def test_drawn_while_a_cell_draws_its_own():
    """JupyterLab tells what is moved in another thread than that of the cells."""
    inside_, seen = [], []

    class Looks(Line2D):
        def draw(self, renderer):
            ours = matplotlib.rcParams["font.size"]
            cell = threading.Thread(target=lambda: seen.append(matplotlib.rcParams["font.size"]))
            cell.start()
            cell.join()
            inside_.append(ours)

    picture = Picture(Dot(), SIZE)
    picture._figure.add_artist(Looks([], []))
    with matplotlib.rc_context({"font.size": 30}):
        picture.sharpen(1)
        picture.update(**START)
        picture.png()
    assert (inside_, seen) == ([NORMAL], [30])


def test_the_settings_of_a_learner_are_read_and_kept_as_ever():
    settings = matplotlib.rcParams
    assert repr(settings).startswith("RcParams(")
    with matplotlib.rc_context({"font.size": 3}):
        assert settings["font.size"] == settings.copy()["font.size"] == 3
        assert "font.size" in settings and settings.find_all("font.size") == {"font.size": 3}
        with pytest.raises(KeyError):
            settings["no.such"]
