"""What the API document shows of the live chat."""

ROOM = {
    "slug": "lobby",
    "name": "로비",
    "description": "누구나 쉬어 가는 곳",
    "is_read_only": False,
    "slow_seconds": 0,
    "present": 7,
}
MESSAGE = {
    "id": 9120,
    "seq": 311,
    "room": "lobby",
    "message": "다들 오늘도 수고했어요",
    "author": {"name": "고요한 수달 7"},
    "is_mine": False,
    "client_id": "0f8fad5b-d9cb-469f-a165-70867728950e",
    "timestamp": "2026-11-20T23:31:47.010000+09:00",
    "is_deleted": False,
    "has_links": False,
}
SENT_MESSAGE = {**MESSAGE, "is_mine": True, "care": None}
BAN = {"kind": "ban", "until": None}
MUTE = {"minutes": 10, "kind": "mute", "until": "2026-11-20T23:41:47.010000+09:00"}
