"""One run of a learner's function: its result, error, and side effects."""

import ast
import copy
import inspect
import linecache
import textwrap
import warnings
from collections import deque
from collections.abc import Callable, Iterator, Sequence, ValuesView
from dataclasses import dataclass
from itertools import islice
from traceback import format_exception_only, walk_tb
from types import FunctionType
from typing import Any

import numpy as np

from lessons_lib.language import say, sentences
from lessons_lib.network import Network

KEPT = (int, float, list, dict, set, np.ndarray)
LONGEST = 10_000  # items taken from a generator, which may be endless


@dataclass(frozen=True)
class Trial:
    """result: None if `stopped`, which describes the error.

    changed: the names of the arguments that the function modified. kept: of what it modified and
    finds again in its next call. warned: the first warning.
    """

    result: Any
    stopped: str
    changed: Sequence[str]
    kept: Sequence[str]
    warned: str

    @property
    def besides(self) -> list[str]:
        """Sentences about side effects, beside the feedback on the result."""
        found = []
        if self.changed:
            found.append(
                say(
                    "Your function changes {name}, which is still needed. Compute "
                    "something new instead.",
                    name=say(", ").join(self.changed),
                )
            )
        if self.kept:
            found.append(
                say(
                    "Your function changes {name}, and finds it changed when it is called "
                    "again. Start afresh in each call.",
                    name=say(", ").join(self.kept),
                )
            )
        twice = _several_times(self.result)
        if twice > 1:
            found.append(
                say(
                    "The same array appears {n} times in the result, so changing it once "
                    "changes it everywhere. Make a new array each time.",
                    n=twice,
                )
            )
        return found


def tried(function: Callable[..., Any], given: tuple[Any, ...]) -> Trial:
    """Run the function on copies of the arguments."""
    mine = copy.deepcopy(given)
    kept = copy.deepcopy(_lasting(function))
    result, stopped = None, ""
    with warnings.catch_warnings(record=True) as caught, np.errstate(all="warn", under="ignore"):
        warnings.simplefilter("always")
        try:
            result = function(*mine)
            if isinstance(result, Iterator | ValuesView | deque):
                result = list(islice(result, LONGEST))
        except KeyboardInterrupt:  # an endless loop can be interrupted
            raise
        except BaseException as error:
            stopped = _stopped(error)
    names = _names(function, len(given))
    changed = [
        name
        for name, before, after in zip(names, given, mine, strict=True)
        if not _same(before, after)
    ]
    now = _lasting(function)
    lasting = [name for name, before in kept.items() if not _same(before, now.get(name))]
    return Trial(result, stopped, changed, lasting, _warned(caught))


def _lasting(function: Any) -> dict[str, Any]:
    """The values by their names that a function can change and find again in its next call."""
    if not isinstance(function, FunctionType):
        return {}
    code, defaults = function.__code__, function.__defaults__ or ()
    names = code.co_varnames[code.co_argcount - len(defaults) : code.co_argcount]
    found = dict(zip(names, defaults, strict=True))
    found |= {name: function.__globals__.get(name) for name in code.co_names}
    return {name: value for name, value in found.items() if isinstance(value, KEPT)}


def has_blank_left(function: Any) -> bool:
    """Whether it contains a blank `...`. An index does not count, as in theta[...]."""
    code = getattr(function, "__code__", None)
    if code is None or ... not in code.co_consts:
        return False
    try:
        tree = ast.parse(textwrap.dedent(inspect.getsource(function)))
    except (OSError, TypeError, SyntaxError):  # for example a function returned by another one
        return True
    indices = {
        id(inner)
        for node in ast.walk(tree)
        if isinstance(node, ast.Subscript)
        for inner in ast.walk(node.slice)
    }
    return any(
        isinstance(node, ast.Constant) and node.value is ... and id(node) not in indices
        for node in ast.walk(tree)
    )


def _names(function: Any, count: int) -> list[str]:
    try:
        names = list(inspect.signature(function).parameters)
    except (TypeError, ValueError):
        names = []
    numbered = [say("argument {n}", n=n + 1) for n in range(count)]
    return [*names[:count], *numbered[len(names[:count]) :]]


def _same(before: Any, after: Any) -> bool:
    one, other = list(_leaves(before)), list(_leaves(after))
    return len(one) == len(other) and all(map(_alike, one, other))


def _alike(before: Any, after: Any) -> bool:
    """Whether it is unchanged, or was put back by t += h, t -= h, which rounds."""
    if isinstance(before, np.ndarray) and np.shape(after) == before.shape:
        return np.allclose(before, after, rtol=1e-9, atol=1e-12, equal_nan=True)
    return callable(before) or np.array_equal(before, after)


def _leaves(value: Any) -> Iterator[Any]:
    if isinstance(value, Network):
        value = [(layer.w, layer.b) for layer in value.layers]
    elif hasattr(value, "__dataclass_fields__"):
        value = [getattr(value, name) for name in value.__dataclass_fields__]
    if isinstance(value, dict):
        value = list(value.items())
    if isinstance(value, list | tuple):
        yield len(value)
        for part in value:
            yield from _leaves(part)
    else:
        yield value


def _several_times(result: Any) -> int:
    """How often the most frequent array occurs in a list, or a view of it."""
    arrays = [
        (part.ctypes.data, part.shape, part.strides)
        for part in _leaves(result)
        if isinstance(part, np.ndarray)
    ]
    return max(map(arrays.count, arrays), default=0)


def _warned(caught: Sequence[warnings.WarningMessage]) -> str:
    for one in caught:
        if issubclass(one.category, RuntimeWarning):
            line = linecache.getline(one.filename, one.lineno).strip()
            return say(
                "NumPy warns in line {line}, {code}: {said}.",
                line=one.lineno,
                code=line,
                said=one.message,
            )
    return ""


def _stopped(error: BaseException) -> str:
    said = "".join(format_exception_only(error)).strip()
    frames = list(walk_tb(error.__traceback__))[1:]  # the first is ours
    if not frames:
        return say("your function couldn't be called. {said}", said=said)
    theirs = frames[0][0].f_globals  # all cells of a notebook share them
    lines = [
        (frame.f_code.co_filename, line) for frame, line in frames if frame.f_globals is theirs
    ]
    own, last = [place for place in lines if place[0] == lines[0][0]][-1], lines[-1]
    code = linecache.getline(*own).strip()
    if "^" in code and isinstance(error, TypeError):
        said = sentences([f"{said}.", say("In Python a power is written **, as in x**2.")])
    if own != last:  # in a function of another cell, which has its own lines
        called = linecache.getline(*last).strip()
        said = say("in another cell, at {code}\n{said}", code=called, said=said)
    return say(
        "your function stopped in line {line}, {code}\n{said}", line=own[1], code=code, said=said
    )
