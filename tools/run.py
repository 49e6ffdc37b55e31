"""`make run`: from a fresh clone to School Talks in the browser, by one command."""

import os
import time
from typing import NoReturn

from tools import envfile
from tools.console import Interrupted, Problem, say
from tools.environment import install
from tools.loopback import port_from_environment
from tools.servers import Server, answers, serve_api, serve_web, serve_worker

API_PORT = 8000
WEB_PORT = 3000


def main(arguments: list[str]) -> int:
    api_port = port_from_environment("API_PORT", API_PORT)
    web_port = port_from_environment("WEB_PORT", WEB_PORT)
    envfile.ensure()
    install("run")
    env = dict(os.environ)
    if web_port != WEB_PORT:
        env["WEB_ORIGINS"] = f"http://localhost:{web_port},http://127.0.0.1:{web_port}"
    api, web = f"http://localhost:{api_port}", f"http://localhost:{web_port}"
    with serve_api(api_port, env) as api_server, serve_web(web_port, api) as web_server:
        api_server.wait_until(lambda: answers(f"http://127.0.0.1:{api_port}/readyz"))
        web_server.wait_until(lambda: answers(f"http://127.0.0.1:{web_port}/"))
        with serve_worker(env) as worker:
            say(welcome(api, web))
            try:
                watch(api_server, web_server, worker)
            except Interrupted:
                say("\n멈추고 있어요 · Stopping")
    return 0


def watch(*servers: Server) -> NoReturn:
    """Ends with `Interrupted`, or with a problem when one of the servers dies."""
    while True:
        for server in servers:
            if not server.is_running():
                raise Problem(f"{server.name} stopped by itself (see above), so everything was stopped.")
        time.sleep(0.2)


def welcome(api: str, web: str) -> str:
    return f"""
School Talks가 켜졌어요 · School Talks is running

  웹 Web        {web}
  API           {api}
  문서 Swagger  {api}/schema/swagger-ui/
  관리 Admin    {api}/admin/

Ctrl-C를 누르면 멈춰요 · Ctrl-C stops it
"""
