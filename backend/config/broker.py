"""The broker of a laptop: a folder of messages, for a few processes of one machine."""

import time
from pathlib import Path
from typing import Any
from uuid import uuid4

from kombu.exceptions import ChannelError
from kombu.transport import filesystem
from kombu.utils.json import dumps


class Channel(filesystem.Channel):
    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        Path(self.data_folder_out).mkdir(parents=True, exist_ok=True)

    # kombu's own base classes differ in what they call the arguments.
    def _put(self, queue: str, payload: dict[str, Any], **kwargs: Any) -> None:  # type: ignore[override]
        """Writes aside and renames: kombu's own way lets a worker read half a message, which ends the worker."""
        file = Path(self.data_folder_out, f"{time.time_ns()}_{uuid4()}.{queue}.msg")
        aside = file.with_suffix(".part")
        try:
            aside.write_text(dumps(payload))
            aside.rename(file)
        except OSError as error:
            raise ChannelError(f"Cannot write to {file.parent}: {error.strerror}") from error


class Transport(filesystem.Transport):
    Channel = Channel

    def drain_events(self, connection: Any, timeout: float | None = None) -> None:  # type: ignore[override]
        """Waits a moment at most: between two waits a worker looks whether it shall stop."""
        super().drain_events(connection, timeout=0.2)
