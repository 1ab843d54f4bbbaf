"""A class of learners on a real JupyterHub with the settings of docs/class/, on this machine.

python tests/benchmarks/a_class.py [--learners 20] [--seconds 60] [--trips 0 100] [--record]

Every learner signs up, starts a server, fetches the lessons by the link of docs/class.md, runs a
whole lesson and moves a slider once a second: in a page that keeps no frames and in one that does,
at each round trip. Then all work is saved and every server is killed; nothing may be lost. --record
stores the figures that docs/class.md is checked against.
"""

import argparse
import asyncio
import json
import os
import random
import re
import shutil
import subprocess
import tempfile
import time
from pathlib import Path
from urllib.parse import parse_qsl, urlencode

import numpy as np
import psutil
from desk import CELLS, SLIDERS, Desk, one
from far import Far
from hub import ROOT, TEACHER, Hub
from learner import Learner

PAGE = ROOT / "docs/class.md"
RECORD = ROOT / "docs/class/measured.json"
MEGA = 2**20


class Lessons:
    """The repository that the link leads to, in a folder; the teacher can change it."""

    def __init__(self, folder):
        self._folder = folder
        shutil.copytree(
            ROOT / "notebooks", folder / "notebooks", ignore=shutil.ignore_patterns(".*")
        )
        self._git("init", "--quiet", "--initial-branch", "main")
        self._commit("The lessons")

    def change(self, lesson, cell, text):
        """The teacher adds a text to one cell of a lesson."""
        path = self._folder / "notebooks" / lesson
        notebook = json.loads(path.read_text(encoding="utf-8"))
        one(notebook, cell)["source"].append(text)
        path.write_text(json.dumps(notebook, ensure_ascii=False, indent=1) + "\n", encoding="utf-8")
        self._commit("A change of the teacher")

    def link(self):
        """The link of the page, on this hub and to this repository."""
        path, _, query = re.search(r"https://HUB(\S+git-pull)(\?)(\S+)", PAGE.read_text()).groups()
        asked = dict(parse_qsl(query)) | {"repo": self._folder.as_uri(), "branch": "main"}
        return f"{path}?{urlencode(asked)}"

    def _commit(self, message):
        self._git("add", "--all")
        self._git("commit", "--quiet", "--message", message)

    def _git(self, *command):
        who = ["-c", "user.name=teacher", "-c", "user.email=teacher@example.edu"]
        subprocess.run(["git", *who, *command], cwd=self._folder, check=True)


async def together(work, learners):
    """work(learner) in a thread for all at once: the results, and the seconds of each."""

    async def timed(learner):
        start = time.perf_counter()
        result = await asyncio.to_thread(work, learner)
        return result, time.perf_counter() - start

    return zip(*await asyncio.gather(*map(timed, learners)), strict=True)


async def let_in(hub, learners):
    """Everybody signs up, and comes in when the teacher says so, and no earlier."""
    teacher, stranger = Learner(hub, TEACHER), Learner(hub, "stranger")
    teacher.sign_up()
    assert teacher.log_in()
    assert "at least" in stranger.sign_up(password="short")
    await together(Learner.sign_up, [*learners, stranger])
    assert not stranger.log_in() and not learners[0].log_in()
    for learner in learners:
        teacher.get(f"/hub/authorize/{learner.name}").raise_for_status()
    assert not stranger.log_in() and not Learner(hub, learners[0].name).log_in()
    entered, _ = await together(Learner.log_in, learners)
    assert all(entered)
    return teacher


async def go(desks, hub, trip, keeps_frames, seconds, processes, rounds):
    """All go on so far away, and move one slider, then another; appends the figures of both."""
    far = Far(hub, trip) if trip else None
    try:
        there = far.address() if far else hub
        await asyncio.gather(*(desk.go(there, keeps_frames=keeps_frames) for desk in desks))
        for slider in SLIDERS:
            used, start = cpu(processes), time.perf_counter()
            moves = await asyncio.gather(*(desk.play(slider, seconds) for desk in desks))
            lasted, used = time.perf_counter() - start, cpu(processes) - used
            took = 1000 * np.array([t for some in moves for t in some if t is not None])
            figures = {
                "round trip, ms": trip,
                "the page keeps frames": keeps_frames,
                "moved": slider,
                "moves": len(took),
                "update p50, ms": round(float(np.percentile(took, 50))),
                "update p95, ms": round(float(np.percentile(took, 95))),
                "update max, ms": round(float(took.max())),
                "processor time of a move, ms": round(1000 * used / len(took), 1),
                "processors busy": round(used / lasted, 2),
            }
            tell(json.dumps(figures))
            rounds.append(figures)
    finally:
        if far:
            far.kill()


def memory(processes):
    """Megabytes that these processes occupy; what several share is divided between them (PSS)."""
    return sum(process.memory_full_info().pss for process in processes) / MEGA


def cpu(processes):
    """Seconds of processor time these processes have used."""
    return sum(sum(process.cpu_times()[:2]) for process in processes)


def peak(process):
    """The most memory a process ever had, shared or not, in megabytes."""
    status = Path(f"/proc/{process.pid}/status").read_text()
    return int(re.search(r"VmHWM:\s+(\d+)", status)[1]) / 1024


async def peak_of_each_lesson(hub, learner):
    """Lesson -> the most memory that its kernel needs to run it, in megabytes."""
    peaks = {}
    for path in sorted((ROOT / "notebooks").glob("[0-9]*.ipynb")):
        await asyncio.to_thread(learner.end_kernels)
        desk = Desk(learner, path.name)
        await desk.run_all()
        (kernel,) = hub.processes(learner.name)[1]
        peaks[path.stem] = peak(kernel)
        await desk.kernel.close()
    return peaks


async def lose_nothing(hub, lessons, desks):
    """Save, kill every server, start again; then the teacher changes a lesson, and all fetch it."""
    learners = [desk.learner for desk in desks]
    for desk in desks:
        answer = f"my_answer = '{desk.learner.name}'"
        one(desk.notebook, "setup")["source"] += f"\n{answer}"
        await asyncio.to_thread(desk.learner.save, desk.path, desk.notebook)
    saved = {desk: (hub.homes / desk.learner.name / desk.path).read_bytes() for desk in desks}

    orphans = []
    for desk in desks:
        servers, kernels = hub.processes(desk.learner.name)
        orphans += kernels
        for server in servers:
            server.kill()
        await desk.kernel.close()
    _, alive = await asyncio.to_thread(psutil.wait_procs, orphans, 15)

    _, again = await together(Learner.start_server, learners)
    tell(f"all servers are back after {max(again):.1f} s")
    for desk in desks:
        assert (hub.homes / desk.learner.name / desk.path).read_bytes() == saved[desk]

    for lesson in CELLS:
        lessons.change(lesson, "setup", "\n# of the teacher, in the cell that the learner changed")
        lessons.change(lesson, "title", "\n\nA word of the teacher, in a cell of its own.")
    await together(lambda learner: learner.follow(lessons.link()), learners)

    async def go_on(desk):
        found = await asyncio.to_thread(desk.learner.read, desk.path)
        assert f"my_answer = '{desk.learner.name}'" in one(found, "setup")["source"]
        assert "A word of the teacher" in one(found, "title")["source"]
        await desk.run_all()
        await desk.sit_down()
        assert await desk.move() is not None

    await asyncio.gather(*map(go_on, desks))
    return len(alive), max(again)


async def measure(folder, count, seconds, trips):
    """Everything, one thing after the other; returns the figures."""
    lessons = Lessons(folder / "lessons")
    hub = Hub(folder)
    try:
        learners = [Learner(hub, f"learner{k:02}") for k in range(1, count + 1)]
        await let_in(hub, learners)
        _, started = await together(Learner.start_server, learners)
        tell(f"{count} servers in {max(started):.1f} s")
        _, fetched = await together(lambda one: one.follow(lessons.link()), learners)
        tell(f"the lessons fetched in {max(fetched):.1f} s")
        with_others = learners[0].get(f"{learners[-1].base}/api/contents").status_code
        assert count == 1 or with_others == 403, with_others

        names = list(CELLS)
        desks = [Desk(one, names[k % len(names)]) for k, one in enumerate(learners)]
        opened = await asyncio.gather(*(desk.run_all() for desk in desks))
        tell(f"a lesson run by all in {max(opened):.1f} s")
        everything = hub.own_processes()
        for learner in learners:
            everything += [p for some in hub.processes(learner.name) for p in some]
        await asyncio.sleep(2)

        load, rounds = os.getloadavg()[0], []
        for keeps_frames in (False, True):
            for trip in trips:
                await go(desks, hub.address, trip, keeps_frames, seconds, everything, rounds)
        usual = [one for one in rounds if one["the page keeps frames"]][: len(SLIDERS)]
        servers, kernels = zip(*(hub.processes(one.name) for one in learners), strict=True)
        figures = {
            "learners": count,
            "cores": os.cpu_count(),
            "start all servers, s": round(max(started), 1),
            "fetch the lessons, s": round(max(fetched), 1),
            "run a whole lesson, s": round(max(opened), 1),
            **max(usual, key=lambda one: one["update p50, ms"]),
            "rounds": rounds,
            "moves without a picture": sum(desk.late for desk in desks),
            "load average before": round(load, 1),
            "load average after": round(os.getloadavg()[0], 1),
            "hub, MB": round(memory(hub.own_processes())),
            "server of a learner, MB": round(np.mean([memory(some) for some in servers])),
            "kernel of a learner, MB": round(np.mean([memory(some) for some in kernels])),
        }
        tell(json.dumps(figures, indent=1))
        alive, again = await lose_nothing(hub, lessons, desks)
        figures["start all servers again, s"] = round(again, 1)
        figures["kernels alive after their servers were killed"] = alive
        server = hub.processes(learners[0].name)[0]
        figures["server at its peak, MB"] = round(sum(map(peak, server)))
        peaks = await peak_of_each_lesson(hub, learners[0])
        figures["kernel at its peak, MB"] = {name: round(mb) for name, mb in peaks.items()}
        return figures
    except BaseException:
        kept = Path(tempfile.gettempdir()) / "class-log.txt"
        shutil.copy(hub.log, kept)
        tell(f"What the hub and the servers said is in {kept}.")
        raise
    finally:
        hub.stop()


def tell(text):
    print(text, flush=True)


def main():
    read = argparse.ArgumentParser()
    read.add_argument("--learners", type=int, default=20)
    read.add_argument("--seconds", type=float, default=60)
    read.add_argument("--trips", type=int, nargs="+", default=[0], help="milliseconds")
    read.add_argument("--record", action="store_true", help=f"store the figures in {RECORD.name}")
    options = read.parse_args()
    random.seed(0)
    with tempfile.TemporaryDirectory(prefix="c-") as folder:
        asked = options.learners, options.seconds, options.trips
        figures = asyncio.run(measure(Path(folder), *asked))
    text = json.dumps(figures, indent=1, ensure_ascii=False) + "\n"
    tell(text)
    if options.record:
        RECORD.write_text(text, encoding="utf-8")


if __name__ == "__main__":
    main()
