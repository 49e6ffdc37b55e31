"""The folder that hands work over on a laptop."""

from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from queue import Empty

import pytest
from kombu import Connection

from config.broker import Transport

MESSAGES = 1500


@pytest.fixture
def connect(tmp_path: Path):
    options = dict.fromkeys(
        ("data_folder_in", "data_folder_out", "processed_folder", "control_folder"), f"{tmp_path}/q"
    )
    return lambda: Connection("localhost", transport=Transport, transport_options=options)


def test_no_worker_reads_half_a_message(connect) -> None:
    def write() -> None:
        channel = connect().channel()
        for number in range(MESSAGES):
            channel._put("work", {"number": number, "padding": "가" * 2000})

    channel = connect().channel()
    numbers = []
    with ThreadPoolExecutor(1) as pool:
        writing = pool.submit(write)
        while not writing.done() or channel._size("work"):
            try:
                numbers.append(channel._get("work")["number"])
            except Empty:
                continue
    writing.result()
    assert sorted(numbers) == list(range(MESSAGES))
    assert numbers[:10] == list(range(10))
