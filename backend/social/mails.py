"""What members are told by mail of their accounts elsewhere: one kind for each provider and event."""

from accounts.mails import news, tell_proved
from accounts.models import User
from mail.letters import Composer

NAMES = {"google": "Google", "kakao": "카카오"}  # mails are Korean


def linked(user: User, provider: str) -> None:
    tell_proved(user, f"{provider}_linked")


def unlinked(user: User, provider: str) -> None:
    tell_proved(user, f"{provider}_unlinked")


COMPOSERS: dict[str, Composer] = {}
for provider, name in NAMES.items():
    COMPOSERS |= {
        f"{provider}_linked": news(f"[스쿨톡스] {name} 계정이 연결됐어요", "social_linked", provider=name),
        f"{provider}_unlinked": news(f"[스쿨톡스] {name} 연결이 끊겼어요", "social_unlinked", provider=name),
    }
