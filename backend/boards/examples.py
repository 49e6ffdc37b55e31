"""What the API document shows of the boards."""

from accounts.examples import AUTHOR

FILE = "https://api.example.org/files/3f2a9c41d07be85516c2aa90be41f7d3c8054e6b/"
ATTACHMENT = {
    "id": 77,
    "name": "수시 지원 표.webp",
    "url": FILE,
    "thumbnail": f"{FILE}thumbnail/",
    "size": 184_320,
    "content_type": "image/webp",
    "width": 1920,
    "height": 1080,
    "alt": "여섯 대학의 전형과 경쟁률을 적은 표",
    "position": 0,
}
POST_SUMMARY = {
    "id": 412,
    "board": "study",
    "title": "수시 6장, 상향·적정·안정 이렇게 나눴어요",
    "excerpt": "교과 2장, 종합 3장, 논술 1장으로 정했고 이유를 적어 볼게요.",
    "thumbnail": ATTACHMENT["thumbnail"],
    "author": AUTHOR,
    "is_mine": False,
    "is_anonymous": False,
    "is_notice": False,
    "hits": 128,
    "like_count": 9,
    "comment_count": 4,
    "is_liked": True,
    "is_hidden": False,
    "is_edited": False,
    "attachment_count": 1,
    "has_poll": False,
    "is_scrapped": True,
    "tag": None,  # what each board may say differs
    "school_year": None,
    "university": None,
    "admission_type": None,
    "source_url": None,
    "valid_until": None,
    "is_outdated": False,
    "created_at": "2026-11-20T21:03:11.482000+09:00",
    "updated_at": "2026-11-20T21:03:11.482000+09:00",
}
POST = POST_SUMMARY | {
    "content": "교과 2장, 종합 3장, 논술 1장으로 정했고 **이유**를 적어 볼게요.",
    "content_html": "<p>교과 2장, 종합 3장, 논술 1장으로 정했고 <strong>이유</strong>를 적어 볼게요.</p>\n",
    "attachments": [ATTACHMENT],
    "poll": None,
}
POLL = {
    "choices": [
        {"id": 31, "text": "교과 위주", "vote_count": 12},
        {"id": 32, "text": "종합 위주", "vote_count": 18},
    ],
    "is_multiple": False,
    "closes_at": "2026-11-24T21:00:00+09:00",
    "is_closed": False,
    "has_voted": True,
    "voter_count": 30,
}
NEW_POLL = {"choices": ["교과 위주", "종합 위주"], "is_multiple": False, "closes_at": None}
VOTE = {"choices": [32]}
NEIGHBORS = {"previous": {"id": 409, "title": "면접 복장, 교복이면 될까요?"}, "next": None}
PREVIEW = {
    "content": "수능 **D-100**, 답은 $x = 3$",
    "content_html": "<p>수능 <strong>D-100</strong>, 답은 <math><mi>x</mi><mo>=</mo><mn>3</mn></math></p>\n",
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
    "is_hidden": False,
    "is_edited": False,
    "is_deleted": False,
    "created_at": "2026-11-20T21:15:40.900000+09:00",
    "updated_at": "2026-11-20T21:15:40.900000+09:00",
}
OWN_COMMENT = COMMENT | {"post": {"id": 412, "board": "study", "title": POST["title"]}}
SCRAP = {"folder": "면접", "is_scrapped": True}
FOLDER = {"id": 7, "name": "면접", "count": 12}
SCRAPPED_POST = POST_SUMMARY | {
    "folder": {"id": FOLDER["id"], "name": FOLDER["name"]},
    "scrapped_at": "2026-11-21T08:30:02.115000+09:00",
}
LIKE = {"like_count": 10, "is_liked": True}
REVISION = {
    "version": 1,
    "title": "수시 6장 어떻게 나눴나요",
    "content": "교과 2장, 종합 3장, 논술 1장으로 정했어요.",
    "content_html": "<p>교과 2장, 종합 3장, 논술 1장으로 정했어요.</p>\n",
    "details": {"tag": "수시", "school_year": 2027},
    "written_at": "2026-11-20T21:03:11.482000+09:00",
}
