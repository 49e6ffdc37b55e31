"""Makes .venv and node_modules hold what the lock files say, and does nothing when they already do."""

import hashlib
import importlib.util
import os
import subprocess
import sys
from pathlib import Path

from tools.console import Problem, say
from tools.paths import REQUIREMENTS, ROOT, VENV, VENV_PYTHON

NODE_MODULES = ROOT / "node_modules"


def install(group: str) -> None:
    """Installs `requirements/<group>.txt` (run, prod, test or dev) into .venv, made if need be."""
    requirements = REQUIREMENTS / f"{group}.txt"
    stamp = Stamp(VENV / "installed" / group, requirements)
    if VENV_PYTHON.exists() and stamp.is_current():
        return
    make_venv()
    say(f"Installing {requirements.relative_to(ROOT)} …")
    if not (_has_uv() and _succeeds(uv_command("install", "--require-hashes", "-r", requirements))):
        say("Installing with pip, which takes a few minutes …")
        if not _succeeds([VENV_PYTHON, "-m", "pip", "install", "--quiet", "--require-hashes", "-r", requirements]):
            raise Problem("the packages could not be installed (see above); is the network reachable?")
    stamp.set()


def make_venv() -> None:
    """Makes .venv unless a whole one is there: an interrupted or outdated one is made anew."""
    if VENV_PYTHON.exists() and (VENV / "bin" / "pip").exists():
        return
    if importlib.util.find_spec("ensurepip") is None:
        raise Problem("Python's venv module is missing; install it first (Debian, Ubuntu: apt install python3-venv).")
    say("Making .venv …")
    if not _succeeds([sys.executable, "-m", "venv", "--clear", VENV]):
        raise Problem("the virtual environment .venv could not be made (see above).")


def uv_command(*arguments: str | Path) -> list[str | Path]:
    """A `uv pip` command on our .venv."""
    return [VENV / "bin" / "uv", "pip", arguments[0], "--quiet", "--python", VENV_PYTHON, *arguments[1:]]


def install_node_modules() -> None:
    """Installs the linters of package-lock.json."""
    stamp = Stamp(NODE_MODULES / ".installed", ROOT / "package-lock.json")
    if stamp.is_current():
        return
    say("Installing package-lock.json …")
    if not _succeeds(["npm", "ci", "--no-audit", "--no-fund", "--loglevel=error"]):
        raise Problem("the linters of the web client could not be installed (see above); is the network reachable?")
    stamp.set()


class Stamp:
    """A file that remembers which contents of a lock file are installed."""

    def __init__(self, path: Path, lock_file: Path) -> None:
        self.path = path
        self.digest = hashlib.sha256(lock_file.read_bytes()).hexdigest()

    def is_current(self) -> bool:
        return self.path.exists() and self.path.read_text() == self.digest

    def set(self) -> None:
        self.path.parent.mkdir(exist_ok=True)
        self.path.write_text(self.digest)


def _has_uv() -> bool:
    """uv installs several times faster than pip, but not every platform has it."""
    if (VENV / "bin" / "uv").exists():
        return True
    return _succeeds([VENV_PYTHON, "-m", "pip", "install", "--quiet", "uv"])


def _succeeds(command: list[str | Path]) -> bool:
    quiet = {"PIP_DISABLE_PIP_VERSION_CHECK": "1", "UV_NO_PROGRESS": "1"}
    return subprocess.run(command, cwd=ROOT, env={**os.environ, **quiet}).returncode == 0
