"""A real JupyterHub on this machine alone, with the settings that docs/class/ gives to teachers."""

import os
import secrets
import shutil
import socket
import subprocess
import sys
import time
from contextlib import suppress
from pathlib import Path

import psutil
import requests

ROOT = Path(__file__).parents[2]
RECIPE = ROOT / "docs/class/hub.py"
PROXY = "configurable-http-proxy@5"
TEACHER = "teacher"
HERE_ONLY = """
load_subconfig({recipe!r})
c.Authenticator.admin_users = {{{teacher!r}}}
c.JupyterHub.bind_url = "http://127.0.0.1:{port}"
c.JupyterHub.hub_port = {hub_port}
c.ConfigurableHTTPProxy.api_url = "http://127.0.0.1:{proxy_port}"
c.ConfigurableHTTPProxy.command = [{proxy!r}]
c.JupyterHub.spawner_class = "simple"  # processes of one system user, each with a home of its own
c.SimpleLocalProcessSpawner.home_dir_template = {homes!r}
c.Spawner.args += ["--allow-root"]
c.Spawner.env_keep = ["PATH", "LANG", "LC_ALL"]
c.Spawner.environment["GIT_CONFIG_GLOBAL"] = "/dev/null"
c.JupyterHub.load_roles = [
    dict(
        name="culler",
        scopes=["list:users", "read:users:activity", "read:servers", "delete:servers"],
        services=["culler"],
    )
]
c.JupyterHub.services = [
    dict(name="culler", command=[{python!r}, "-m", "jupyterhub_idle_culler", "--timeout=3600"])
]
"""


class Hub:
    """JupyterHub, its proxy and the servers of its learners, all below one new folder."""

    def __init__(self, folder):
        self._folder = folder
        self.homes = folder
        port, hub_port, proxy_port = free_ports(3)
        self.address = f"http://127.0.0.1:{port}"
        config = folder / "jupyterhub_config.py"
        config.write_text(
            HERE_ONLY.format(
                recipe=str(RECIPE),
                teacher=TEACHER,
                port=port,
                hub_port=hub_port,
                proxy_port=proxy_port,
                proxy=str(installed_proxy()),
                homes=str(self.homes / "{username}"),
                python=sys.executable,
            ),
            encoding="utf-8",
        )
        beside = Path(sys.executable).parent
        environment = {k: v for k, v in os.environ.items() if not k.startswith("JUPYTER")}
        environment |= {
            "PATH": f"{beside}{os.pathsep}{os.environ['PATH']}",
            "CONFIGPROXY_AUTH_TOKEN": secrets.token_hex(32),
        }
        self.log = folder / "log.txt"
        with self.log.open("wb") as log:
            self._process = subprocess.Popen(
                [sys.executable, "-m", "jupyterhub", "-f", str(config)],
                cwd=folder,
                env=environment,
                stdin=subprocess.DEVNULL,
                stdout=log,
                stderr=log,
            )
        self._wait()

    def _wait(self):
        for _ in range(300):
            if self._process.poll() is not None:
                break
            with suppress(requests.ConnectionError):
                if requests.get(f"{self.address}/hub/health", timeout=10).ok:
                    return
            time.sleep(0.2)
        self.stop()
        raise RuntimeError(f"The hub did not start:\n{self.log.read_text()}")

    def own_processes(self):
        """The hub, its proxy and its culler."""
        hub = psutil.Process(self._process.pid)
        return [hub, *(p for p in hub.children(recursive=True) if learner_of(p) is None)]

    def processes(self, name):
        """The processes of one learner: (the server, the kernels)."""
        mine = [p for p in psutil.process_iter() if learner_of(p) == name and self._is_below(p)]
        kernels = [p for p in mine if any("ipykernel" in part for part in p.cmdline())]
        return [p for p in mine if p not in kernels], kernels

    def _is_below(self, process):
        return str(self.homes) in process.environ().get("HOME", "")

    def stop(self):
        """End it, and every process of a learner that is left."""
        try:
            hub = psutil.Process(self._process.pid)
            family = [hub, *hub.children(recursive=True)]
        except psutil.NoSuchProcess:
            family = []
        family += [p for p in psutil.process_iter() if learner_of(p) and self._is_below(p)]
        for process in family:
            with suppress(psutil.NoSuchProcess):
                process.kill()
        self._process.wait()


def learner_of(process):
    """The learner whom a process belongs to; None for everything else."""
    try:
        return process.environ().get("JUPYTERHUB_USER")
    except (psutil.NoSuchProcess, psutil.AccessDenied, psutil.ZombieProcess):
        return None


def installed_proxy():
    """The proxy of JupyterHub, a program for Node; put beside the Python packages once."""
    folder = Path(sys.prefix) / "share/class-proxy"
    program = folder / "node_modules/.bin/configurable-http-proxy"
    if not program.exists():
        npm = shutil.which("npm")
        if npm is None:
            raise SystemExit("JupyterHub's proxy needs Node with npm: install Node 20 or newer.")
        folder.mkdir(parents=True, exist_ok=True)
        install = [npm, "install", "--silent", "--no-audit", "--no-fund", "--prefix", str(folder)]
        subprocess.run([*install, PROXY], check=True)
    return program


def free_ports(count):
    """Free ports of this machine."""
    probes = [socket.socket() for _ in range(count)]
    for probe in probes:
        probe.bind(("127.0.0.1", 0))
    ports = [probe.getsockname()[1] for probe in probes]
    for probe in probes:
        probe.close()
    return ports
