"""Your own network and formula: right numbers, clear refusals, pictures without overlaps."""

import re
from html import unescape
from itertools import pairwise

import numpy as np
import pytest
from IPython.core.interactiveshell import InteractiveShell
from test_worked_examples import mazur

from lessons_lib.lessons import your_own
from lessons_lib.lessons.shared.network_training import NetworkTraining
from lessons_lib.lessons.shared.own_network import SETTINGS, SIGMAS, own_network
from lessons_lib.lessons.your_own import network_scene
from lessons_lib.network import gradient, loss
from lessons_lib.notation import number
from lessons_lib.numeric import complex_step


def drawn(seed):
    """Random settings of a network."""
    rng = np.random.default_rng(seed)
    sizes = rng.integers(1, 7, size=rng.integers(2, 7)).tolist()
    sigma = [str(rng.choice(list(SIGMAS))) for _ in sizes[1:]]
    cost = None
    if sigma[-1] == "sigmoid" and seed % 2:
        cost = "binary cross-entropy"
    return {"sizes": sizes, "sigma": sigma, "cost": cost, "biases": bool(seed % 3), "seed": seed}


@pytest.mark.parametrize("seed", range(60))
def test_every_gradient_of_any_network_and_its_check(seed):
    own = own_network(drawn(seed))
    walk, given = own.walk, own.start
    numbers = walk.values(given)
    names = network_scene.Wiring(own.net.sizes).parameters
    right = dict(
        zip(names, gradient(own.net, own.x, own.target, own.cost).theta.tolist(), strict=True)
    )
    nudged = network_scene.nudged(own)
    for key in walk.wiring.parameters:
        found = numbers[f"dC_d{key}"]
        assert found == pytest.approx(right[key], rel=1e-9, abs=1e-13)
        along = walk.values(given | {key: given[key] + 1e-20j})["C"].imag * 1e20
        assert found == pytest.approx(along, rel=1e-9, abs=1e-13)
        if "relu" not in " ".join(drawn(seed)["sigma"]):  # a nudge may cross a kink
            assert nudged[key] == pytest.approx(found, rel=1e-4, abs=1e-8)


@pytest.mark.parametrize("seed", range(8))
def test_training_is_gradient_descent_on_the_parameters_there_are(seed):
    settings = drawn(seed) | {"sigma": None, "cost": None}  # analytic everywhere
    own = own_network(settings)
    app = your_own.training(settings).set(eta=0.4, t=3)
    theta, walk = own.net.theta, own.walk
    here = np.array([not own.biases and "b" in name for name in own.net.names])
    for _ in range(3):
        slope = complex_step(lambda theta: loss(own.net.at(theta), own.x, own.target), theta)
        theta = np.where(here, theta, theta - 0.4 * slope)
    shown = [row[2] for row in app.words.table.rows]
    assert shown == [number(value) for value in theta[~here]]
    assert len(shown) == len(walk.wiring.parameters)
    assert number(loss(own.net.at(theta), own.x, own.target)) in app.words.formula[1]


def test_a_training_that_leaves_the_numbers_says_so():
    app = your_own.training([2, 6, 6, 6, 1], "identity", x=[5, 5]).set(eta=10, t=100)
    assert "too long" in app.words.status
    own = own_network([1, 1], "identity", w=[[[0]]], x=[0], target=[0])
    assert NetworkTraining(own.net, own.x, own.target).trajectory(0.5)[1] == [0] * 101


def test_the_builder_says_which_choice_does_nothing_yet():
    app = your_own.build()
    assert "Layer" not in app.words.status and "Seed" not in app.words.status
    assert "Layer 4 appears" in app.set(place="layer4", layers=3).words.status
    assert "would have 6 neurons." in app.set(layer4=6).words.status
    assert "Layer" not in app.set(layers=4).words.status
    assert "Seed 8 matters" in app.set(start="zeros", seed=8).words.status


def test_each_line_of_the_builder_makes_what_is_drawn():
    app = your_own.build()
    for layers in range(1, 6):
        for hidden, biases, start in (("relu", True, "random"), ("tanh", False, "zeros")):
            app.set(layers=layers, hidden=hidden, biases=biases, start=start, layer2=5, seed=7)
            made = eval(app.words.code, {"your_own": your_own})
            sizes = [3, 4, 5, 2, 2, 2][: layers + 1]
            parameters = [row[0] for row in made.words.table.rows]
            counted = sum((m + biases) * n for m, n in pairwise(sizes))
            assert len(parameters) == counted
            first = app.words.status.partition(".")[0]
            assert sum(int(word) for word in first.split() if word.isdigit()) == counted
            assert "-".join(map(str, sizes)) in made.words.alt
            made.close()
    app.set(cost="binary cross-entropy")
    assert "make the last activation sigmoid" in app.words.status and not app.words.code
    app.set(last="sigmoid")
    assert "cost='binary cross-entropy'" in app.words.code


def test_a_refusal_is_one_sentence_on_the_page(capsys):
    shell = InteractiveShell()
    shell.push({"your_own": your_own})
    for line in ("your_own.expression('y + 2x')", "your_own.network([9])"):
        shell.run_cell(line)
    said = capsys.readouterr().out
    assert "    ↑" in said and "sizes must be" in said
    assert "Traceback" not in said and "raise" not in said


ODD = (
    *(None, 3, -1, 2.5, True, "x", [], [1], [[1, 2]], [[[1, 2]]], {}, {"a": 1}, np.eye(2)),
    *(float("nan"), [float("inf")], [None], [[["a"]]], b"x", 10**400, [10**400, 1], 1j, set()),
    *([[[1, 2], [3]]], range(2), [2, [2]], object(), np.zeros((0, 0)), 1e300),
)


@pytest.mark.usefixtures("words_alone")
@pytest.mark.parametrize("name", [*SETTINGS, "sigmoid"])
def test_odd_settings_get_a_sentence(name):
    for base in ({"sizes": [2, 2]}, {"w": [[[1, 2], [3, 4]]], "b": [[0, 1]]}, {"start": "lecture"}):
        for value in ODD:
            try:
                your_own.network(**(base | {name: value})).close()
            except ValueError as refused:
                assert len(str(refused)) > 25, value


@pytest.mark.parametrize(
    ("settings", "says"),
    [
        ({"sizes": [2]}, "sizes must be"),
        ({"sizes": [2, 7]}, "sizes must be"),
        ({"sizes": [2] * 7}, "sizes must be"),
        ({"sizes": "2, 3"}, "sizes must be"),
        ({"sizes": [2, True]}, "sizes must be"),
        ({"sizes": [2, 2.0]}, "sizes must be"),
        ({"sizes": {"sizes": {}}}, "sizes must be"),
        ({"sizes": {"size": [2, 1]}}, "must be one of"),
        ({"sizes": [2, 2], "sigma": "sigmiod"}, "sigma must be one of"),
        ({"sizes": [2, 2], "sigma": ["tanh", "tanh"]}, "a list of one for each of the 1"),
        ({"sizes": [2, 2], "cost": "cost"}, "cost must be one of"),
        ({"sizes": [2, 2], "cost": 3}, "cost must be one of"),
        ({"sizes": [2, 2], "cost": "cross-entropy"}, "make the last activation softmax"),
        ({"sizes": [2, 2], "biases": "no"}, "biases must be one of"),
        ({"sizes": [2, 2], "start": "one"}, "start must be one of"),
        ({"sizes": [2, 2], "start": "lecture"}, 'start="lecture"'),
        ({"sizes": [2, 2], "seed": -1}, "seed"),
        ({"sizes": [2, 2], "x": [1]}, "x must be a list of numbers as long as [0, 0]"),
        ({"sizes": [2, 2], "x": ["a", "b"]}, "x must be a list of numbers as"),
        ({"sizes": [2, 2], "target": [1, float("nan")]}, "target must be a list"),
        ({"sizes": [2, 2], "sigma": "softmax", "target": [1, 1]}, "sum to 1"),
        ({"w": 3}, "w must be a list"),
        ({"w": [1, 2]}, "w must be a list"),
        ({"w": [[1, 2], [3, 4]]}, "w must be a list"),
        ({"w": [[[1, 2], [3]]]}, "w must be a list"),
        ({"w": [[[1, 2]]], "b": [[1], [2]]}, "b must be a list"),
        ({"w": [[[1, 2], [3, 4]]], "b": [0.5]}, "one number for each neuron, as in [[0, 0]]"),
        ({"w": [[[1, 2], [3, 4]]], "b": [[[1], [2, 3]]]}, "b must be a list"),
        ({"w": [[[1, 2]]], "sizes": [3, 1]}, "make the two fit"),
        ({"w": [[[1, 2]], [[1, 2]]]}, "as many inputs"),
        ({"w": [[[1] * 7]]}, "sizes must be"),
        ({"w": [[[1, 2]]], "b": [[1]], "biases": False}, "b isn't 0"),
    ],
)
def test_what_makes_no_network_gets_a_sentence(settings, says):
    with pytest.raises(ValueError, match=r"must|needs|leave|Leave|lecture|inputs") as refused:
        your_own.network(**settings)
    assert says in str(refused.value)


@pytest.mark.parametrize(
    ("make", "state"),
    [
        (lambda: your_own.network([2, 3, 1], seed=4), {"moment": "dC_dz2", "x1": 0.5}),
        (lambda: your_own.network(mazur()), {"number": "b3"}),
        (lambda: your_own.network([3, 4, 2], ["tanh", "softmax"]), {"moment": "C"}),
        (lambda: your_own.network(start="lecture"), {}),
        (lambda: your_own.network((2, 1), ("tanh",), x=(1, 2), w_x1_z1="0.5"), {}),
        (lambda: your_own.network(w=(np.eye(2), np.ones((1, 2)))), {}),
        (lambda: your_own.network(w=[np.eye(2)], x=np.ones(2)), {"number": "b1", "b1": 2}),
        (lambda: your_own.training([2, 3, 1], "relu", biases=False), {"t": 5, "eta": 0.1}),
        (lambda: your_own.expression("x*y + sin(x)", x=2), {"moment": "paths", "input": "y"}),
        (lambda: your_own.expression(["u = x*y", "z = u + sin(u)"], x=2), {"y": 3}),
        (lambda: your_own.expression({"formula": ["u = x*y", "u + 1"], "x": 2}), {"input": "y"}),
    ],
)
def test_one_line_makes_the_state_again(make, state):
    app = make().set(**state)
    again = eval(app.code, {"your_own": your_own})
    assert again.values == app.values
    assert repr(again) == repr(app)


def test_changed_numbers_go_along_into_everything():
    mine = your_own.network(your_own.build()).set(w_x1_z1=2, b6=-1, moment="C")
    changed = own_network([3, 4, 2], ["tanh", "softmax"], seed=3, w_x1_z1=2, b6=-1)
    cost = number(changed.walk.values(changed.start)["C"])
    again = your_own.network(mine)
    assert mine.words.code == repr(again).splitlines()[0]
    assert cost in your_own.training(mine).words.formula[1]
    assert your_own.play(again).code == mine.words.code.replace("network", "play")
    assert mine.words.code.replace("network", "play") in unescape(your_own.sheet(mine).asked())
    assert f"C = {cost}" in your_own.sheet(your_own.play(mine)).solved()
    assert "[[2.0, -1.37, 0.22]" in your_own.pytorch(your_own.training(mine))
    assert your_own.jax(mine) != your_own.jax(mine, b6=0)
    with pytest.raises(ValueError, match="shows no network"):
        your_own.training(your_own.expression("x*y"))
    with pytest.raises(ValueError, match="'w_x1_z1'"):
        your_own.network([2, 2], w_x3_z1=1)


@pytest.mark.parametrize("seed", range(0, 60, 12))
def test_every_blank_of_any_network_can_be_filled_and_a_wrong_sign_is_named(seed):
    settings = drawn(seed) | {"sizes": drawn(seed)["sizes"][:3], "sigma": drawn(seed)["sigma"][-2:]}
    if len(settings["sizes"]) == 2:
        settings["sigma"] = settings["sigma"][-1:]
    own, app = own_network(settings), your_own.play(settings)
    numbers = own.walk.values(own.start)
    for key in own.walk.moments:
        assert app.set(moment=key, **{key: repr(numbers[key])}).words.status.startswith("✓"), key
    for key in own.walk.backward:
        if abs(numbers[key]) > 1e-6:
            said = app.set(moment=key, **{key: repr(-numbers[key])}).words.status
            assert "sign" in said or "is written instead of" in said, (key, said)
            app.set(**{key: repr(numbers[key])})


def test_the_sheet_has_every_blank_and_every_given_number(tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)
    own = own_network([3, 4, 2], ["tanh", "softmax"], seed=3)
    sheet = your_own.sheet([3, 4, 2], ["tanh", "softmax"], seed=3)
    asked = sheet.asked()
    assert asked.count("class='blank'") == len(own.walk.moments) == 45
    tables = re.sub(r"<[^>]+>", "", asked)
    for value in own.net.theta:
        assert f"= {str(value).removesuffix('.0').replace('-', '−')}" in tables
    assert "ends in .html" in sheet.save("mine.txt")
    assert "Saved as my_sheet.html" in sheet.save()
    page = (tmp_path / "my_sheet.html").read_text("utf-8")
    assert asked in page and sheet.solved() in page
    assert page.count('<div class="sheet">') == 2 and "<title>" in page
    assert "can't be saved here" in your_own.pytorch([1, 1]).save("no/where.py")
    assert "Saved as my_network.py" in your_own.pytorch([1, 1]).save()
    compile((tmp_path / "my_network.py").read_text("utf-8"), "my_network.py", "exec")


def test_paths_are_multiplied_and_added():
    app = your_own.expression("z = (x*y + sin(x))**2", x=1, y=2).set(moment="paths")
    assert app.words.formula[-1] == "∂z/∂x = 11.4 + 3.07 = 14.4"
    assert app.set(moment="dz_dx").words.formula[-1].endswith("= 14.4")


MOMENTS = ("start", "z", "paths", "dz_dx")


def test_what_is_no_number_is_said_in_the_place_of_the_sentence():
    app = your_own.expression("1/x").set(x=0, moment="z")
    assert app.words.status.startswith("z divides by 0")
    assert app.words.formula == ()
    assert app.set(x=2).words.formula[-1] == "= 1 / 2 = 0.5"
    kink = your_own.expression("relu(x)", x=0)
    said = {moment: "kink" in kink.set(moment=moment).words.status for moment in MOMENTS}
    assert said == {"start": False, "z": True, "paths": True, "dz_dx": False}


@pytest.mark.parametrize(
    ("formula", "values", "says"),
    [
        ("x*y", {"w": 1}, "no input 'w'"),
        ("x*y", {"x": "a"}, "x must be a number"),
        ("x*y", {"x": 1e9}, "x must be a number"),
        ({"x": 1}, {}, "in quotation marks"),
        ([], {}, "Write a formula"),
        (["x*y", 3], {}, "nothing to nudge"),
        ("moment*2", {}, "already has a meaning"),
        ("2x", {}, "* for every multiplication"),
    ],
)
def test_what_makes_no_formula_gets_a_sentence(formula, values, says):
    with pytest.raises(ValueError, match=r"no|must|already|Write") as refused:
        your_own.expression(formula, **values)
    assert says in str(refused.value)
