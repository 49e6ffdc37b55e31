"""What the API document shows of the tutor."""

TURN = {
    "id": 88,
    "mode": "problem",
    "prompt": "등비수열의 합 공식은 왜 그렇게 나와요?",
    "response": "먼저 $S$와 $rS$를 나란히 적어 볼까요?",
    "response_html": "<p>먼저 <math><mi>S</mi></math>와 <math><mi>r</mi><mi>S</mi></math>를 나란히 적어 볼까요?</p>\n",
    "is_from_ai": True,
    "sources": [{"kind": "post", "board": "study", "id": 412, "title": "등비급수 한 장 정리"}],
    "status": "done",
    "created_at": "2026-11-20T23:10:05.220000+09:00",
}
