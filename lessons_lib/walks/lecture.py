"""The walk of the lessons: the lecture's six neurons with our target, and names for its parts."""

from lessons_lib import lecture
from lessons_lib.walks.network import network_walk

SIX_NEURONS = network_walk(lecture.six_neurons())
START = SIX_NEURONS.start(lecture.six_neurons(), lecture.X, lecture.TARGET)
SYMBOLS = SIX_NEURONS.symbols
WIRING = SIX_NEURONS.wiring
LAYERS, NEURONS, PARAMETERS = WIRING.layers, WIRING.neurons, WIRING.parameters
WIRES, BIASES = WIRING.wires, WIRING.biases
activation, weight = WIRING.activation, WIRING.weight
factors, title = WIRING.factors, WIRING.title
LIMIT = 5  # the largest absolute value of an input, a weight, a bias or a target
