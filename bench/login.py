"""What a login costs beside the password check that it can't do without: CPU time of one daphne for a login over HTTP,
against the bare Argon2id check, in turns within one run.

The ratio is the share of the check in the whole login: 1 would be a login that costs nothing else.
"""

import http.client
import json
import os
import statistics
import subprocess
import sys
import tempfile
import time
from pathlib import Path

from argon2.low_level import Type, hash_secret, verify_secret

from tools.loopback import free_port
from tools.paths import BACKEND, ROOT

ROUNDS = 5
LOGINS = 60  # a round
TARGET = 0.8
USERNAME, PASSWORD = "onsaemiro", "school-talks-2026"  # of the demo content
START_TIMEOUT = 120  # seconds


def main() -> None:
    with tempfile.TemporaryDirectory() as folder:
        port = free_port()
        server = subprocess.Popen(
            [sys.executable, "-m", "tools.api", str(port)], cwd=ROOT, env=environment(folder), stdout=subprocess.DEVNULL
        )
        try:
            wait_for(port, server)
            log_in(port, 10)  # what is loaded on first use is no cost of a login
            shares = [share_of_check(port, server.pid) for _ in range(ROUNDS)]
        finally:
            server.terminate()
            server.wait()
    ratio = statistics.median(shares)
    sys.stdout.write(f"share of the check: {ratio:.2f} (target {TARGET}; rounds {min(shares):.2f}–{max(shares):.2f})\n")


def share_of_check(port: int, pid: int) -> float:
    check = bare_check_ms()
    before = cpu_ms(pid)
    log_in(port, LOGINS)
    login = (cpu_ms(pid) - before) / LOGINS
    sys.stdout.write(f"bare check {check:.1f} ms, login {login:.1f} ms of CPU\n")
    return check / login


def bare_check_ms() -> float:
    """OWASP's minimum: 19 MiB, two passes, one lane."""
    stored = hash_secret(PASSWORD.encode(), b"sixteen-byte-sal", 2, 19 * 1024, 1, 32, Type.ID)
    before = time.process_time()
    for _ in range(LOGINS):
        verify_secret(stored, PASSWORD.encode(), Type.ID)
    return (time.process_time() - before) * 1000 / LOGINS


def log_in(port: int, times: int) -> None:
    connection = http.client.HTTPConnection("127.0.0.1", port)
    body = json.dumps({"username": USERNAME, "password": PASSWORD})
    headers = {
        "Content-Type": "application/json",
        "X-Token-Transport": "cookie",
        "User-Agent": "python-requests/2.32.3",
    }
    for _ in range(times):
        connection.request("POST", "/accounts/token/", body, headers)
        response = connection.getresponse()
        response.read()
        if response.status != 200:
            raise SystemExit(f"A login was answered with {response.status}.")
    connection.close()


def cpu_ms(pid: int) -> float:
    """User and system time that a process has used, all its threads together."""
    fields = Path(f"/proc/{pid}/stat").read_text().rpartition(")")[2].split()
    return (int(fields[11]) + int(fields[12])) * 1000 / os.sysconf("SC_CLK_TCK")


def wait_for(port: int, server: subprocess.Popen) -> None:
    deadline = time.monotonic() + START_TIMEOUT
    while time.monotonic() < deadline and server.poll() is None:
        try:
            connection = http.client.HTTPConnection("127.0.0.1", port, timeout=5)
            connection.request("GET", "/healthz")
            if connection.getresponse().status == 200:
                return
        except OSError:
            time.sleep(0.1)
    raise SystemExit("The server did not start.")


def environment(folder: str) -> dict[str, str]:
    """A world of its own: nothing of the laptop's data is touched."""
    keys = {name: name.ljust(40, "-") for name in ("SECRET_KEY", "TOKEN_KEY", "PSEUDONYM_KEY")}
    return {
        **os.environ,
        **keys,
        "PYTHONPATH": str(BACKEND),
        "ALLOWED_HOSTS": "127.0.0.1",
        "WEB_URL": "http://localhost:3000",
        "DATABASE_URL": f"sqlite:///{folder}/db.sqlite3",
        "REDIS_URL": "",
        "MEDIA_ROOT": f"{folder}/media",
        "WORK_ROOT": f"{folder}/work",
    }


if __name__ == "__main__":
    main()
