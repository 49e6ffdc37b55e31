"""Many sockets in one process that do nothing but count, so that what is measured is the server."""

import base64
import os
import selectors
import socket
import time

MARK = b"\xc2"  # the first byte of the ¶ in a line: neither Hangul nor ASCII nor the head of a frame has it
PATIENCE = 120  # seconds
BUFFER = 1 << 18  # bytes
QUIET = 1.0  # seconds


class Crowd:
    """`size` open sockets. Each delivered line holds one `MARK`: marks are counted in the bytes as they come."""

    def __init__(self, port: int, path: str, size: int, hello: str, awaited: bytes) -> None:
        self.selector = selectors.DefaultSelector()
        self.sockets: list[socket.socket] = []
        self.counts = [0] * size
        self.buffer = bytearray(BUFFER)
        for number in range(size):
            one = connect(port, path)
            if hello:
                one.sendall(frame(hello))
                await_bytes(one, awaited)
            one.setblocking(False)
            self.selector.register(one, selectors.EVENT_READ, number)
            self.sockets.append(one)
        while self.read(QUIET):
            pass
        self.reset()

    def send(self, number: int, text: str) -> None:
        self.sockets[number].sendall(frame(text))

    def reset(self) -> None:
        self.counts = [0] * len(self.counts)

    def read(self, timeout: float) -> int:
        """Counts what has come and returns how many lines that were, or -1 if it was something else."""
        lines, events = 0, self.selector.select(timeout)
        for key, _ in events:
            size = self.sockets[key.data].recv_into(self.buffer)
            if size == 0:
                raise SystemExit("The server has closed a socket of the crowd.")
            count = self.buffer.count(MARK, 0, size)
            self.counts[key.data] += count
            lines += count
        return lines or -bool(events)

    def await_each(self, lines: int) -> float:
        """Reads until every socket has so many lines, and returns when that was."""
        awaited, until = lines * len(self.counts), time.perf_counter() + PATIENCE
        while awaited > 0:
            awaited -= max(0, self.read(1))
            if time.perf_counter() > until:
                raise SystemExit(f"{awaited} deliveries are missing.")
        end = time.perf_counter()
        if set(self.counts) != {lines}:
            raise SystemExit("Some socket got a line twice, another not at all.")
        return end

    def close(self) -> None:
        for one in self.sockets:
            one.close()


def connect(port: int, path: str) -> socket.socket:
    one = socket.create_connection(("127.0.0.1", port), timeout=PATIENCE)
    key = base64.b64encode(os.urandom(16)).decode()
    one.sendall(
        f"GET {path} HTTP/1.1\r\nHost: 127.0.0.1:{port}\r\nUpgrade: websocket\r\nConnection: Upgrade\r\n"
        f"Sec-WebSocket-Version: 13\r\nSec-WebSocket-Key: {key}\r\n\r\n".encode()
    )
    await_bytes(one, b"\r\n\r\n")
    return one


def await_bytes(one: socket.socket, awaited: bytes) -> None:
    got = b""
    while awaited not in got:
        part = one.recv(65_536)
        if not part:
            raise SystemExit(f"The server has closed: {got!r}")
        got += part


def frame(text: str) -> bytes:
    """A text frame as a client sends it, masked with zeros."""
    data = text.encode()
    head = bytes([0x81, 0x80 | len(data)]) if len(data) < 126 else bytes([0x81, 0xFE]) + len(data).to_bytes(2)
    return head + bytes(4) + data
