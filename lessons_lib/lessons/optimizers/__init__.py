"""Lesson 09: better update rules, and the cost that avoids a saturated neuron."""

from typing import Any

from lessons_lib.app import App, Choice, Control, Presets, Slider, Steps, TextLine
from lessons_lib.language import Later, say
from lessons_lib.lessons.optimizers import neuron_scene, race_scenes, typed_start
from lessons_lib.lessons.optimizers.race_scenes import ALL, NOBODY
from lessons_lib.lessons.optimizers.racing_rules import PLACES, RUNNERS, STEPS

SIZE = (9.6, 3.9)
RATES = {
    Later("η, constant"): "constant",
    "η / √(t + 1)": "root",
    Later("halved every 20 steps"): "steps",
    Later("cosine, down to 0"): "cosine",
}


def _example(rule: str, landscape: str, eta: float, lam: float = 0.9) -> dict[str, Any]:
    place = {"landscape": landscape, "start": "", "eta": eta, "lam": lam, "schedule": "constant"}
    return {"t": STEPS, "rule": rule, "beside": ALL, **place}


AT_ITS_BEST = {
    "plain": _example("plain", "round bowl", 0.5),
    "momentum": _example("momentum", "rotated ravine", 0.3),
    "Nesterov": _example("Nesterov", "rotated ravine", 0.1),
    "Adagrad": _example("Adagrad", "ravine", 0.9),
    "RMSProp": _example("RMSProp", "plateau", 0.1),
    "Adam": _example("Adam", "rotated ravine", 0.7),
}
AT_ITS_WORST = {
    "plain": _example("plain", "plateau", 0.1),
    "momentum": _example("momentum", "round bowl", 0.5, lam=0.99),
    "Nesterov": _example("Nesterov", "ravine", 0.3),
    "Adagrad": _example("Adagrad", "rotated ravine", 0.1),
    "RMSProp": _example("RMSProp", "round bowl", 0.65),
    "Adam": _example("Adam", "rotated ravine", 0.1),
}


def momentum() -> App:
    """Momentum or Nesterov beside plain gradient descent.

    Keywords: the step `t`, the `rule` ("momentum", "Nesterov"), the `landscape`, `eta`, `lam`, and
    the `start`, as "−4, 2", or "" for that of the landscape.
    """
    rule = _rule("momentum", "Nesterov")
    controls = [_steps(), rule, _landscape(), _eta(0.1), _lam("λ"), _start()]
    return App(momentum, race_scenes.momentum_scene, controls, size=SIZE)


def own_rates() -> App:
    """Adagrad, RMSProp or Adam beside plain gradient descent.

    Keywords: the step `t`, the `rule` ("Adagrad", "RMSProp", "Adam"), the `landscape`, `eta`, and
    the `start`.
    """
    rule = _rule("Adagrad", "RMSProp", "Adam")
    controls = [_steps(), rule, _landscape(), _eta(0.3), _start()]
    return App(own_rates, race_scenes.own_rates_scene, controls, size=SIZE)


def race() -> App:
    """All six rules.

    Keywords: the step `t`, the `rule` to follow, the rules to run `beside` it ("all", "nobody",
    or one rule), the `landscape`, `eta`, `lam`, the `schedule` of η, and the `start`.
    """
    beside = {Later("all others"): ALL, Later("none"): NOBODY} | {
        runner.title: name for name, runner in RUNNERS.items()
    }
    presets = {
        say(how, rule=RUNNERS[name].title): preset
        for how, presets in (
            (Later("best for {rule}"), AT_ITS_BEST),
            (Later("worst for {rule}"), AT_ITS_WORST),
        )
        for name, preset in presets.items()
    }
    controls = [
        _steps(),
        _rule(*RUNNERS),
        Choice("beside", Later("compare with"), ALL, beside),
        _landscape(),
        _eta(0.1),
        _lam(Later("λ of ■ and ▲")),
        Choice("schedule", Later("η at step t"), "constant", RATES),
        Presets(Later("examples"), presets),
        _start(),
    ]
    return App(race, race_scenes.scene, controls, size=SIZE)


def neuron() -> App:
    """One saturated neuron, learning with the squared error and with the cross-entropy.

    Keywords: the step `t`, the initial `w` and `b`, and `eta`.
    """
    return neuron_scene.app(neuron)


def _steps() -> Control:
    return Steps("t", Later("step t"), range(STEPS + 1))


def _rule(*names: str) -> Control:
    return Choice("rule", Later("rule"), names[0], {RUNNERS[name].title: name for name in names})


def _landscape() -> Control:
    return Choice("landscape", Later("landscape"), "ravine", list(PLACES))


def _start() -> Control:
    hint = Later("touch the picture, or type −4, 2")
    return TextLine("start", Later("start θ⁰"), "", typed_start.read, typed_start.touched, hint)


def _eta(value: float) -> Control:
    return Slider("eta", Later("learning rate η"), value, low=0.01, high=1, step=0.01)


def _lam(label: str) -> Control:
    return Slider("lam", label, 0.9, low=0, high=0.99, step=0.01)
