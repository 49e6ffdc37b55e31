"""`make lint`: style, types, migrations and the direction of imports, in Python and in JavaScript."""

import os
import shutil
from collections.abc import Mapping

from tools.commands import succeeds
from tools.envfile import private_environment
from tools.environment import install, install_node_modules
from tools.parts import Part, run_parts
from tools.paths import BACKEND, ROOT, VENV
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
            "lint-imports": python_tool(env, "lint-imports", "--no-logo"),
            "migrations": python_tool(env, "python", "backend/manage.py", "makemigrations", "--check"),
            "biome": node_tool("biome", "check", "--error-on-warnings"),
            "tsc": node_tool("tsc"),
        }
    )


def python_tool(env: Mapping[str, str], program: str, *arguments: str) -> Part:
    return lambda: succeeds(VENV / "bin" / program, *arguments, env=env)


def node_tool(program: str, *arguments: str) -> Part:
    def run() -> bool:
        if shutil.which("npm") is None:
            raise Unavailable("Node with npm is not installed (20 or newer)")
        install_node_modules()
        return succeeds(ROOT / "node_modules" / ".bin" / program, *arguments)

    return run
