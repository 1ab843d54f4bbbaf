"""Calls in a cell that cannot work: exercises without a name, pictures with unknown arguments."""

import ast
from collections.abc import Sequence
from inspect import signature
from types import FunctionType, ModuleType
from typing import Any

from lessons_lib.exercise.asked import Asked
from lessons_lib.language import Later, say

NO_EXERCISE = Later("Put the name of the exercise after {name}, as in {call}.")
NO_SETTINGS = Later("Nothing goes between these brackets: settings follow later, as in {call}.")
TOO_MANY = Later("Numbers that belong together go in square brackets, as in {call}.")


def meant_call(called: Any, call: ast.Call) -> str:
    """What to write instead of this call of a lesson's module or function, or "" if it works."""
    name = ast.unparse(call.func)
    if isinstance(called, ModuleType):
        asked = [key for key, one in vars(called).items() if isinstance(one, Asked)]
        if not asked:
            return ""
        return say(NO_EXERCISE, name=name, call=f"{name}.{asked[0]}({_listed(call.args)})")
    ours = getattr(called, "__module__", "").startswith("lessons_lib.lessons.")
    if not ours or not isinstance(called, FunctionType) or _fits(called, call):
        return ""
    if signature(called).parameters:
        together: list[ast.AST] = [ast.List(call.args), *call.keywords]
        return say(TOO_MANY, call=f"{name}({_listed(together)})")
    return say(NO_SETTINGS, call=f"{name}().set({_listed(call.keywords) or '…=…'})")


def _listed(parts: Sequence[ast.AST]) -> str:
    return ", ".join(map(ast.unparse, parts))


def _fits(function: FunctionType, call: ast.Call) -> bool:
    named = {one.arg: one for one in call.keywords if one.arg}
    if len(named) < len(call.keywords) or any(isinstance(one, ast.Starred) for one in call.args):
        return True  # for Python to decide
    try:
        signature(function).bind(*call.args, **named)
    except TypeError:
        return False
    return True
