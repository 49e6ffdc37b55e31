from django.http import StreamingHttpResponse
from drf_spectacular.utils import extend_schema
from rest_framework import status
from rest_framework.response import Response
from rest_framework.serializers import BaseSerializer

from accounts.serializers.suspended import SuspendedSerializer, SuspendedWithdrawalSerializer
from accounts.views.leaving import ZIP, export_of
from accounts.views.tokens import PublicCommandView
from common.downloads import AnyFormat


@extend_schema(responses=ZIP)
class SuspendedExportView(PublicCommandView):
    """로그인이 `suspended`로 거절된 회원이 내 정보를 모두 ZIP 하나로 받아요. `GET /accounts/export/`와 같은 파일이에요.

    토큰 대신 아이디와 비밀번호를 보내요. 정지되지 않은 회원은 409 `not_suspended`예요.
    """

    summaries = {"POST": "정지된 회원: 내 정보 모두 내려받기"}
    error_statuses = {"POST": (401, 409, 429)}
    content_negotiation_class = AnyFormat
    serializer_class = SuspendedSerializer

    def answer(self, serializer: BaseSerializer) -> StreamingHttpResponse:
        return export_of(self.request, serializer.instance)


@extend_schema(responses={204: None})
class SuspendedWithdrawalView(PublicCommandView):
    """로그인이 `suspended`로 거절된 회원이 탈퇴해요. 7일이 지나면 개인 정보가 모두 지워져요.

    토큰 대신 아이디와 비밀번호를 보내요. 그 안에 되돌려도 정지는 그대로예요. 이미 탈퇴했어도 204이고, 정지되지 않은
    회원은 409 `not_suspended`예요.
    """

    summaries = {"POST": "정지된 회원: 탈퇴"}
    error_statuses = {"POST": (401, 409, 429)}
    serializer_class = SuspendedWithdrawalSerializer

    def answer(self, serializer: BaseSerializer) -> Response:
        return Response(status=status.HTTP_204_NO_CONTENT)
