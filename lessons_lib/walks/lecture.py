"""The walk of the lessons: the lecture's six neurons, with our target."""

from lessons_lib import lecture
from lessons_lib.walks.network import network_walk

SIX_NEURONS = network_walk(lecture.six_neurons())
WIRING = SIX_NEURONS.wiring
START = SIX_NEURONS.start(lecture.six_neurons(), lecture.X, lecture.TARGET)
