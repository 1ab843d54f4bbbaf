"""The race of the update rules, and its texts."""

from collections.abc import Callable, Sequence

import numpy as np
from matplotlib.figure import Figure

from lessons_lib.app import Table, Words
from lessons_lib.draw.step_lines import StepLines
from lessons_lib.draw.style import QUIET
from lessons_lib.draw.trail import Trail
from lessons_lib.language import say, sentences
from lessons_lib.lessons.optimizers.contours import Contours
from lessons_lib.lessons.optimizers.racing_rules import (
    ARRIVED,
    PLACES,
    RUNNERS,
    STEPS,
    Race,
    vector,
)
from lessons_lib.lessons.optimizers.tip_to_tail import TipToTail
from lessons_lib.lessons.optimizers.typed_start import point
from lessons_lib.notation import nearly, number, superscript

NOBODY, ALL = "nobody", "all"  # the rules beside the followed one, if not a single one
LEVELS = {
    "round bowl": (1, 4, 9, 16, 25, 36),
    "ravine": (0.1, 0.5, 1, 2, 5, 10, 20, 35),
    "rotated ravine": (0.1, 0.5, 1, 2, 5, 10, 20, 35),
    "saddle": (0.1, 0.3, 0.6, 1, 1.5, 2.5, 4, 6, 9, 13),
    "plateau": (0.1, 0.3, 0.5, 0.65, 0.75, 0.82, 0.87, 0.9, 0.92),
}
VALLEYS = {name: [(0.0, 0.0)] for name in PLACES} | {"saddle": [(0.0, 2.0), (0.0, -2.0)]}
LOWEST, HIGHEST = 1e-4, 100.0  # limits of the axis of L
_FAR = 2  # in widths of the picture


def momentum_scene(fig: Figure) -> Callable[..., Words]:
    """As `scene`, beside the plain rule; arrows show the parts of the next step."""
    update = scene(fig)
    step = TipToTail(fig.axes[0], ("λ·v", "−η·g"))

    def with_arrows(t: int, rule: str, landscape: str, eta: float, lam: float, start: str) -> Words:
        race = Race(landscape, eta, lam, own_start=point(start))
        walk, now = race.walk(rule), race.moment(rule, t)
        if now is None or walk.outside(t):
            step.hide()
        else:
            (v,) = now.before if rule == "momentum" else now.after
            step.show(now.theta, lam * np.broadcast_to(v, 2), -eta * now.g)
        return update(t, rule, "plain", landscape, eta, lam, "constant", start)

    return with_arrows


def own_rates_scene(fig: Figure) -> Callable[..., Words]:
    """As `scene`, beside the plain rule, without λ."""
    update = scene(fig)

    def fewer(t: int, rule: str, landscape: str, eta: float, start: str) -> Words:
        return update(t, rule, "plain", landscape, eta, 0.9, "constant", start)

    return fewer


def scene(fig: Figure) -> Callable[..., Words]:
    """The picture of `optimizers.race`; its update takes the same keywords."""
    ax, beside_it = fig.add_axes((0.06, 0.13, 0.57, 0.84)), fig.add_axes((0.735, 0.13, 0.25, 0.84))
    right, top = PLACES["ravine"].landscape.edges
    ax.set(xlim=(-right, right), ylim=(-top, top), xlabel="θ₁")
    ax.set_ylabel("θ₂", rotation=0)
    for axis in (ax.xaxis, ax.yaxis):
        axis.set_url("start")
    contours = Contours(
        ax, {name: place.landscape.loss for name, place in PLACES.items()}, LEVELS, VALLEYS
    )
    trails = {name: Trail(ax, runner.look) for name, runner in RUNNERS.items()}
    beside_it.set(xlim=(0, STEPS), ylim=(LOWEST, HIGHEST), yscale="log", xlabel="t")
    beside_it.set_ylabel("L", rotation=0, labelpad=10)
    beside_it.minorticks_off()
    (small,) = beside_it.plot([], [], color=QUIET, lw=1.2, ls=":", animated=True)
    curves = StepLines(beside_it, [runner.look for runner in RUNNERS.values()])

    def update(
        t: int,
        rule: str,
        beside: str,
        landscape: str,
        eta: float,
        lam: float,
        schedule: str,
        start: str,
    ) -> Words:
        race = Race(landscape, eta, lam, schedule, point(start))
        others = {NOBODY: (), ALL: tuple(RUNNERS)}.get(beside, (beside,))
        names = [name for name in RUNNERS if name == rule or name in others]
        contours.show(landscape)
        for name, trail in trails.items():
            if name in names:
                _trail(trail, race, name, t, chosen=name == rule)
            else:
                trail.hide()
        known = [race.walk(name).losses[: t + 1] if name in names else [] for name in RUNNERS]
        curves.show([np.clip(losses, LOWEST, HIGHEST).tolist() for losses in known])
        small.set_data([0, STEPS], [ARRIVED * race.walk(rule).losses[0]] * 2)
        return Words(
            status=_status(race, names, t),
            formula=_formula(race, rule, t),
            alt=_alt(race, names, t),
            table=_table(race, names, rule, t),
        )

    return update


def _trail(trail: Trail, race: Race, name: str, t: int, *, chosen: bool) -> None:
    walk = race.walk(name)
    t = min(t, walk.last)
    points = np.array([step.theta for step in walk.steps[: t + 1]])
    title = superscript(f"θ{t}") if chosen else ""
    if walk.outside(t):  # later points would only fill the picture with lines
        far = np.abs(points / walk.landscape.edges).max(axis=1) > _FAR
        points = points[: int(far.argmax()) + 1] if far.any() else points
        title = title or RUNNERS[name].look.glyph
    now = race.moment(name, t) if chosen else None
    behind = -np.sign(now.change[1]) if now else 0  # the side without an arrow
    trail.show(points, title, (0, behind or 1), quiet=not chosen)


def _status(race: Race, names: Sequence[str], t: int) -> str:
    start = race.walk(names[0]).losses[0]
    if t == 0:
        theta = vector(race.start)
        at = {"theta": theta, "loss": number(start)}
        one, *others = titles = [RUNNERS[name].title for name in names]
        if not others:
            return say("{rule} starts at θ^0 = {theta}, where L = {loss}.", rule=one, **at)
        if len(others) == 1:
            return say(
                "{rule} and {other} start at θ^0 = {theta}, where L = {loss}.",
                rule=one,
                other=others[0],
                **at,
            )
        return say(
            "All start at θ^0 = {theta}, where L = {loss}: {rules}.",
            rules=say(", ").join(titles),
            **at,
        )
    results = say(", ").join(_result(race, name, t) for name in names)
    said = say("Step {t}. L is {results}.", t=t, results=results)
    losses = [race.at(name, t)[1] for name in names]
    if all(LOWEST <= loss <= HIGHEST for loss in losses):
        return said
    drawn = say(
        "(Above {highest} and below {lowest}, a curve of L runs along the edge.)",
        highest=number(HIGHEST),
        lowest=number(LOWEST),
    )
    return sentences([said, drawn])


def _result(race: Race, name: str, t: int) -> str:
    walk, since, more = race.walk(name), race.arrived(name, t), ""
    if walk.outside(min(t, walk.last)):
        more = say(" (outside the picture)")
    elif since is not None:
        more = say(" (arrived at step {since})", since=since)
    loss = nearly(race.at(name, t)[1])
    return say("{loss} for {rule}{more}", loss=loss, rule=RUNNERS[name].title, more=more)


def _formula(race: Race, name: str, t: int) -> tuple[str, ...]:
    before = max(t - 1, 0)
    now = race.moment(name, before)
    if now is None:
        return (
            say(
                "{rule} has gone beyond the numbers a computer can hold.",
                rule=RUNNERS[name].title,
            ),
        )
    slopes = ", ".join(PLACES[race.place].landscape.slopes)
    rate = "" if race.schedule == "constant" else f"{say(', ')}η = {number(now.eta)}"
    return (
        say(
            "{where}: {what}",
            where=RUNNERS[name].title,
            what=f"g = ∇L(θ^{{{before}}}) = ({slopes}) = {vector(now.g)}{rate}",
        ),
        *(RUNNERS[name].in_numbers(now) if t else RUNNERS[name].in_letters()),
    )


def _alt(race: Race, names: Sequence[str], t: int) -> str:
    places = []
    for name in names:
        theta, loss = race.at(name, t)
        places.append(
            say(
                "{rule} at θ = {theta}, L = {loss}",
                rule=RUNNERS[name].title,
                theta=vector(theta),
                loss=nearly(loss),
            )
        )
    return say(
        "The landscape L(θ) = {loss} from above and L against the steps, after {t} of "
        "{steps} steps with η = {eta}: {places}.",
        loss=PLACES[race.place].landscape.text,
        t=t,
        steps=STEPS,
        eta=number(race.eta),
        places=say("; ").join(places),
    )


def _table(race: Race, names: Sequence[str], chosen: str, t: int) -> Table:
    rows = []
    for name in names:
        (theta, loss), since = race.at(name, t), race.arrived(name, t)
        arrived = "–" if since is None else str(since)
        rows.append((RUNNERS[name].title, *map(nearly, (*theta, loss)), arrived))
    return Table(
        (say("rule"), "θ_1", "θ_2", "L", say("arrived at step")), rows, lit=names.index(chosen)
    )
