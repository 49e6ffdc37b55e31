from drf_spectacular.utils import extend_schema
from rest_framework.exceptions import AuthenticationFailed
from rest_framework.permissions import AllowAny
from rest_framework.response import Response
from rest_framework.serializers import BaseSerializer

from accounts import devices, transport
from accounts.authentication import NoAuthentication
from accounts.serializers.tokens import LogoutSerializer, RefreshSerializer, TokenSerializer, VerifySerializer
from accounts.tokens import TokenRotated
from common.views import CommandView


class PublicCommandView(CommandView):
    error_statuses: dict[str, tuple[int, ...]] = {"POST": (401,)}
    authentication_classes = [NoAuthentication]
    permission_classes = [AllowAny]


@extend_schema(parameters=[transport.PARAMETER])
class TokenPairView(PublicCommandView):
    """Answers a pair of tokens."""

    def answer(self, serializer: BaseSerializer) -> Response:
        response = super().answer(serializer)
        transport.hand_over(self.request, response)
        return response


@extend_schema(parameters=[transport.PARAMETER])
class RefreshTakingView(PublicCommandView):
    """Takes a refresh token; one that is dead for good leaves the cookie."""

    def handle_exception(self, error: Exception) -> Response:
        response = super().handle_exception(error)
        is_over = isinstance(error, AuthenticationFailed) and not isinstance(error, TokenRotated)
        if is_over and transport.uses_cookie(self.request):
            transport.forget(response)
        return response


class LoginView(TokenPairView):
    """Whoever gets a pair here has shown who they are: the browser becomes a known device."""

    error_statuses = {"POST": (401, 429)}

    def answer(self, serializer: BaseSerializer) -> Response:
        response = super().answer(serializer)
        devices.remember(response, serializer.instance.user_id)
        return response


class TokenView(LoginView):
    """아이디와 비밀번호로 토큰 한 쌍을 받아요. `access`는 15분, `refresh`는 14일 동안 쓸 수 있어요.

    없는 아이디와 틀린 비밀번호는 같은 답을 받아요. 웹 화면은 `X-Token-Transport: cookie`를 보내요: 그러면 `refresh`는
    스크립트가 읽을 수 없는 쿠키로만 오가고 답에는 `access`만 있어요.
    """

    summaries = {"POST": "로그인"}
    serializer_class = TokenSerializer


class RefreshView(RefreshTakingView, TokenPairView):
    """`refresh`로 새 토큰 한 쌍을 받아요. 보낸 `refresh`는 그 순간 죽어요.

    이미 쓴 `refresh`가 다시 오면 누가 훔친 것으로 보고 그 로그인을 모두 끝내요. 다만 같은 기기의 다른 창이 몇 초 사이에
    늦게 보낸 것이면 `token_rotated`로 답하고 로그인은 그대로 둬요. 쿠키를 쓰는 쪽은 한 번 더 부르면 돼요.
    """

    summaries = {"POST": "토큰 갱신"}
    serializer_class = RefreshSerializer


class VerifyView(PublicCommandView):
    """지금 쓸 수 있는 토큰이면 200, 아니면 401이에요. `access`와 `refresh` 모두 확인할 수 있어요."""

    summaries = {"POST": "토큰 확인"}
    serializer_class = VerifySerializer


class LogoutView(RefreshTakingView):
    """이 로그인의 토큰을 모두 끝내요. 이미 끝난 로그인이어도 200이에요."""

    summaries = {"POST": "로그아웃"}
    serializer_class = LogoutSerializer

    def answer(self, serializer: BaseSerializer) -> Response:
        response = super().answer(serializer)
        if transport.uses_cookie(self.request):
            transport.forget(response)
        return response
