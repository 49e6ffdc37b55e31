from celery import shared_task

from boards.files import stored
from boards.models import Attachment, Board, HotPost


@shared_task
def sweep_files() -> None:
    """Deletes files that no row names: of a process that was killed, or of a storage that refused to delete them."""
    for files in stored.old_files():
        named = set(Attachment.objects.filter(token__in=files).values_list("token", flat=True))
        for token in set(files) - named:
            stored.delete(token)


@shared_task
def rank_posts() -> None:
    for board in Board:
        HotPost.objects.rank(board)
