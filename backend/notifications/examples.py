"""What the API document shows of notifications."""

NOTIFICATION = {
    "id": 901,
    "kind": "comment",
    "title": "수시 6장, 상향·적정·안정 이렇게 나눴어요",
    "message": "익명 2님이 댓글을 남겼어요.",
    "excerpt": "논술 1장 넣은 이유가 궁금해요!",
    "actor": {"id": None, "name": "익명 2"},
    "count": 1,
    "target": {"kind": "post", "board": "study", "id": 412, "comment": 2051},
    "is_read": False,
    "is_held": False,
    "told_at": "2026-11-20T21:14:52.120000+09:00",
}
UNREAD = {"count": 3}
READ_ALL = {"until": "2026-11-20T21:14:52.120000+09:00", "count": 0}
SETTINGS = {
    "kinds": {"comment": True, "reply": True, "like": False, "scrap": True, "notice": True, "answer": True},
    "quiet_hours": True,
    "quiet_from": "23:00",
    "quiet_until": "07:00",
}
