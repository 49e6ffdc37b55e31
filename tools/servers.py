"""Child processes that serve: started, awaited by asking them, stopped in order."""

import http.client
import pwd
import signal
import subprocess
import time
from collections.abc import Callable, Mapping, Sequence
from pathlib import Path
from typing import Self
from urllib.parse import urlsplit

from tools.console import Problem, say
from tools.paths import BACKEND, FRONTEND, ROOT, VENV_PYTHON

START_TIMEOUT = 60  # seconds
STOP_TIMEOUT = 10


class Server:
    """A running process, stopped at the end of a `with` block.

    It lives in a session of its own, so that the terminal's Ctrl-C reaches only us, who stop everything in
    order. Its output goes to the terminal, or to `log`, which is shown when it fails to start.
    """

    def __init__(
        self,
        name: str,
        command: Sequence[str],
        *,
        cwd: Path = ROOT,
        env: Mapping[str, str] | None = None,
        user: str | None = None,
        log: Path | None = None,
        stop_signal: signal.Signals = signal.SIGTERM,
    ) -> None:
        self.name = name
        self._log = log
        self._stop_signal = stop_signal
        output = log.open("wb") if log else None
        self._process = subprocess.Popen(
            command,
            cwd=cwd,
            env=env,
            stdin=subprocess.DEVNULL,
            stdout=output,
            stderr=subprocess.STDOUT if log else None,
            start_new_session=True,
            user=user,
            group=pwd.getpwnam(user).pw_gid if user else None,
            extra_groups=[] if user else None,
        )
        if output:
            output.close()

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *error: object) -> None:
        self.stop()

    @property
    def pid(self) -> int:
        return self._process.pid

    def is_running(self) -> bool:
        return self._process.poll() is None

    def wait_until(self, is_ready: Callable[[], bool]) -> None:
        """Returns once `is_ready()`; a server that dies or stays silent is a problem."""
        deadline = time.monotonic() + START_TIMEOUT
        while not is_ready():
            if not self.is_running():
                self._fail("could not start (see above).")
            if time.monotonic() > deadline:
                self._fail(f"did not answer within {START_TIMEOUT} seconds.")
            time.sleep(0.05)

    def kill(self) -> None:
        """Ends it as a power cut does."""
        self._process.kill()
        self._process.wait()

    def stop(self) -> None:
        if self.is_running():
            self._process.send_signal(self._stop_signal)
        try:
            self._process.wait(STOP_TIMEOUT)
        except subprocess.TimeoutExpired:
            self._process.kill()
            self._process.wait()

    def _fail(self, sentence: str) -> None:
        if self._log:
            say(self._log.read_text(encoding="utf-8", errors="replace"))
        raise Problem(f"{self.name} {sentence}")


def serve_api(port: int, env: Mapping[str, str]) -> Server:
    """HTTP and sockets, on a migrated database with the demo content."""
    command = [str(VENV_PYTHON), "-m", "tools.api", str(port)]
    return Server("the API", command, env={**env, "PYTHONPATH": str(BACKEND)})


def serve_worker(env: Mapping[str, str]) -> Server:
    """Background work, mail above all, on a database that the API has migrated."""
    return Server("the worker", [str(VENV_PYTHON), "-m", "tools.worker"], env={**env, "PYTHONPATH": str(BACKEND)})


def serve_web(port: int, api: str) -> Server:
    """The files of the web client."""
    command = [str(VENV_PYTHON), "-m", "tools.static_server", str(FRONTEND), f"--port={port}", f"--api={api}"]
    return Server("the web client", command)


def answers(url: str) -> bool:
    """Whether a GET of the address is answered with 200."""
    parts = urlsplit(url)
    connection = http.client.HTTPConnection(parts.hostname or "", parts.port, timeout=10)
    try:
        connection.request("GET", parts.path or "/")
        return connection.getresponse().status == 200
    except (OSError, http.client.HTTPException):
        return False
    finally:
        connection.close()
