"""The sentences of the walks, for one wire and for many, for each activation and cost.

Symbols are in the notation of formulas. Neurons are named by their numbers.
"""

from collections.abc import Sequence

from lessons_lib.language import Later

_NUMBERS = {2: Later("two"), 3: Later("three"), 4: Later("four"), 5: Later("five"), 6: Later("six")}


def count(n: int) -> str:
    """The number as a word, or in digits from 7 on."""
    return _NUMBERS.get(n, str(n))


def listed(names: Sequence[str]) -> str:
    """Several names as words: 3, 4 and 5."""
    first, *others = names
    for i, name in enumerate(others, start=2):
        if i < len(names):
            first = Later("{names}, {name}", names=first, name=name)
        else:
            first = Later("{names} and {name}", names=first, name=name)
    return first


ADDS_UP = {  # by whether there are several wires, and whether there is a bias
    (True, True): Later(
        "Neuron {n} adds up what its {count} wires contribute, plus its bias. On the way we "
        "record what each wire carries: that's ∂{z}/∂w."
    ),
    (True, False): Later(
        "Neuron {n} adds up what its {count} wires contribute. On the way we record what each "
        "wire carries: that's ∂{z}/∂w."
    ),
    (False, True): Later(
        "Neuron {n} adds its bias to what its wire contributes. On the way we record what the "
        "wire carries: that's ∂{z}/∂w."
    ),
    (False, False): Later(
        "Neuron {n} takes what its only wire contributes. On the way we record what the wire "
        "carries: that's ∂{z}/∂w."
    ),
}
SENDS = {  # by the activation
    "sigmoid": Later("The sigmoid turns {z} into a number between 0 and 1. {where}"),
    "tanh": Later("Tanh turns {z} into a number between −1 and 1. {where}"),
    "relu": Later("Relu lets {z} through if it's positive, and sends 0 if not. {where}"),
    "leaky relu": Later(
        "Leaky relu lets {z} through if it's positive, and a hundredth of it if not. {where}"
    ),
    "softplus": Later("Softplus turns {z} into a positive number. {where}"),
    "identity": Later("There's no activation function here: {z} continues as it is. {where}"),
    "softmax": Later(
        "Softmax turns the {count} z of this layer into fractions that add up to 1: every z "
        "changes every a. {where}"
    ),
}
ONLY_SHARE = Later("The softmax of a single number is always 1. {where}")
WHERE = {  # by the number of wires that lead on
    0: Later("This is an output of the network."),
    1: Later("It goes on to the next neuron."),
    2: Later("It goes along both wires."),
}
ON_TO_ALL = Later("It goes along all {count} wires.")

COMPARES = {  # by whether there are several outputs
    True: Later(
        "The cost compares the outputs with the target ŷ. Now we know how wrong the network is, "
        "and the forward pass is over."
    ),
    False: Later(
        "The cost compares the output with the target ŷ. Now we know how wrong the network is, "
        "and the forward pass is over."
    ),
}
COST_GROWS = Later("The network is reversed. What goes in now is how fast the cost grows with {y}.")

OUTPUT = {  # by whether there is an activation
    True: Later("An output neuron: its amplifier multiplies {dC_da} by σ′({z})."),
    False: Later(
        "An output neuron without an activation function: σ′({z}) is 1, and {dC_da} passes "
        "unchanged."
    ),
}
JOINED = {  # an activation whose derivative and that of its cost are found in one
    "sigmoid": Later(
        "The network is reversed. Sigmoid and binary cross-entropy match: σ′ cancels, and "
        "only {y} − {target} is left."
    ),
    "softmax": Later(
        "The network is reversed. Softmax and cross-entropy match: all paths together "
        "leave only {y} − {target}."
    ),
}
HIDDEN = {  # by whether there are several wires, and whether there is an activation
    (True, True): Later(
        "Back through the same {count} weights: what comes from neurons {neurons} is added up, "
        "then the amplifier multiplies by σ′({z})."
    ),
    (True, False): Later(
        "Back through the same {count} weights: what comes from neurons {neurons} is added up. "
        "Without an activation function σ′({z}) is 1."
    ),
    (False, True): Later(
        "Back through the same weight: what comes from neuron {neurons} goes into the amplifier, "
        "which multiplies by σ′({z})."
    ),
    (False, False): Later(
        "Back through the same weight: what comes from neuron {neurons} passes unchanged. "
        "Without an activation function σ′({z}) is 1."
    ),
}
SHARE = {  # ∂C/∂z in a softmax, by whether it has several neurons
    True: Later(
        "{z} changes each of the {count} a of this softmax: along each path we multiply, and "
        "across paths we add."
    ),
    False: Later("The softmax of a single number is always 1, so {z} changes nothing."),
}
COST_FEELS = {  # ∂C/∂a before a softmax, by whether several wires lead on
    True: Later(
        "Back through the same {count} weights: what comes from neurons {neurons} is "
        "added up. That's {dC_da}: how the cost responds to {a}."
    ),
    False: Later(
        "What neuron {neurons} hands back comes through the same weight. That's "
        "{dC_da}: how the cost responds to {a}."
    ),
}
GRADIENT_OF_WEIGHT = Later(
    "Forward value × backward value = gradient: what the wire carries, times ∂C/∂z of the neuron "
    "it leads to."
)
GRADIENT_OF_BIAS = Later(
    "A bias is the weight on a wire that always carries 1, so its gradient is ∂C/∂z itself."
)

COMPUTED = {  # a node of a graph, by whether several edges lead into it
    True: Later(
        "{v} is computed from {inputs}. On each edge we record how fast {v} changes with that "
        "input: the local derivative."
    ),
    False: Later(
        "{v} is computed from {inputs}. On the edge we record how fast {v} changes with "
        "{inputs}: the local derivative."
    ),
}
LAST_EDGE = Later("One edge leads from {v} to {end}: its number is {slope}.")
ONE_EDGE = Later("One edge leads from {v} on to {after}: multiply its number by ∂{end}/∂{after}.")
EDGES = Later(
    "From {v}, {count} edges lead on to {after}: multiply along each one, then add them up."
)
