"""Makes .venv and node_modules hold what the lock files say, and does nothing when they already do."""

import hashlib
import importlib.util
import shutil
import sys
from pathlib import Path

from tools.commands import succeeds
from tools.console import Problem, say
from tools.paths import REQUIREMENTS, ROOT, VENV, VENV_PYTHON

INSTALLED = VENV / "installed"
PACKAGE_LOCK = ROOT / "package-lock.json"


def install(group: str) -> None:
    """Installs `requirements/<group>.txt` (run, prod, test or dev) into .venv, made if need be."""
    # One digest for all groups: they share .venv, so a change of one makes the others' stamps worthless.
    stamp = INSTALLED / digest(*sorted(REQUIREMENTS.glob("*.txt"))) / group
    if VENV_PYTHON.exists() and stamp.exists():
        return
    make_venv()
    say(f"Installing requirements/{group}.txt …")
    hashed = ["--quiet", "--require-hashes", f"--requirement={REQUIREMENTS}/{group}.txt"]
    if not (has_uv() and succeeds(*uv("install", *hashed))):
        say("Installing with pip, which may take a few minutes …")
        if not succeeds(*pip("install", *hashed)):
            raise Problem("the packages could not be installed (see above); is the network reachable?")
    if not stamp.parent.exists():
        shutil.rmtree(INSTALLED, ignore_errors=True)
        stamp.parent.mkdir(parents=True)
    stamp.touch()


def make_venv() -> None:
    """Makes .venv unless a whole one is there: an interrupted one, or one whose Python is gone, is made anew."""
    if VENV_PYTHON.exists() and (VENV / "bin" / "pip").exists():
        return
    if importlib.util.find_spec("ensurepip") is None:
        raise Problem("Python's venv module is missing; install it first (Debian, Ubuntu: apt install python3-venv).")
    say("Making .venv …")
    if not succeeds(sys.executable, "-m", "venv", "--clear", str(VENV)):
        raise Problem("the virtual environment .venv could not be made (see above).")


def install_node_modules() -> None:
    """Installs the linters of package-lock.json."""
    stamp = ROOT / "node_modules" / f".installed-{digest(PACKAGE_LOCK)}"
    if stamp.exists():
        return
    say("Installing package-lock.json …")
    if not succeeds("npm", "ci", "--loglevel=error"):
        raise Problem("the linters of the web client could not be installed (see above); is the network reachable?")
    stamp.touch()


def has_uv() -> bool:
    """Whether .venv has uv, which installs several times faster than pip but does not exist for every platform."""
    program = VENV / "bin" / "uv"
    if not program.exists():
        succeeds(*pip("install", "--quiet", "uv"))
    return program.exists()


def uv(verb: str, *arguments: str) -> list[str]:
    """The words of a `uv pip` command on .venv."""
    return [f"{VENV}/bin/uv", "pip", verb, f"--python={VENV_PYTHON}", *arguments]


def pip(verb: str, *arguments: str) -> list[str]:
    return [str(VENV_PYTHON), "-m", "pip", "--disable-pip-version-check", verb, *arguments]


def digest(*files: Path) -> str:
    """A short fingerprint of the files' contents."""
    return hashlib.sha256(b"".join(file.read_bytes() for file in files)).hexdigest()[:16]
