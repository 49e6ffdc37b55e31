"""School Talks as a laptop runs it, on free ports and with a database of its own."""

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

from tools.envfile import private_environment
from tools.loopback import free_port
from tools.servers import answers, serve_api, serve_web


@dataclass(frozen=True)
class Site:
    """The origins of the web client and the API."""

    web: str
    api: str


@contextmanager
def running_site(folder: Path, **settings: str) -> Iterator[Site]:
    """A site with the demo content, stopped at the end; `settings` as in .env.example."""
    api_port, web_port = free_port(), free_port()
    site = Site(web=f"http://localhost:{web_port}", api=f"http://localhost:{api_port}")
    env = private_environment(
        WEB_ORIGINS=site.web,
        DATABASE_URL=f"sqlite:///{folder / 'db.sqlite3'}",
        MEDIA_ROOT=str(folder / "media"),
        **settings,
    )
    with serve_api(api_port, env) as api, serve_web(web_port, site.api) as web:
        api.wait_until(lambda: answers(f"{site.api}/readyz"))
        web.wait_until(lambda: answers(f"{site.web}/"))
        yield site
