from django.db import transaction
from django.db.models import QuerySet
from rest_framework import generics, status
from rest_framework.parsers import BaseParser
from rest_framework.permissions import AllowAny, IsAuthenticated
from rest_framework.request import Request
from rest_framework.response import Response

from accounts import erasure
from accounts.authentication import NoAuthentication
from accounts.models import User
from accounts.serializers import (
    CardSerializer,
    LogoutSerializer,
    PasswordChangeSerializer,
    ProfileSerializer,
    RefreshSerializer,
    SignupSerializer,
    TokenSerializer,
    VerifySerializer,
    WithdrawalSerializer,
)
from common.parsers import MultiPartParser, ORJSONParser
from common.views import CommandView

WITH_PICTURE: list[type[BaseParser]] = [ORJSONParser, MultiPartParser]


class SignupView(generics.CreateAPIView):
    """아이디, 비밀번호, 닉네임만 있으면 가입할 수 있어요. 약관 동의와 만 14세 이상 확인이 필요해요.

    프로필 사진을 함께 보내려면 multipart로 보내요. 비밀번호는 어떤 답에도 들어 있지 않아요.
    """

    summaries = {"POST": "회원 가입"}
    authentication_classes = [NoAuthentication]
    permission_classes = [AllowAny]
    parser_classes = WITH_PICTURE
    serializer_class = SignupSerializer


class PublicCommandView(CommandView):
    error_statuses = {"POST": (401,)}
    authentication_classes = [NoAuthentication]
    permission_classes = [AllowAny]


class TokenView(PublicCommandView):
    """아이디와 비밀번호로 토큰 한 쌍을 받아요. `access`는 15분, `refresh`는 14일 동안 쓸 수 있어요.

    없는 아이디와 틀린 비밀번호는 같은 답을 받아요.
    """

    summaries = {"POST": "로그인"}
    serializer_class = TokenSerializer


class RefreshView(PublicCommandView):
    """`refresh`로 새 토큰 한 쌍을 받아요. 보낸 `refresh`는 그 순간 죽어요."""

    summaries = {"POST": "토큰 갱신"}
    serializer_class = RefreshSerializer


class VerifyView(PublicCommandView):
    """지금 쓸 수 있는 토큰이면 200, 아니면 401이에요. `access`와 `refresh` 모두 확인할 수 있어요."""

    summaries = {"POST": "토큰 확인"}
    serializer_class = VerifySerializer


class LogoutView(PublicCommandView):
    """이 로그인의 토큰을 모두 끝내요. 이미 끝난 로그인이어도 200이에요."""

    summaries = {"POST": "로그아웃"}
    serializer_class = LogoutSerializer


class ProfileView(generics.RetrieveUpdateDestroyAPIView):
    """본인만 볼 수 있는 내 정보예요.

    탈퇴하면 개인 정보는 바로 지워지고 모든 로그인이 끝나요. 남긴 글은 "탈퇴한 사용자"의 이름으로 남아요.
    """

    summaries = {"GET": "내 프로필", "PATCH": "내 프로필 고치기", "DELETE": "탈퇴"}
    http_method_names = ["get", "patch", "delete", "head", "options"]
    permission_classes = [IsAuthenticated]
    parser_classes = WITH_PICTURE
    serializer_class = ProfileSerializer
    deletion_serializer_class = WithdrawalSerializer

    def get_object(self) -> User:
        return self.request.user

    def delete(self, request: Request, *args: object, **kwargs: object) -> Response:
        serializer = self.deletion_serializer_class(data=request.data, context=self.get_serializer_context())
        serializer.is_valid(raise_exception=True)
        with transaction.atomic():
            request.user.lock()  # first, so that nothing slips in behind the erasers
            erasure.erase(request.user)
            request.user.withdraw()
        return Response(status=status.HTTP_204_NO_CONTENT)


class CardView(generics.RetrieveAPIView):
    """누구나 볼 수 있는 정보예요. 학교와 학년은 본인이 공개했을 때만 들어 있어요."""

    summaries = {"GET": "다른 사람의 프로필"}
    serializer_class = CardSerializer

    def get_queryset(self) -> QuerySet[User]:
        return User.objects.filter(is_active=True)


class PasswordChangeView(CommandView):
    """다른 기기의 로그인은 모두 끝나고, 지금 로그인은 그대로예요."""

    summaries = {"POST": "비밀번호 바꾸기"}
    permission_classes = [IsAuthenticated]
    serializer_class = PasswordChangeSerializer
