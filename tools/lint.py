"""`make lint`: style, types and the direction of imports, in Python and in JavaScript."""

import os
import shutil
import subprocess
from collections.abc import Callable, Mapping
from pathlib import Path

from tools.envfile import private_environment
from tools.environment import install, install_node_modules
from tools.parts import run_parts
from tools.paths import BACKEND, ROOT, VENV, VENV_PYTHON
from tools.services import Unavailable


def main(arguments: list[str]) -> int:
    install("dev")
    # mypy and import-linter load the Django project, which wants its settings.
    env = private_environment(PYTHONPATH=os.pathsep.join([str(BACKEND), str(ROOT)]))
    return run_parts(
        {
            "ruff check": python_tool(env, "ruff", "check"),
            "ruff format": python_tool(env, "ruff", "format", "--check"),
            "mypy": python_tool(env, "mypy"),
            "migrations": lambda: succeeds([VENV_PYTHON, BACKEND / "manage.py", "makemigrations", "--check"], env),
            "lint-imports": python_tool(env, "lint-imports"),
            "biome": node_tool("biome", "check"),
            "tsc": node_tool("tsc"),
        }
    )


def python_tool(env: Mapping[str, str], program: str, *arguments: str) -> Callable[[], bool]:
    return lambda: succeeds([VENV / "bin" / program, *arguments], env)


def node_tool(program: str, *arguments: str) -> Callable[[], bool]:
    def run() -> bool:
        if shutil.which("npm") is None:
            raise Unavailable("Node with npm is not installed (20 or newer)")
        install_node_modules()
        return succeeds([ROOT / "node_modules" / ".bin" / program, *arguments])

    return run


def succeeds(command: list[str | Path], env: Mapping[str, str] | None = None) -> bool:
    return subprocess.run(command, cwd=ROOT, env=env).returncode == 0
