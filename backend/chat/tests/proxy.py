"""A connection to a server that can be cut, or swallow everything, at any moment."""

import asyncio
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager, suppress


class Proxy:
    """Listens on `port` and passes everything on to the other port, unless it `is_swallowing`."""

    def __init__(self, target: int) -> None:
        self.target = target
        self.port = 0
        self.clear = asyncio.Event()
        self.clear.set()
        self.writers: set[asyncio.StreamWriter] = set()

    @asynccontextmanager
    async def running(self) -> AsyncIterator["Proxy"]:
        async with await asyncio.start_server(self.serve, "127.0.0.1", 0) as server:
            self.port = server.sockets[0].getsockname()[1]
            yield self
            self.clear.set()
            self.cut()

    def swallow(self) -> None:
        """From now on nothing comes through and nobody is told: a network that is gone."""
        self.clear.clear()

    def heal(self) -> None:
        self.clear.set()

    def cut(self) -> None:
        for writer in self.writers:
            writer.transport.abort()

    async def serve(self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        with suppress(OSError):
            await self.clear.wait()
            there, back = await asyncio.open_connection("127.0.0.1", self.target)
            await asyncio.gather(self.pass_on(reader, back), self.pass_on(there, writer))
        writer.transport.abort()

    async def pass_on(self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        self.writers.add(writer)
        try:
            with suppress(OSError):
                while data := await reader.read(65_536):
                    await self.clear.wait()
                    writer.write(data)
                    await writer.drain()
        finally:
            self.writers.discard(writer)
            writer.transport.abort()
