"""Files that no row names go, all others stay."""

import os
import subprocess
import sys
import time
from datetime import timedelta
from pathlib import Path

import pytest
import time_machine
from django.utils import timezone

from boards.files import stored
from boards.models import Attachment
from boards.tasks import sweep_files

KILLED = """
import os, django
django.setup()
from django.core.files.uploadedfile import SimpleUploadedFile
from boards.files.intake import Upload, taken_in
from boards.tests.documents import PDF
with taken_in([Upload(SimpleUploadedFile("a.pdf", PDF), "", ("file",))]):
    os.kill(os.getpid(), 9)
"""


def age(path: Path, by: timedelta) -> None:
    os.utime(path, (time.time() - by.total_seconds(),) * 2)


def test_what_a_killed_process_leaves_is_swept(db, settings, stored_files) -> None:
    root = settings.STORAGES["attachments"]["OPTIONS"]["location"]
    backend = Path(__file__).parents[2]
    env = os.environ | {"FILES_ROOT": root, "DJANGO_SETTINGS_MODULE": "config.settings"}
    process = subprocess.run([sys.executable, "-c", KILLED], cwd=backend, env=env, capture_output=True)
    assert process.returncode == -9, process.stderr
    assert len(stored_files()) == 1
    sweep_files()
    assert len(stored_files()) == 1  # as far as we know it is just being written
    with time_machine.travel(timezone.now() + timedelta(hours=1, seconds=5)):
        sweep_files()
    assert stored_files() == []


def test_files_that_hang_on_posts_stay(attach, make_picture, pdf, stored_files, django_assert_num_queries) -> None:
    attach(make_picture())
    attach(pdf())
    for path in stored_files():
        age(path, timedelta(days=400))
    assert len(stored_files()) == 3
    sweep_files()
    assert len(stored_files()) == 3
    assert Attachment.objects.count() == 2


def test_both_files_of_a_picture_go_even_alone(db, settings, stored_files) -> None:
    root = Path(settings.STORAGES["attachments"]["OPTIONS"]["location"])
    for token, names in {"ab" + "1" * 38: ("", "-thumbnail"), "cd" + "2" * 38: ("-thumbnail",)}.items():
        for name in names:
            path = root / (stored.path_of(token) + name)
            path.parent.mkdir(parents=True, exist_ok=True)
            path.write_bytes(b"x")
            age(path, timedelta(hours=2))
    sweep_files()
    assert stored_files() == []


@pytest.mark.django_db
def test_there_may_be_nothing_to_sweep() -> None:
    sweep_files()
