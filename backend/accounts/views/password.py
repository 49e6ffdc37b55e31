from rest_framework.permissions import IsAuthenticated

from accounts.serializers.password import (
    PasswordChangeSerializer,
    PasswordResetConfirmSerializer,
    PasswordResetSerializer,
)
from accounts.views.tokens import LoginView, PublicCommandView
from common.views import CommandView


class PasswordChangeView(CommandView):
    """다른 기기의 로그인은 모두 끝나고, 지금 로그인은 그대로예요."""

    summaries = {"POST": "비밀번호 바꾸기"}
    error_statuses = {"POST": (429,)}
    permission_classes = [IsAuthenticated]
    serializer_class = PasswordChangeSerializer


class PasswordResetView(PublicCommandView):
    """비밀번호를 다시 정할 링크를 메일로 보내요. 이 주소를 쓰는 계정이 여럿이면 한 통에 아이디마다
    링크가 하나씩 있어요.

    가입하지 않은 주소여도 답은 같아요. 링크는 30분 동안 한 번 쓸 수 있고, 웹 화면의 `/password-reset#<token>`을 열어요.
    """

    summaries = {"POST": "비밀번호 재설정 메일 받기"}
    error_statuses = {"POST": (429,)}
    serializer_class = PasswordResetSerializer


class PasswordResetConfirmView(LoginView):
    """메일로 받은 링크의 `token`으로 비밀번호를 새로 정해요. 다른 로그인은 모두 끝나고, 여기서는 바로 로그인돼요.

    이미 썼거나 시간이 지난 링크는 `invalid_link`예요. 비밀번호가 쉬워서 거절되면 링크는 그대로 쓸 수 있어요.

    탈퇴하고 7일이 안 지난 회원이면 비밀번호만 바뀌고 401 `withdrawal_pending`이에요. 탈퇴를 되돌리는 일은 새 비밀번호로
    `POST /accounts/user/restore/`에서 따로 해요.
    """

    summaries = {"POST": "비밀번호 다시 정하기"}
    error_statuses = {"POST": (401,)}
    serializer_class = PasswordResetConfirmSerializer
