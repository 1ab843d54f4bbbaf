"""The lessons: each is a package here, and a notebook, a test file and a facts file of its name."""

from typing import NamedTuple

from lessons_lib.language import Later


class Lesson(NamedTuple):
    """One lesson: its number and name make `notebooks/NN_name.ipynb`; minutes without exercises."""

    number: int
    name: str
    title: Later
    question: Later
    minutes: int
    exercise_minutes: int


LESSONS = (
    Lesson(
        0, "start_here", Later("Start here"), Later("What is this, and does my set-up work?"), 10, 0
    ),
    Lesson(
        1,
        "gradient_descent",
        Later("Gradient descent"),
        Later("How does θ⁰ become θ¹ become θ²?"),
        25,
        25,
    ),
    Lesson(
        2,
        "chain_rule",
        Later("The chain rule"),
        Later("What happens to z when x is nudged?"),
        25,
        25,
    ),
    Lesson(3, "forward_pass", Later("The forward pass"), Later("What is ∂z/∂w?"), 20, 15),
    Lesson(
        4, "backward_pass", Later("The backward pass"), Later("Where does ∂C/∂z come from?"), 20, 15
    ),
    Lesson(
        5,
        "six_neurons",
        Later("Six neurons"),
        Later("Can I find the gradient of every parameter of a whole network, by hand?"),
        25,
        40,
    ),
    Lesson(
        6,
        "forward_times_backward",
        Later("Forward × backward"),
        Later("Is it right, and why is it cheap?"),
        25,
        30,
    ),
    Lesson(
        7,
        "update_after",
        Later("Update after"),
        Later("What is backpropagation, and what is gradient descent?"),
        25,
        20,
    ),
    Lesson(8, "training", Later("Training"), Later("How does a network learn?"), 25, 20),
    Lesson(9, "optimizers", Later("Optimizers"), Later("Can we walk better?"), 25, 25),
    Lesson(
        10,
        "handwritten_digits",
        Later("Handwritten digits"),
        Later("Does it work on something real?"),
        25,
        20,
    ),
)
