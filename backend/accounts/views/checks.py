"""What a form asks while somebody fills it in."""

from typing import Any

from drf_spectacular.utils import OpenApiParameter, extend_schema, extend_schema_view
from rest_framework import generics
from rest_framework.permissions import AllowAny
from rest_framework.request import Request
from rest_framework.response import Response

from accounts.serializers.checks import AvailabilitySerializer, PasswordCheckSerializer
from common import limits
from common.addresses import client_address
from common.views import CommandView

USERNAME = OpenApiParameter("username", str, description="쓰고 싶은 아이디.")
NICKNAME = OpenApiParameter("nickname", str, description="쓰고 싶은 닉네임.")


@extend_schema_view(get=extend_schema(parameters=[USERNAME, NICKNAME]))
class AvailabilityView(generics.GenericAPIView):
    """아이디와 닉네임을 쓸 수 있는지, 쓸 수 없으면 왜인지 알려 줘요. 물어본 것만 답해요.

    로그인한 회원이 지금 쓰는 자기 닉네임은 쓸 수 있는 닉네임이에요. `운영진`, `익명 1`, `탈퇴한 사용자`처럼 우리가 쓰는
    이름과 그렇게 보이는 이름은 `reserved`예요.
    """

    summaries = {"GET": "아이디·닉네임 확인"}
    error_statuses = {"GET": (429,)}
    permission_classes = [AllowAny]
    serializer_class = AvailabilitySerializer

    def get(self, request: Request, *args: Any, **kwargs: Any) -> Response:
        limits.count("availability", address=client_address(request))
        return Response(self.get_serializer(request.query_params).data)


class PasswordCheckView(CommandView):
    """가입이나 비밀번호 바꾸기에서 받아 줄 비밀번호인지, 아니면 왜인지 알려 줘요. 보낸 값은 어디에도 남지 않아요.

    아이디, 닉네임, 이름, 이메일, 학교를 함께 보내면 거기에서 따온 비밀번호도 알아봐요. 로그인한 회원은 보내지 않아도
    돼요.
    """

    summaries = {"POST": "비밀번호 확인"}
    error_statuses = {"POST": (429,)}
    permission_classes = [AllowAny]
    serializer_class = PasswordCheckSerializer

    def post(self, request: Request, *args: Any, **kwargs: Any) -> Response:
        limits.count("password_check", address=client_address(request))
        return super().post(request, *args, **kwargs)
