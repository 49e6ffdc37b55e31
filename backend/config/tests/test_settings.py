"""Wrong or missing settings stop the start with a sentence that names the setting."""

import os
import subprocess
import sys
from pathlib import Path

import pytest

BACKEND = Path(__file__).parents[2]
GOOD = {
    "SECRET_KEY": "s" * 32,
    "TOKEN_KEY": "t" * 32,
    "PSEUDONYM_KEY": "p" * 32,
    "ALLOWED_HOSTS": "api.example.org",
    "WEB_ORIGINS": "https://www.example.org",
    "DATABASE_URL": "sqlite:///:memory:",
    "DEBUG": "",
    "SERVE_FILES": "",
    "AI_TIMEOUT_SECONDS": "",
}


def start(**settings: str) -> subprocess.CompletedProcess[str]:
    return subprocess.run(
        [sys.executable, "manage.py", "check"],
        cwd=BACKEND,
        env={**os.environ, **GOOD, **settings},
        capture_output=True,
        text=True,
    )


def test_good_settings_start() -> None:
    assert start().returncode == 0


@pytest.mark.parametrize(
    ("name", "value"),
    [
        ("SECRET_KEY", "short"),
        ("TOKEN_KEY", ""),
        ("PSEUDONYM_KEY", " " * 40),
        ("ALLOWED_HOSTS", ""),
        ("WEB_ORIGINS", "www.example.org"),
        ("WEB_ORIGINS", "https://www.example.org/app"),
        ("DATABASE_URL", "nonsense"),
        ("DATABASE_URL", "oracle9://db/name"),
        ("DATABASE_URL", "postgres://host:port/name"),
        ("DEBUG", "maybe"),
        ("AI_TIMEOUT_SECONDS", "0"),
        ("AI_TIMEOUT_SECONDS", "soon"),
    ],
)
def test_a_broken_setting_is_named_in_one_sentence(name: str, value: str) -> None:
    process = start(**{name: value})
    assert process.returncode == 1
    assert name in process.stderr
    assert process.stderr.startswith("School Talks cannot start: ")
    assert "Traceback" not in process.stderr
