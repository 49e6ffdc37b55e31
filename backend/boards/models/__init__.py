from boards.models.attachment import ALT_MAX_LENGTH, Attachment
from boards.models.board import Board
from boards.models.comment import Comment, CommentQuerySet
from boards.models.entry import Entry, EntryQuerySet
from boards.models.like import Like, like_target
from boards.models.post import EXCERPT_LENGTH, Post, PostQuerySet
from boards.models.pseudonym import WRITER_OF_POST, Pseudonym
from boards.models.revision import KEPT_REVISIONS, Revision

__all__ = [
    "ALT_MAX_LENGTH",
    "EXCERPT_LENGTH",
    "KEPT_REVISIONS",
    "WRITER_OF_POST",
    "Attachment",
    "Board",
    "Comment",
    "CommentQuerySet",
    "Entry",
    "EntryQuerySet",
    "Like",
    "Post",
    "PostQuerySet",
    "Pseudonym",
    "Revision",
    "like_target",
]
