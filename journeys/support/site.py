"""School Talks as a laptop runs it, on free ports and with a database of its own."""

import re
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

from common.testing_mail import SmtpSink
from tools.envfile import private_environment
from tools.loopback import free_port
from tools.servers import answers, serve_api, serve_web, serve_worker


@dataclass(frozen=True)
class Site:
    """The origins of the web client and the API, and the mails that were sent: `site.mails.take(address)`."""

    web: str
    api: str
    mails: SmtpSink

    def link_mailed_to(self, address: str, about: str, page: str) -> tuple[str, str]:
        """The link to this page in the mail about this, whatever else was mailed before, and the secret in it."""
        letter = self.mails.take(address)
        while about not in letter.subject:
            letter = self.mails.take(address)
        found = re.search(rf"(\S+/{page})#(\S+)", letter.text)
        assert found is not None
        return found[0], found[2]


@contextmanager
def running_site(folder: Path, **settings: str) -> Iterator[Site]:
    """A site with the demo content, stopped at the end; `settings` as in .env.example."""
    api_port, web_port = free_port(), free_port()
    web_origin, api_origin = f"http://localhost:{web_port}", f"http://localhost:{api_port}"
    with SmtpSink() as mails:
        env = private_environment(
            WEB_ORIGINS=f"{web_origin},http://127.0.0.1:{web_port}",
            DATABASE_URL=f"sqlite:///{folder / 'db.sqlite3'}",
            MEDIA_ROOT=str(folder / "media"),
            WORK_ROOT=str(folder / "work"),
            EMAIL_URL=f"smtp://{mails.host}:{mails.port}",
            **settings,
        )
        with serve_api(api_port, env) as api, serve_web(web_port, api_origin) as web:
            api.wait_until(lambda: answers(f"{api_origin}/readyz"))
            web.wait_until(lambda: answers(f"{web_origin}/"))
            with serve_worker(env):
                yield Site(web_origin, api_origin, mails)
