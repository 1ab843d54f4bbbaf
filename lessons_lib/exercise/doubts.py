"""What else a typed answer may have meant: `0,5` half of one, `10-2` a hundredth, `[2 -1]` two."""

import ast
from itertools import pairwise

from lessons_lib.exercise.typed import COMMA
from lessons_lib.language import say


def doubt(call: ast.Call) -> str:
    """What to write if something else was meant, or "" if it can mean one thing only."""
    together = ast.Tuple(call.args, ast.Load())
    within = [node for argument in call.args for node in ast.walk(argument)]
    if any(map(_tight_comma, [*within, together])):
        return say(COMMA)
    if any(map(_power_of_ten, within)):
        return say("For a power of ten write ^, as in 10^-2.")
    if any(map(_two_numbers, within)):
        return say("If these are two numbers, write a comma between them.")
    return ""


def _tight_comma(node: ast.AST) -> bool:
    """Whether it may contain a decimal comma: 0,25 or 0,25*3, but not 0, 25."""
    parts = node.elts if isinstance(node, ast.List | ast.Tuple) else []
    return any(
        isinstance(part, ast.Constant)
        and type(part.value) is int
        and (left.end_lineno, (left.end_col_offset or 0) + 1) == (part.lineno, part.col_offset)
        for left, right in pairwise(parts)
        for part in ast.walk(right)
    )


def _power_of_ten(node: ast.AST) -> bool:
    """Whether it is like 3 * 10-2: where a page is copied, what is raised comes down."""
    match node:
        case ast.BinOp(ast.BinOp(_, ast.Mult(), ast.Constant(10)), _, ast.Constant(int())):
            return isinstance(node.op, ast.Add | ast.Sub)
    return False


def _two_numbers(node: ast.AST) -> bool:
    """Whether it is like 2 -1, where the sign stands nearer to the second number."""
    if not isinstance(node, ast.BinOp) or not isinstance(node.op, ast.Add | ast.Sub):
        return False
    return (node.left.end_lineno, (node.left.end_col_offset or 0) + 2) == (
        node.right.lineno,
        node.right.col_offset,
    )
