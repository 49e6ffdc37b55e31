"""What the API document shows of the inquiry desk."""

INQUIRY = {
    "id": 31,
    "email": "saebyeok@example.com",
    "subject": "account",
    "content": "닉네임을 바꿨는데 예전 글에는 옛날 이름이 보여요.",
    "status": "answered",
    "answer": "새로고침하면 **새 이름**으로 보여요.",
    "answer_html": "<p>새로고침하면 <strong>새 이름</strong>으로 보여요.</p>\n",
    "answered_at": "2026-11-21T09:12:00+09:00",
    "created_at": "2026-11-20T23:50:13.300000+09:00",
    "updated_at": "2026-11-21T09:12:00+09:00",
}
NEW_INQUIRY = INQUIRY | {
    "status": "open",
    "answer": "",
    "answer_html": "",
    "answered_at": None,
    "secret_url": "https://api.example.org/qna/inquiry/31/?secret=Vb3…",
}
FAQ = {
    "id": 3,
    "question": "실명을 꼭 적어야 하나요?",
    "answer": "아니요. 아이디, 비밀번호, 닉네임만 있으면 돼요.",
    "answer_html": "<p>아니요. 아이디, 비밀번호, 닉네임만 있으면 돼요.</p>\n",
    "category": "계정",
    "position": 2,
}
