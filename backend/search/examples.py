"""What the API document shows of the search."""

RESULT = {
    "kind": "post",
    "board": "study",
    "id": 412,
    "title": "수시 6장, 상향·적정·안정 이렇게 나눴어요",
    "title_parts": [
        {"text": "수시", "is_match": True},
        {"text": " 6장, 상향·적정·안정 이렇게 나눴어요", "is_match": False},
    ],
    "excerpt": "교과 2장, 종합 3장, 논술 1장으로 정했고 이유를 적어 볼게요.",
    "excerpt_parts": [
        {"text": "교과 2장, 종합 3장, ", "is_match": False},
        {"text": "논술", "is_match": True},
        {"text": " 1장으로 정했고 이유를 적어 볼게요.", "is_match": False},
    ],
    "created_at": "2026-11-20T21:03:11.482000+09:00",
}
