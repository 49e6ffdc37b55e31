from boards.models.attachment import ALT_MAX_LENGTH, Attachment
from boards.models.board import Board
from boards.models.comment import Comment, CommentQuerySet
from boards.models.details import (
    ADMISSION_COLUMNS,
    ADMISSION_TYPE_MAX_LENGTH,
    DETAIL_COLUMNS,
    UNIVERSITY_MAX_LENGTH,
)
from boards.models.entry import Entry, EntryQuerySet
from boards.models.folder import FOLDER_NAME_MAX_LENGTH, MAX_FOLDERS, Folder
from boards.models.hot import HotPost
from boards.models.like import Like, like_target
from boards.models.poll import Ballot, Choice, Poll, PollQuerySet
from boards.models.post import EXCERPT_LENGTH, Post, PostQuerySet
from boards.models.pseudonym import WRITER_OF_POST, Pseudonym
from boards.models.report import Report
from boards.models.revision import KEPT_REVISIONS, Revision
from boards.models.scrap import Scrap

__all__ = [
    "ADMISSION_COLUMNS",
    "ADMISSION_TYPE_MAX_LENGTH",
    "ALT_MAX_LENGTH",
    "DETAIL_COLUMNS",
    "EXCERPT_LENGTH",
    "FOLDER_NAME_MAX_LENGTH",
    "KEPT_REVISIONS",
    "MAX_FOLDERS",
    "UNIVERSITY_MAX_LENGTH",
    "WRITER_OF_POST",
    "Attachment",
    "Ballot",
    "Board",
    "Choice",
    "Comment",
    "CommentQuerySet",
    "Entry",
    "EntryQuerySet",
    "Folder",
    "HotPost",
    "Like",
    "Poll",
    "PollQuerySet",
    "Post",
    "PostQuerySet",
    "Pseudonym",
    "Report",
    "Revision",
    "Scrap",
    "like_target",
]
