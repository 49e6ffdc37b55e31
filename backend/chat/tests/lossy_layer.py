"""A channel layer that loses a fifth of what it is given, and delivers the rest in any order."""

import asyncio
import random
from typing import Any

from channels_redis.pubsub import RedisPubSubChannelLayer

LOSS = 0.2
DELAY = 0.5  # seconds at most


class LossyLayer(RedisPubSubChannelLayer):
    async def group_send(self, group: str, message: dict[str, Any]) -> None:
        if random.random() > LOSS:
            await asyncio.sleep(random.uniform(0, DELAY))
            await self._get_layer().group_send(group, message)
