"""What the API document shows of accounts."""

ACCESS = "eyJhbGciOiJIUzI1NiJ9.eyJ0b2tlbl90eXBlIjoiYWNjZXNzIn0.…"
REFRESH = "eyJhbGciOiJIUzI1NiJ9.eyJ0b2tlbl90eXBlIjoicmVmcmVzaCJ9.…"
PICTURE = "https://api.example.org/media/profiles/3f2a.webp"

PROFILE = {
    "id": 17,
    "username": "saebyeok27",
    "nickname": "새벽공부",
    "name": "",
    "view_name": "새벽공부",
    "school_name": "한빛고등학교",
    "grade": 2,
    "show_school": False,
    "about_me": "수학이랑 친해지는 중",
    "email": "saebyeok@example.org",
    "email_confirmed": True,
    "profile_picture": PICTURE,
    "has_password": True,
    "is_complete": True,
    "is_staff": False,
    "created_at": "2026-11-03T22:41:07.120000+09:00",
}
SIGNUP = PROFILE | {
    "password": "오늘도-한걸음-더",
    "email_code": "048213",
    "agreed_terms": True,
    "is_over_14": True,
    "terms_version": "2026-11",
}
SESSION = {
    "id": 412,
    "device": "삼성 인터넷 · 갤럭시",
    "place": "지금과 같은 네트워크",
    "is_current": True,
    "created_at": "2026-11-03T22:41:07.120000+09:00",
    "last_used_at": "2026-11-05T07:58:31.004000+09:00",
}
CARD = {name: PROFILE[name] for name in ("id", "nickname", "about_me", "profile_picture", "school_name", "grade")}
AUTHOR = {"id": 17, "name": "새벽공부", "profile_picture": PICTURE}
TOKEN = {"username": "saebyeok27", "password": "오늘도-한걸음-더", "access": ACCESS, "refresh": REFRESH}
