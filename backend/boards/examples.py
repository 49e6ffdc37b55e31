"""What the API document shows of the boards."""

from accounts.examples import AUTHOR

POST_SUMMARY = {
    "id": 412,
    "board": "study",
    "title": "수시 6장, 상향·적정·안정 이렇게 나눴어요",
    "excerpt": "교과 2장, 종합 3장, 논술 1장으로 정했고 이유를 적어 볼게요.",
    "thumbnail": None,
    "author": AUTHOR,
    "is_mine": False,
    "is_anonymous": False,
    "is_notice": False,
    "hits": 128,
    "like_count": 9,
    "comment_count": 4,
    "is_liked": True,
    "attachment_count": 0,
    "created_at": "2026-11-20T21:03:11.482000+09:00",
    "updated_at": "2026-11-20T21:03:11.482000+09:00",
}
POST = POST_SUMMARY | {
    "content": "교과 2장, 종합 3장, 논술 1장으로 정했고 **이유**를 적어 볼게요.",
    "content_html": "<p>교과 2장, 종합 3장, 논술 1장으로 정했고 <strong>이유</strong>를 적어 볼게요.</p>\n",
    "attachments": [],
}
COMMENT = {
    "id": 2051,
    "post": 412,
    "parent": None,
    "author": AUTHOR,
    "is_mine": True,
    "is_anonymous": False,
    "content": "논술 1장 넣은 이유가 궁금해요!",
    "content_html": "<p>논술 1장 넣은 이유가 궁금해요!</p>\n",
    "like_count": 2,
    "is_liked": False,
    "is_deleted": False,
    "created_at": "2026-11-20T21:15:40.900000+09:00",
    "updated_at": "2026-11-20T21:15:40.900000+09:00",
}
LIKE = {"like_count": 10, "is_liked": True}
