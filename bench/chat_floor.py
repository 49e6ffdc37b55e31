"""What the chat is measured against: the fan-out that most projects have, and one that does nothing else at all.

    uvicorn bench.chat_floor:bare              # a Channels consumer that only does `group_send`
    python -m bench.chat_floor <port>          # a WebSocket server in C (picows) that copies what Redis publishes

Both send every text that `publish` gives them to every socket, and know neither names nor numbers nor a database.
"""

import os
import sys
from typing import Any

import django
from channels.generic.websocket import AsyncWebsocketConsumer
from channels.layers import get_channel_layer
from redis.asyncio import Redis

ROOM = "bench"

django.setup()


class BareConsumer(AsyncWebsocketConsumer):
    groups = [ROOM]

    async def receive(self, text_data: str | None = None, bytes_data: bytes | None = None) -> None:
        await self.channel_layer.group_send(ROOM, {"type": "copy", "text": text_data})

    async def copy(self, event: dict[str, Any]) -> None:
        await self.send(text_data=event["text"])


async def bare(scope: dict[str, Any], receive: Any, send: Any) -> None:
    if scope["type"] == "websocket":
        await BareConsumer.as_asgi()(scope, receive, send)


async def publish_bare(texts: list[str]) -> None:
    for text in texts:
        await get_channel_layer().group_send(ROOM, {"type": "copy", "text": text})


async def publish_raw(texts: list[str]) -> None:
    async with Redis.from_url(os.environ["REDIS_URL"]) as redis:
        for text in texts:
            await redis.publish(ROOM, text)


async def serve_raw(port: int) -> None:
    from picows import WSListener, WSMsgType, WSTransport, WSUpgradeRequest, ws_create_server

    transports: set[WSTransport] = set()

    class Listener(WSListener):
        def on_ws_connected(self, transport: WSTransport) -> None:
            self.transport = transport
            transports.add(transport)

        def on_ws_disconnected(self, transport: WSTransport) -> None:
            transports.discard(transport)

    def listener(request: WSUpgradeRequest) -> Listener:
        return Listener()

    async with Redis.from_url(os.environ["REDIS_URL"]) as redis, redis.pubsub() as subscription:
        await subscription.subscribe(ROOM)
        server = await ws_create_server(listener, "127.0.0.1", port)
        async with server:
            async for event in subscription.listen():
                if event["type"] == "message":
                    for transport in transports:
                        transport.send(WSMsgType.TEXT, event["data"])


if __name__ == "__main__":
    import uvloop

    uvloop.run(serve_raw(int(sys.argv[1])))
