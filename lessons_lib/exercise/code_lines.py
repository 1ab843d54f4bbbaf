"""Which line of a learner's function is wrong: with ours in its place the function is right."""

import ast
import copy
import inspect
import textwrap
from collections.abc import Callable, Iterator, Sequence
from contextlib import suppress
from dataclasses import dataclass
from difflib import SequenceMatcher
from itertools import chain, combinations, zip_longest
from typing import Any, NamedTuple, TypeGuard

from lessons_lib.language import Later, say

MOST = 4  # lines that differ from ours: of more, hardly two are wrong

WRONG = Later("Only one line is wrong:\n{line}\n")
TOO_MUCH = Later("Everything would be right without this:\n{line}\n")
MISSING = Later("Only a line next to this one is missing:\n{line}\n")
SEVERAL = Later("Look at these lines:\n{line}\n")

Block = ast.FunctionDef | ast.For | ast.If


class Edit(NamedTuple):
    """Statements in place of one of the learner's, and the sentence that tells it."""

    mine: ast.stmt
    instead: list[ast.stmt]
    said: str


@dataclass(frozen=True)
class WrongLines:
    """One or two lines of a function; `ours` would be right in their place."""

    said: str
    lines: Sequence[str]
    ours: frozenset[str]

    def says(self) -> str:
        """The sentence with these lines."""
        return say(self.said, line="\n".join(self.lines))

    def explains(self, changed: frozenset[str]) -> bool:
        """Whether a slip that changes these lines of ours is a reason for them."""
        moved = self.said == MISSING and self.ours <= changed  # from another place
        return moved or self.ours == changed


def wrong_lines(function: Any, source: str, is_right: Callable[[Any], bool]) -> WrongLines | None:
    """Those that matter among the lines that differ from the solution."""
    try:
        text = textwrap.dedent(inspect.getsource(function))
        mine = ast.parse(text).body[0]
    except (OSError, TypeError, SyntaxError, IndexError):
        return None
    ours = ast.parse(source).body[-1]
    if not isinstance(mine, ast.FunctionDef) or not isinstance(ours, ast.FunctionDef):
        return None
    if function.__closure__ or any(isinstance(one, ast.While) for one in ast.walk(mine)):
        return None
    edits = list(_edits(mine.body, _renamed(ours, mine).body))
    if len(edits) > MOST or len(edits) >= sum(isinstance(one, ast.stmt) for one in ast.walk(mine)):
        return None  # little is left of it
    for some in chain(combinations(edits, 1), combinations(edits, 2)):
        with suppress(SyntaxError):  # these edits make no program
            if is_right(_made(function, mine, some)):
                rows = text.splitlines()
                lines = [row.strip() for edit in some for row in rows[_lines(edit)]]
                said = some[0].said if len(some) == 1 else SEVERAL
                return WrongLines(said, lines, frozenset(map(_ours, some)))
    return None


def _lines(edit: Edit) -> slice:
    """The learner's lines: of a block its first, or all of them if it is too much."""
    last = edit.mine.end_lineno if edit.said == TOO_MUCH else edit.mine.lineno
    return slice(edit.mine.lineno - 1, last)


def lines_changed(text: str, source: str) -> frozenset[str]:
    """The lines of our function that are different in this text of it."""
    changed, ours = (ast.parse(one).body[-1] for one in (text, source))
    assert isinstance(changed, ast.FunctionDef) and isinstance(ours, ast.FunctionDef)
    return frozenset(map(_ours, _edits(changed.body, ours.body)))


def _ours(edit: Edit) -> str:
    return " ".join(ast.dump(_head(one)) for one in edit.instead)


def _edits(mine: Sequence[ast.stmt], ours: Sequence[ast.stmt]) -> Iterator[Edit]:
    """What to change to make one block of statements like the other."""
    rows, others = ([ast.dump(_head(one)) for one in block] for block in (mine, ours))
    for what, i, j, k, n in SequenceMatcher(None, rows, others, autojunk=False).get_opcodes():
        if what == "insert" and i < len(mine):
            yield Edit(mine[i], [*ours[k:n], mine[i]], MISSING)
        elif what == "insert" and mine:
            yield Edit(mine[-1], [mine[-1], *ours[k:n]], MISSING)
        for one, other in zip_longest(mine[i:j], ours[k:n]) if what != "insert" else ():
            if one is None:
                last = mine[j - 1]
                yield Edit(last, [last, other], MISSING)
            elif other is None:
                yield Edit(one, [], TOO_MUCH)
            else:
                ends = one is mine[-1]  # nothing after it is cut off by a `return`
                alike = _is_block(one) == _is_block(other)
                if what == "replace" and alike and (ends or not isinstance(other, ast.Return)):
                    yield Edit(one, [_with_body(other, one)], WRONG)
                if _is_block(one) and _is_block(other):
                    yield from _edits(one.body, other.body)


def _made(function: Any, mine: ast.FunctionDef, edits: Sequence[Edit]) -> Callable[..., Any]:
    """The learner's function with these edits."""
    changed = {id(edit.mine): edit.instead for edit in edits}
    module = ast.Module([_rebuilt(mine, changed)], [])
    names = dict(function.__globals__)
    exec(compile(ast.fix_missing_locations(copy.deepcopy(module)), "<mended>", "exec"), names)
    made: Callable[..., Any] = names[mine.name]
    return made


def _rebuilt(one: ast.stmt, changed: dict[int, list[ast.stmt]]) -> ast.stmt:
    if not _is_block(one):
        return one
    new = copy.copy(one)
    new.body = [_rebuilt(part, changed) for old in one.body for part in changed.get(id(old), [old])]
    return new


def _renamed(ours: ast.FunctionDef, mine: ast.FunctionDef) -> ast.FunctionDef:
    """Our function with the learner's names for the arguments and, if they are as many, others."""
    given, theirs = ([one.arg for one in function.args.args] for function in (ours, mine))
    names = dict(zip(given, theirs, strict=False))
    stored, new = _stored(ours), _stored(mine)
    if len(stored) == len(new):
        known = set(stored) & set(new)
        others = ([one for one in row if one not in known] for row in (stored, new))
        names |= dict(zip(*others, strict=True))
    ours = copy.deepcopy(ours)
    for node in ast.walk(ours):
        if isinstance(node, ast.Name):
            node.id = names.get(node.id, node.id)
        elif isinstance(node, ast.arg):
            node.arg = names.get(node.arg, node.arg)
    return ours


def _stored(function: ast.FunctionDef) -> list[str]:
    """The names that it assigns, in their order, without the arguments."""
    given = {one.arg for one in function.args.args}
    found = (
        one.id
        for one in ast.walk(function)
        if isinstance(one, ast.Name) and isinstance(one.ctx, ast.Store) and one.id not in given
    )
    return list(dict.fromkeys(found))


def _head(one: ast.stmt) -> ast.stmt:
    """A statement without the block that belongs to it."""
    if not _is_block(one):
        return one
    head = copy.copy(one)
    head.body = [ast.Expr(ast.Constant(...))]
    return head


def _with_body(one: ast.stmt, other: ast.stmt) -> ast.stmt:
    """A statement with the block of another one, if both have one."""
    if not (_is_block(one) and _is_block(other)):
        return one
    new = copy.copy(one)
    new.body = other.body
    return new


def _is_block(one: Any) -> TypeGuard[Block]:
    return isinstance(one, Block)
