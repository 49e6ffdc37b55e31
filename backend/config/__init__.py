"""The project. Celery's application comes with it, so that tasks find their broker wherever they are called."""

from config.celery import app as celery_app

__all__ = ["celery_app"]
