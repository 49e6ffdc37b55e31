"""Wrong or missing settings stop the start with a sentence that names the setting."""

import os
import subprocess
import sys
from pathlib import Path

import pytest

from config import env

BACKEND = Path(__file__).parents[2]
GOOD = {
    "SECRET_KEY": "s" * 32,
    "TOKEN_KEY": "t" * 32,
    "PSEUDONYM_KEY": "p" * 32,
    "ALLOWED_HOSTS": "api.example.org",
    "WEB_ORIGINS": "https://www.example.org",
    "DATABASE_URL": "sqlite:///:memory:",
    "DEBUG": "",
    "TRUSTED_PROXIES": "",
    "SERVE_FILES": "",
    "AI_TIMEOUT_SECONDS": "",
    "EMAIL_URL": "",
    "DEFAULT_FROM_EMAIL": "",
    "WEB_URL": "",
    "GOOGLE_CLIENT_ID": "",
    "GOOGLE_CLIENT_SECRET": "",
    "KAKAO_CLIENT_ID": "",
    "KAKAO_CLIENT_SECRET": "",
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
        ("TRUSTED_PROXIES", "nginx"),
        ("TRUSTED_PROXIES", "10.0.0.1/8"),
        ("TRUSTED_PROXIES", "127.0.0.1,0.0.0.0/0"),
        ("SIGNUP_EMAIL_CODE", "true"),
        ("GOOGLE_CLIENT_ID", "school-talks"),
        ("GOOGLE_CLIENT_SECRET", "geheim"),
        ("KAKAO_CLIENT_ID", "school-talks"),
        ("KAKAO_OAUTH_URL", "127.0.0.1:9000"),
        ("AI_TIMEOUT_SECONDS", "0"),
        ("AI_TIMEOUT_SECONDS", "soon"),
        ("EMAIL_URL", "mail.example.org"),
        ("EMAIL_URL", "imap://mail.example.org"),
        ("EMAIL_URL", "smtp://user:geheim@"),
        ("EMAIL_URL", "smtp://user:geheim@mail.example.org:many"),
        ("EMAIL_URL", "smtp://user:ge/heim@mail.example.org"),
        ("DEFAULT_FROM_EMAIL", "School Talks"),
        ("WEB_URL", "www.example.org"),
        ("WEB_URL", "https://www.example.org/app"),
    ],
)
def test_a_broken_setting_is_named_in_one_sentence(name: str, value: str) -> None:
    process = start(**{name: value})
    assert process.returncode == 1
    assert name in process.stderr
    assert process.stderr.startswith("School Talks cannot start: ")
    assert "Traceback" not in process.stderr
    assert "heim" not in process.stderr, "a password stays out of the sentence"


def test_links_in_mails_need_a_web_client() -> None:
    assert "WEB_URL must be an origin" in start(WEB_ORIGINS="").stderr
    assert start(WEB_ORIGINS="", WEB_URL="https://www.example.org").returncode == 0


@pytest.mark.parametrize(
    ("url", "server"),
    [
        ("", env.MailServer()),
        ("smtp://mail.example.org", env.MailServer("mail.example.org", 25)),
        ("smtp://127.0.0.1:1025/", env.MailServer("127.0.0.1", 1025)),
        (
            "smtp+tls://apikey:p%40ss%2Fword@mail.example.org",
            env.MailServer("mail.example.org", 587, "apikey", "p@ss/word", starts_tls=True),
        ),
        ("smtps://a%40b:c@mail.example.org:2465", env.MailServer("mail.example.org", 2465, "a@b", "c", is_tls=True)),
    ],
)
def test_the_mail_server_is_what_its_url_says(monkeypatch, url: str, server: env.MailServer) -> None:
    monkeypatch.setenv("EMAIL_URL", url)
    assert env.mail_server("EMAIL_URL") == server


@pytest.mark.parametrize(("proxies", "scheme"), [("127.0.0.1", "https"), ("", "http")])
def test_only_a_trusted_proxy_says_that_a_request_came_over_https(proxies: str, scheme: str) -> None:
    ask = (
        "from django.test import RequestFactory;"
        "headers = {'Host': 'api.example.org', 'X-Forwarded-Proto': 'https'};"
        "print(RequestFactory(headers=headers).get('/media/a.webp').build_absolute_uri())"
    )
    process = subprocess.run(
        [sys.executable, "manage.py", "shell", "--no-imports", "-c", ask],
        cwd=BACKEND,
        env={**os.environ, **GOOD, "TRUSTED_PROXIES": proxies},
        capture_output=True,
        text=True,
        timeout=60,
    )
    assert process.stdout.split() == [f"{scheme}://api.example.org/media/a.webp"], process.stderr
