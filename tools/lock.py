"""`make lock`: compiles pyproject.toml into requirements/*.txt, with hashes, without a registry's address."""

from tools.commands import succeeds
from tools.console import Problem
from tools.environment import has_uv, install, uv
from tools.paths import REQUIREMENTS

EXTRAS = {
    # dev comes first: the others take its versions, so that all fit into one environment.
    "dev": ["--extra", "prod", "--group", "test", "--group", "bench", "--group", "lint"],
    "run": [],
    "prod": ["--extra", "prod"],
    "test": ["--extra", "prod", "--group", "test"],
}
OPTIONS = [
    "--quiet",
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
    if not has_uv():
        raise Problem("uv could not be installed (see above).")
    for name, extras in EXTRAS.items():
        output = REQUIREMENTS / f"{name}.txt"
        constraints = [] if name == "dev" else [f"--constraints={REQUIREMENTS}/dev.txt"]
        if not succeeds(*uv("compile", *OPTIONS, *extras, *constraints, f"--output-file={output}", "pyproject.toml")):
            raise Problem(f"requirements/{name}.txt could not be compiled (see above).")
    return 0
