"""Runs other programs to their end."""

import subprocess
from collections.abc import Mapping
from pathlib import Path

from tools.paths import ROOT


def succeeds(*command: str | Path, env: Mapping[str, str] | None = None) -> bool:
    """Whether the command, run in the repository's root with its output on the terminal, exits with 0."""
    return subprocess.run(command, cwd=ROOT, env=env).returncode == 0
