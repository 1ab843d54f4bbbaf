"""Checks the installation for the lessons and tells the learner how to fix it.

Imports only the standard library at module level, because any other package may be missing.
"""

import os
import site
import sys
import sysconfig
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from html import escape
from importlib.metadata import Distribution, PackageNotFoundError, distribution, metadata
from pathlib import Path
from typing import TYPE_CHECKING

from lessons_lib.language import say, sentences

if TYPE_CHECKING:
    from packaging.requirements import Requirement
    from packaging.specifiers import SpecifierSet

PROJECT = "backprop-by-hand"
# JupyterLab may run in another environment; without isal, pictures are only a little slower.
NOT_FOR_THE_KERNEL = {"jupyterlab", "isal"}


@dataclass(frozen=True)
class Finding:
    """One item that was checked: whether it is sufficient, and a sentence about it."""

    fine: bool
    sentence: str

    def __str__(self) -> str:
        return f"{'✓' if self.fine else '✗'} {self.sentence}"


@dataclass(frozen=True)
class SelfCheck:
    """All findings, as text and as an HTML list."""

    findings: tuple[Finding, ...]

    def __repr__(self) -> str:
        return "\n".join([*map(str, self.findings), self.verdict])

    def _repr_html_(self) -> str:
        lines = "".join(f"<li>{escape(str(finding))}</li>" for finding in self.findings)
        return (
            f'<ul style="list-style: none; padding: 0">{lines}</ul>'
            f"<p><strong>{escape(self.verdict)}</strong></p>"
        )

    @property
    def verdict(self) -> str:
        """A summary in one sentence."""
        missing = sum(not finding.fine for finding in self.findings)
        if missing:
            one, more = say("One thing is missing."), say("{n} things are missing.", n=missing)
            mend = say("Do what the ✗ says, then choose Kernel → Restart Kernel and Run All Cells.")
            return sentences([one if missing == 1 else more, mend])
        return say(
            "Everything is installed. Now move a slider to see whether the pictures respond."
        )


def self_check() -> SelfCheck:
    """Check the Python version and the packages that the lessons need."""
    try:
        about = metadata(PROJECT)
    except PackageNotFoundError:
        return SelfCheck((_not_installed(),))
    try:
        from packaging.requirements import Requirement
        from packaging.specifiers import SpecifierSet
    except ModuleNotFoundError:
        return SelfCheck((_missing("packaging", _install("packaging")),))
    needed = [Requirement(text) for text in about.get_all("Requires-Dist", [])]
    return SelfCheck((_python(SpecifierSet(about["Requires-Python"])), *_packages(needed)))


def _not_installed() -> Finding:
    return Finding(
        False,
        say(
            "The lessons themselves aren't installed here. In the folder of this "
            "project type: {pip} -e .",
            pip=_pip(),
        ),
    )


def _missing(name: str, mend: str) -> Finding:
    return Finding(False, say("{name} is missing. {mend}", name=name, mend=mend))


def _install(requirement: str) -> str:
    return say('In a terminal type: {pip} "{requirement}"', pip=_pip(), requirement=requirement)


def _python(accepted: "SpecifierSet") -> Finding:
    here = ".".join(map(str, sys.version_info[:3]))
    if here in accepted:
        return Finding(True, say("Python is new enough."))
    return Finding(
        False,
        say(
            "This is Python {here}, but the lessons need {accepted}: see python.org/downloads.",
            here=here,
            accepted=accepted,
        ),
    )


def _packages(needed: Iterable["Requirement"]) -> Iterator[Finding]:
    for one in needed:
        wanted = one.marker is None or one.marker.evaluate({"extra": ""})
        if not wanted or one.name in NOT_FOR_THE_KERNEL:
            continue
        mend = _install(f"{one.name}{one.specifier}")
        try:
            package = distribution(one.name)
        except PackageNotFoundError:
            yield _missing(one.name, mend)
            continue
        found = package.version
        if found in one.specifier:
            yield Finding(True, say("{name} is installed.", name=one.name))
        else:
            yield Finding(
                False,
                say(
                    "{name} is {found}, but the lessons need {specifier}. {mend}",
                    name=one.name,
                    found=found,
                    specifier=one.specifier,
                    mend=_let_go(package) or mend,
                ),
            )


def _let_go(package: Distribution) -> str:
    """How to remove a folder that precedes this Python's own on sys.path; "" if it does not.

    Otherwise the package in that folder would hide a newly installed one.
    """
    folder = Path(str(package.locate_file(""))).resolve()
    own = {Path(sysconfig.get_path(name)).resolve() for name in ("purelib", "platlib")}
    order = [Path(place).resolve() for place in sys.path]
    if folder in own or folder not in order or not own & set(order[order.index(folder) :]):
        return ""
    listed = filter(None, os.environ.get("PYTHONPATH", "").split(os.pathsep))
    if folder in map(Path.resolve, map(Path, listed)):
        mend = say(
            "The variable PYTHONPATH lists that folder: remove it from there, "
            "and start Jupyter again."
        )
    elif folder == Path(site.getusersitepackages()).resolve():
        mend = say("Set the variable PYTHONNOUSERSITE to 1, and start Jupyter again.")
    elif folder == Path.cwd():
        mend = say("Move it out of the folder of the notebook, and start Jupyter again.")
    else:
        mend = say("Remove that folder from sys.path, and start Jupyter again.")
    return sentences([say("It comes from the folder {folder}.", folder=folder), mend])


def _pip() -> str:
    return f'"{sys.executable}" -m pip install'
