"""What the API document shows of social logins."""

from accounts.examples import ACCESS, REFRESH

PROVIDER = {"id": "google", "name": "Google", "is_linked": True, "linked_at": "2026-11-03T22:41:07.120000+09:00"}
TOKEN = {
    "code": "eyJ1c2VyIjoxNywiY2hhbGxlbmdlIjoiRTlNZWxob2EyT3d2Rl…",
    "verifier": "dBjftJeZ4CVP-mB92K27uhbUJU1p1r_wW1gFWFOEjXk",
    "restore": False,
    "access": ACCESS,
    "refresh": REFRESH,
}
