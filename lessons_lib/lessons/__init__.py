"""The lessons: each has a package here, and a notebook, test files and a facts file of its name."""

from dataclasses import dataclass

from lessons_lib.language import later


@dataclass(frozen=True)
class Lesson:
    """One lesson; its number and name make `notebooks/NN_name.ipynb`.

    Times in minutes: the lesson, its exercises, and the optional parts at its end. On the map of
    the lessons it is a sign, its short formula, with a promise.
    """

    number: int
    name: str
    title: str
    question: str
    minutes: int
    exercise_minutes: int = 0
    more: int = 0
    sign: str = ""
    promise: str = ""

    def __post_init__(self) -> None:
        later(self, "title", "question", "promise")


LESSONS = (
    Lesson(0, "start_here", "Start here", "What is this, and does my setup work?", 10),
    Lesson(
        1,
        "gradient_descent",
        "Gradient descent",
        "How do we get from θ⁰ to θ¹ to θ²?",
        30,
        30,
        5,
        sign="θ − η·∇L",
        promise="You walk down a hill in the fog, step by step, and find out how long a step "
        "may be.",
    ),
    Lesson(
        2,
        "chain_rule",
        "The chain rule",
        "What happens to z when we nudge x?",
        25,
        35,
        sign="dy/dx · dz/dy",
        promise="You follow a nudge along one path, and multiply; then along several, and add.",
    ),
    Lesson(
        3,
        "forward_pass",
        "The forward pass",
        "What is ∂z/∂w?",
        20,
        15,
        sign="∂z/∂w = a",
        promise="You find that the first factor of every derivative is just what the wire carries.",
    ),
    Lesson(
        4,
        "backward_pass",
        "The backward pass",
        "Where does ∂C/∂z come from?",
        25,
        10,
        sign="σ′(z)·Σ w·∂C/∂z",
        promise="You turn the network around, and it hands back the second factor of every "
        "derivative.",
    ),
    Lesson(
        5,
        "six_neurons",
        "Six neurons",
        "Can I find the gradient of every parameter of a whole network, by hand?",
        30,
        40,
        15,
        sign="z₁ … z₆",
        promise="You walk the whole network, forward and backward, and fill in the numbers "
        "yourself.",
    ),
    Lesson(
        6,
        "forward_times_backward",
        "Forward × backward",
        "Is the gradient right, and why is it so cheap?",
        25,
        15,
        25,
        sign="a · ∂C/∂z",
        promise="You check all 18 derivatives another way, break the code on purpose, and add "
        "up the price.",
    ),
    Lesson(
        7,
        "update_after",
        "Update last",
        "What is backpropagation, and what is gradient descent?",
        25,
        10,
        20,
        sign="∇C → θ",
        promise="You track down one of the most common bugs, on a famous page, to the last digit.",
    ),
    Lesson(
        8,
        "training",
        "Training",
        "How does a network learn?",
        30,
        10,
        20,
        sign="θ⁰ → θ¹ → …",
        promise="You train networks on points in the plane, and see three ways to fail.",
    ),
    Lesson(
        9,
        "optimizers",
        "Optimizers",
        "Is there a better way down?",
        30,
        10,
        20,
        sign="λ·v − η·∇L",
        promise="You race six ways down a hill, and free a neuron that's stuck.",
    ),
    Lesson(
        10,
        "handwritten_digits",
        "Handwritten digits",
        "Does it work on something real?",
        25,
        5,
        25,
        sign="8 × 8 → 0 … 9",
        promise="You train on real handwriting, and follow a gradient back to single pixels.",
    ),
    Lesson(
        11,
        "your_own",
        "Build your own",
        "Does it work on my network, and on my formula?",
        25,
        20,
        sign="z = f(x, y)",
        promise="You build a network, type a formula, and walk through both as before.",
    ),
    Lesson(
        12,
        "to_frameworks",
        "On to PyTorch and JAX",
        "Where is all this in PyTorch and JAX?",
        30,
        30,
        sign="W · A + b",
        promise="You write your own backward(), and find each of its steps in PyTorch and JAX.",
    ),
)
