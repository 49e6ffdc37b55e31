"""Django's own commands."""

import subprocess
from collections.abc import Mapping

from tools.console import Problem
from tools.paths import BACKEND, VENV_PYTHON


def manage(env: Mapping[str, str], *command: str) -> str:
    """The output of a `manage.py` command; its own message on stderr says what went wrong."""
    done = subprocess.run(
        [VENV_PYTHON, "manage.py", *command],
        cwd=BACKEND,
        env=env,
        stdout=subprocess.PIPE,
        text=True,
        encoding="utf-8",
    )
    if done.returncode != 0:
        raise Problem(f"`manage.py {command[0]}` failed (see above).")
    return done.stdout.strip()
