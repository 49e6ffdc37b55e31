"""`make lock`: compiles pyproject.toml into requirements/*.txt, with hashes, without a registry's address."""

import subprocess

from tools.console import Problem
from tools.environment import install, uv_command
from tools.paths import REQUIREMENTS, ROOT

EXTRAS = {
    # dev comes first: the others take its versions, so that all fit into one environment.
    "dev": ["--extra", "prod", "--group", "test", "--group", "lint"],
    "run": [],
    "prod": ["--extra", "prod"],
    "test": ["--extra", "prod", "--group", "test"],
}
OPTIONS = [
    "--universal",
    "--generate-hashes",
    "--python-version=3.11",
    "--no-emit-index-url",
    "--no-emit-find-links",
    "--no-annotate",
    "--custom-compile-command=make lock",
]


def main(arguments: list[str]) -> int:
    install("run")
    for name, extras in EXTRAS.items():
        output = REQUIREMENTS / f"{name}.txt"
        constraints = [] if name == "dev" else ["--constraints", REQUIREMENTS / "dev.txt"]
        command = uv_command("compile", *OPTIONS, *extras, *constraints, "--output-file", output, "pyproject.toml")
        if subprocess.run(command, cwd=ROOT).returncode != 0:
            raise Problem(f"{output.relative_to(ROOT)} could not be compiled (see above).")
    return 0
