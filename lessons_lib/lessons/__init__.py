"""The lessons: each has a package here, and a notebook, test files and a facts file of its name."""

from typing import NamedTuple

from lessons_lib.language import Later


class Lesson(NamedTuple):
    """One lesson; its number and name make `notebooks/NN_name.ipynb`.

    Times in minutes: the lesson, its exercises, and the optional parts at its end.
    """

    number: int
    name: str
    title: Later
    question: Later
    minutes: int
    exercise_minutes: int = 0
    more: int = 0


LESSONS = (
    Lesson(
        0, "start_here", Later("Start here"), Later("What is this, and does my set-up work?"), 10
    ),
    Lesson(
        1,
        "gradient_descent",
        Later("Gradient descent"),
        Later("How does θ⁰ become θ¹ become θ²?"),
        30,
        30,
        5,
    ),
    Lesson(
        2,
        "chain_rule",
        Later("The chain rule"),
        Later("What happens to z when x is nudged?"),
        25,
        35,
    ),
    Lesson(3, "forward_pass", Later("The forward pass"), Later("What is ∂z/∂w?"), 20, 15),
    Lesson(
        4, "backward_pass", Later("The backward pass"), Later("Where does ∂C/∂z come from?"), 25, 10
    ),
    Lesson(
        5,
        "six_neurons",
        Later("Six neurons"),
        Later("Can I find the gradient of every parameter of a whole network, by hand?"),
        30,
        40,
    ),
    Lesson(
        6,
        "forward_times_backward",
        Later("Forward × backward"),
        Later("Is it right, and why is it cheap?"),
        25,
        15,
        25,
    ),
    Lesson(
        7,
        "update_after",
        Later("Update after"),
        Later("What is backpropagation, and what is gradient descent?"),
        25,
        10,
        20,
    ),
    Lesson(8, "training", Later("Training"), Later("How does a network learn?"), 30, 10, 20),
    Lesson(9, "optimizers", Later("Optimizers"), Later("Can we walk better?"), 30, 10, 20),
    Lesson(
        10,
        "handwritten_digits",
        Later("Handwritten digits"),
        Later("Does it work on something real?"),
        25,
        5,
        25,
    ),
)
