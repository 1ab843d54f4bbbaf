"""IPython transformers for cells that call a check; other cells are left alone.

`listen` registers a transformer of the text (see `typed`) and one of the syntax tree. The latter
defers the evaluation of an answer into the check, which can then explain errors, and provides the
functions of a pocket calculator.
"""

import ast
import builtins
import re
import sys
from difflib import get_close_matches
from types import ModuleType
from typing import Any

from lessons_lib.exercise.asked import NAMES, Asked, not_known
from lessons_lib.exercise.doubts import doubt
from lessons_lib.exercise.predictions import Predictions
from lessons_lib.exercise.typed import as_python, of_a_lesson
from lessons_lib.exercise.wrong_call import NO_EXERCISE, meant_call
from lessons_lib.language import Later, say

LESSON = re.compile(r"lessons_lib\.lessons\.\w+\.exercises")
OTHER = Later(
    "Something else now has the name {module}. To get this lesson's exercises back, run this "
    "line: from {lesson} import exercises as {module}"
)


def listen(shell: Any) -> None:
    """Register the transformers in this shell, once."""
    reader = _CheckTransformer(shell)
    for hooks in (shell.input_transformers_cleanup, shell.ast_transformers):
        hooks[:] = [one for one in hooks if type(one).__module__ != __name__] + [reader]


class _CheckTransformer:
    """Transforms text when called, and a syntax tree when used as a visitor."""

    has_side_effects = True  # so that a console still detects incomplete input

    def __init__(self, shell: Any) -> None:
        self._shell = shell

    def __call__(self, lines: list[str]) -> list[str]:
        source = as_python("".join(lines), self._asks)
        return of_a_lesson(source, self._is_ours).splitlines(keepends=True)

    def visit(self, tree: ast.Module) -> ast.Module:
        bound = _bound(tree)
        try:
            tree.body = [self._explained(statement, bound) for statement in tree.body]
            answers = [statement for statement in tree.body if self._is_answer(statement)]
            if not answers:
                return tree
            unknown = NAMES.keys() - bound - vars(builtins).keys()
            tree = _Named(unknown - self._shell.user_ns.keys()).visit(tree)
            for statement in answers:
                _compute_inside(statement)
                if statement is not tree.body[-1]:  # IPython shows the last one alone
                    _show(statement)
            return ast.fix_missing_locations(tree)
        except RecursionError:  # a thousand signs in a row
            return tree

    def _is_answer(self, statement: ast.stmt) -> bool:
        return self._asks(*_called(statement))

    def _explained(self, statement: ast.stmt, bound: set[str]) -> ast.stmt:
        """The statement, or what it meant if it calls no check but nearly does."""
        module, name = _called(statement)
        there = self._shell.user_ns.get(module)
        if not name or hasattr(builtins, module or name) or {module or name, "*"} & bound:
            return statement
        called = getattr(there, name, None) if module else self._shell.user_ns.get(name)
        assert isinstance(statement, ast.Expr) and isinstance(statement.value, ast.Call)
        if told := meant_call(called, statement.value):
            return _telling(told, statement)
        if hasattr(there, name) or (not module and name in self._shell.user_ns):
            return statement
        checks = self._checks(there)
        typed = f"{module}.{name}".lstrip(".")
        meant = [one for one in checks if one.endswith((f".{name}", f".predict_{name}"))]
        near = meant or get_close_matches(typed.lower(), checks, n=1, cutoff=0.8)
        if lesson := _lesson_with(module, name):
            told = say(OTHER, module=module, lesson=lesson)
        elif near:
            told = not_known(typed, near)
        elif checks and there is not None:
            told = say(NO_EXERCISE, name=module, call=f"{checks[0]}(…)")
        else:
            return statement
        return _telling(told, statement)

    def _checks(self, there: Any) -> list[str]:
        """What can be called in this module, or in any, as it is called."""
        return [
            f"{owner}.{check}"
            for owner, value in self._shell.user_ns.items()
            if there is None or value is there
            for check, one in getattr(value, "__dict__", {}).items()
            if isinstance(one, Asked | Predictions)
        ]

    def _asks(self, module: str, check: str) -> bool:
        return isinstance(getattr(self._shell.user_ns.get(module), check, None), Asked)

    def _is_ours(self, name: str) -> bool:
        found = self._shell.user_ns.get(name)
        return isinstance(found, ModuleType) and found.__name__.startswith("lessons_lib.")


def _called(statement: ast.stmt) -> tuple[str, str]:
    """The module and the name if the statement is a call like check.x(…) or x(…); else ""."""
    match statement:
        case ast.Expr(ast.Call(ast.Name(name))):
            return "", name
        case ast.Expr(ast.Call(ast.Attribute(ast.Name(module), name))):
            return module, name
    return "", ""


def _telling(told: str, statement: ast.stmt) -> ast.stmt:
    """A statement that shows this feedback in the place of another one."""
    feedback = ast.Call(_imported("lessons_lib.exercise.Feedback"), [], [])
    feedback.args = [ast.Constant("✗"), ast.Constant(told)]
    return ast.fix_missing_locations(ast.copy_location(ast.Expr(feedback), statement))


def _lesson_with(module: str, name: str) -> str:
    """The last imported lesson with a check that is called so, or ""."""
    lessons = [one for key, one in sys.modules.items() if LESSON.fullmatch(key)]
    with_it = [
        lesson.__name__.rpartition(".")[0]
        for lesson in lessons
        if repr(getattr(lesson, name, None)).startswith(f"{module}.{name}(")
    ]
    return with_it[-1] if with_it else ""


def _show(statement: ast.stmt) -> None:
    """Show what the statement returns, wherever it stands in the cell."""
    assert isinstance(statement, ast.Expr)
    statement.value = ast.Call(_imported("IPython.display.display"), [statement.value], [])


def _imported(path: str) -> ast.expr:
    """What reads this value of a module, such as numpy.sin, without a name for it."""
    top, *rest = path.split(".")
    module = ".".join([top, *rest[:-1]])
    return ast.parse(".".join([f"__import__({module!r})", *rest]), mode="eval").body


def _bound(tree: ast.Module) -> set[str]:
    """The names that a cell assigns."""
    found = set()
    for node in ast.walk(tree):
        match node:
            case ast.Name(name, ast.Store() | ast.Del()) | ast.arg(name):
                found.add(name)
            case ast.FunctionDef(name) | ast.AsyncFunctionDef(name) | ast.ClassDef(name):
                found.add(name)
            case ast.alias(name, asname):
                found.add(asname or name.partition(".")[0])
            case ast.ExceptHandler(name=str(name)) | ast.MatchAs(name=str(name)):
                found.add(name)
    return found


class _Named(ast.NodeTransformer):
    """Replaces each of these names by its value wherever it is read."""

    def __init__(self, names: set[str]) -> None:
        self._names = names

    def visit_Name(self, node: ast.Name) -> ast.expr:
        if node.id not in self._names:
            return node
        return ast.copy_location(_imported(NAMES[node.id]), node)


def _compute_inside(statement: ast.stmt) -> None:
    """check.x(a, b=c) becomes check.x.typed(lambda: ((a,), {"b": c}), …)."""
    assert isinstance(statement, ast.Expr) and isinstance(statement.value, ast.Call)
    call = statement.value
    within = [node for argument in (*call.args, *call.keywords) for node in ast.walk(argument)]
    if any(isinstance(node, ast.NamedExpr | ast.Await | ast.Yield) for node in within):
        return  # these have another meaning inside a lambda
    meant = doubt(call)
    for node in within:
        if isinstance(node, ast.BinOp) and isinstance(node.op, ast.Pow):  # 10 ** 10 ** 10
            node.left = ast.BinOp(ast.Constant(1.0), ast.Mult(), node.left)
    names: list[ast.expr | None] = [
        ast.Constant(one.arg) if one.arg else None for one in call.keywords
    ]
    answer = ast.Tuple(
        [
            ast.Tuple(call.args, ast.Load()),
            ast.Dict(names, [one.value for one in call.keywords]),
        ],
        ast.Load(),
    )
    no_arguments = ast.arguments([], [], None, [], [], None, [])
    call.func = ast.Attribute(call.func, "typed", ast.Load())
    call.args = [ast.Lambda(no_arguments, answer), ast.Constant(meant)]
    call.keywords = []
