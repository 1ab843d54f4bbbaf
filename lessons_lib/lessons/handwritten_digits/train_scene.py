"""The training on digits: L and the accuracy over the epochs."""

from collections.abc import Callable

from matplotlib.figure import Figure

from lessons_lib.app import Table, Words
from lessons_lib.language import say
from lessons_lib.lessons.handwritten_digits.digit_training import (
    EPOCHS,
    Epoch,
    examples,
    training,
)
from lessons_lib.lessons.handwritten_digits.two_curves import TwoCurves
from lessons_lib.notation import number


def scene(fig: Figure) -> Callable[..., Words]:
    """The picture of `handwritten_digits.train`; its update takes the same keywords."""
    left, right = fig.add_axes((0.09, 0.09, 0.4, 0.86)), fig.add_axes((0.59, 0.09, 0.4, 0.86))
    losses = TwoCurves(left, EPOCHS, "L")
    left.set(yscale="log", ylim=(0.02, 4))
    left.set_yticks([0.03, 0.1, 0.3, 1, 3], ["0.03", "0.1", "0.3", "1", "3"])
    left.minorticks_off()
    right_answers = TwoCurves(right, EPOCHS, "%")
    right.set(ylim=(0, 103))

    def update(epoch: int, eta: float, hidden: int) -> Words:
        epochs = training(eta, hidden).upto(epoch)
        losses.show([e.training.loss for e in epochs], [e.held_out.loss for e in epochs])
        right_answers.show(
            [100 * e.training.right for e in epochs], [100 * e.held_out.right for e in epochs]
        )
        now = epochs[-1]
        return Words(
            status=_status(epoch, now),
            formula=_judged(now),
            alt=say(
                "Two charts up to epoch {epoch}, with a solid line for the digits it "
                "trains on and a dashed line for those held out. On the left, the loss: "
                "{loss} and {loss_held_out}. On the right, the fraction of right answers: "
                "{right} and {right_held_out}.",
                epoch=epoch,
                loss=number(now.training.loss),
                loss_held_out=number(now.held_out.loss),
                right=percent(now.training.right),
                right_held_out=percent(now.held_out.right),
            ),
            table=Table(
                (
                    say("epoch"),
                    say("L, training"),
                    say("L, held out"),
                    say("right, training"),
                    say("right, held out"),
                ),
                [
                    (
                        str(t),
                        number(e.training.loss),
                        number(e.held_out.loss),
                        percent(e.training.right),
                        percent(e.held_out.right),
                    )
                    for t, e in enumerate(epochs)
                ],
                lit=epoch,
            ),
        )

    return update


def percent(share: float) -> str:
    """A share in percent, to one decimal place: 96.9 %."""
    return say("{percent}%", percent=f"{100 * share:.1f}")


def _status(epoch: int, now: Epoch) -> str:
    right = percent(now.held_out.right)
    if epoch == 0:
        return say(
            "Epoch 0: the weights are random. {right} of the held-out digits are "
            "classified correctly, no better than guessing.",
            right=right,
        )
    end = say(" This is the last epoch.") if epoch == EPOCHS else ""
    return say(
        "Epoch {epoch} of {epochs}: {right} of the held-out digits are classified correctly.{end}",
        epoch=epoch,
        epochs=EPOCHS,
        right=right,
        end=end,
    )


def _judged(now: Epoch) -> tuple[str, ...]:
    s = examples()
    parts = (
        (say("● training"), now.training, s.x.shape[1]),
        (say("□ held out"), now.held_out, s.held_out_x.shape[1]),
    )
    return tuple(
        say(
            "{name}: L = {loss}, {right:,} of {all:,} right",
            name=name,
            loss=number(judged.loss),
            right=round(judged.right * count),
            all=count,
        )
        for name, judged, count in parts
    )
