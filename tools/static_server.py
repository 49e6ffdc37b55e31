"""Serves the web client as production does: its files as they are, and index.html for every page address."""

import argparse
import gzip
import socketserver
import sys
import threading
from email.utils import formatdate, parsedate_to_datetime
from functools import cache
from http import HTTPStatus
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from socket import AF_INET6
from typing import Any
from urllib.parse import unquote, urlsplit

from tools.loopback import addresses

# Named here because the system's own table differs from machine to machine.
CONTENT_TYPES = {
    ".css": "text/css; charset=utf-8",
    ".html": "text/html; charset=utf-8",
    ".ico": "image/x-icon",
    ".jpg": "image/jpeg",
    ".js": "text/javascript; charset=utf-8",
    ".json": "application/json",
    ".png": "image/png",
    ".svg": "image/svg+xml",
    ".txt": "text/plain; charset=utf-8",
    ".webmanifest": "application/manifest+json",
    ".webp": "image/webp",
    ".woff2": "font/woff2",
}
COMPRESSED = {".css", ".html", ".js", ".json", ".svg", ".txt", ".webmanifest"}
LOOPBACK_NAMES = ("localhost", "127.0.0.1")


@cache
def compress(file: Path, etag: str) -> bytes:
    """The file's bytes compressed, once for each of its versions."""
    return gzip.compress(file.read_bytes(), mtime=0)


class Site:
    """The files below one folder, and what is told with them of the API, whose origin is `api`."""

    def __init__(self, root: Path, api: str) -> None:
        self.root = root.resolve()
        self._api = api

    def api_for(self, host: str) -> str:
        """The API's origin for a page that was opened under `host`.

        On a laptop both have the same name: to a browser localhost and 127.0.0.1 are two sites, and the login's cookie
        does not travel from one to the other.
        """
        name, own = host.partition(":")[0], urlsplit(self._api).hostname
        if name in LOOPBACK_NAMES and own in LOOPBACK_NAMES:
            return self._api.replace(own, name)
        return self._api

    def config(self, host: str) -> bytes:
        return f'export const API_ORIGIN = "{self.api_for(host)}";\n'.encode()

    def document_headers(self, host: str) -> dict[str, str]:
        """Of documents alone: on each of a hundred small files they would weigh more than the files."""
        api = self.api_for(host)
        return {
            "Content-Security-Policy": "; ".join(
                [
                    "default-src 'self'",
                    f"img-src 'self' data: blob: {api}",
                    f"connect-src 'self' {api} {api.replace('http', 'ws', 1)}",
                    "object-src 'none'",
                    "base-uri 'none'",
                    "form-action 'self'",
                    "frame-ancestors 'none'",
                ]
            ),
            "Referrer-Policy": "strict-origin-when-cross-origin",
        }

    def find(self, path: str) -> Path | None:
        """The file of a URL path: index.html where it has no extension, none for what is not ours to show."""
        parts = [part for part in path.split("/") if part]
        if "\0" in path or any(part.startswith(".") for part in parts):
            return None
        if not parts or not Path(parts[-1]).suffix:
            parts = ["index.html"]
        try:
            file = self.root.joinpath(*parts).resolve()
            return file if file.is_relative_to(self.root) and file.is_file() else None
        except OSError:  # a name that no file system takes
            return None


class Handler(BaseHTTPRequestHandler):
    server: "StaticServer"
    protocol_version = "HTTP/1.1"
    # Headers and body are two writes: Nagle's algorithm would hold the second back for 40 ms.
    disable_nagle_algorithm = True
    timeout = 60  # seconds that an idle connection is kept

    def do_GET(self) -> None:
        site = self.server.site
        path = unquote(self.path.partition("?")[0])
        if path == "/config.js":
            self._send(HTTPStatus.OK, CONTENT_TYPES[".js"], site.config(self._host))
            return
        if (file := site.find(path)) is None:
            self._send(HTTPStatus.NOT_FOUND, CONTENT_TYPES[".txt"], "찾을 수 없어요. Not found.\n".encode())
            return
        stat = file.stat()
        etag = f'W/"{stat.st_mtime_ns:x}-{stat.st_size:x}"'
        headers = {"ETag": etag, "Last-Modified": formatdate(stat.st_mtime, usegmt=True)}
        if file.suffix in COMPRESSED:
            headers["Vary"] = "Accept-Encoding"
        if self._is_fresh(etag, stat.st_mtime):
            self._send(HTTPStatus.NOT_MODIFIED, None, b"", headers)
            return
        kind = CONTENT_TYPES.get(file.suffix, "application/octet-stream")
        if file.suffix in COMPRESSED and "gzip" in self.headers.get("Accept-Encoding", ""):
            self._send(HTTPStatus.OK, kind, compress(file, etag), {**headers, "Content-Encoding": "gzip"})
        else:
            self._send(HTTPStatus.OK, kind, file.read_bytes(), headers)

    do_HEAD = do_GET  # noqa: N815  (the base class's name)

    @property
    def _host(self) -> str:
        return self.headers.get("Host", "")

    def _is_fresh(self, etag: str, modified: float) -> bool:
        """Whether the client's copy is current: by tag, or by date where there is none (RFC 9110, 13.2.2)."""
        if tags := self.headers.get("If-None-Match"):
            return etag in [tag.strip() for tag in tags.split(",")]
        try:
            known = parsedate_to_datetime(self.headers.get("If-Modified-Since", ""))
            return int(modified) <= known.timestamp()
        except ValueError:
            return False

    def _send(self, status: HTTPStatus, kind: str | None, body: bytes, headers: dict[str, str] | None = None) -> None:
        self.send_response(status)
        all_headers = {"Cache-Control": "no-cache", "X-Content-Type-Options": "nosniff", **(headers or {})}
        if kind == CONTENT_TYPES[".html"]:
            all_headers |= self.server.site.document_headers(self._host)
        if kind:
            self.send_header("Content-Type", kind)
            self.send_header("Content-Length", str(len(body)))
        for name, value in all_headers.items():
            self.send_header(name, value)
        self.end_headers()
        if self.command != "HEAD":
            self.wfile.write(body)

    def log_message(self, format: str, *arguments: object) -> None:  # noqa: A002  (the base class's name)
        """Silent: the browser's own network panel tells more."""


class StaticServer(ThreadingHTTPServer):
    request_queue_size = 128

    def __init__(self, address: str, port: int, site: Site) -> None:
        if ":" in address:
            self.address_family = AF_INET6
        self.site = site
        super().__init__((address, port), Handler)

    def server_bind(self) -> None:
        """Without the base class's look-up of the machine's name, which can take seconds."""
        socketserver.TCPServer.server_bind(self)

    def handle_error(self, request: Any, client_address: Any) -> None:
        """A browser that leaves in the middle of an answer is no error."""
        if not isinstance(sys.exception(), ConnectionError):
            super().handle_error(request, client_address)


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("root", type=Path, help="the folder of the web client")
    parser.add_argument("--port", type=int, default=3000)
    parser.add_argument("--api", default="http://localhost:8000", help="the API's origin, which config.js then names")
    options = parser.parse_args()
    site = Site(options.root, options.api)
    servers = [StaticServer(address, options.port, site) for address in addresses()]
    for server in servers[1:]:
        threading.Thread(target=server.serve_forever, daemon=True).start()
    servers[0].serve_forever()


if __name__ == "__main__":
    main()
