"""The background work of a laptop in one process: a worker, and the clock of what comes round by itself.

Runs inside .venv, with backend/ on the path, beside the API that has migrated the database.
"""

import os
import sys
import warnings
from pathlib import Path

from celery.beat import EmbeddedService
from celery.exceptions import SecurityWarning
from django.conf import settings
from django.core.exceptions import ImproperlyConfigured

from config.celery import app

PLAIN = ["--pool=solo", "--without-gossip", "--without-mingle", "--without-heartbeat"]


def main() -> None:
    os.environ["CELERY_SKIP_CHECKS"] = "true"  # the API has made them
    warnings.simplefilter("ignore", SecurityWarning)  # root is in danger from pickles, which nobody takes here
    try:
        Path(settings.WORK_ROOT).mkdir(parents=True, exist_ok=True)
        # A thread ends with its process, however that ends; `celery worker --beat` may leave a second one behind.
        EmbeddedService(app, thread=True).start()
        app.worker_main(["--quiet", "worker", *PLAIN])
    except ImproperlyConfigured as error:
        sys.exit(f"School Talks cannot start: {error}")


if __name__ == "__main__":
    main()
