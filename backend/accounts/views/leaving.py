from typing import Any

from django.http import StreamingHttpResponse
from django.utils import timezone
from drf_spectacular.types import OpenApiTypes
from drf_spectacular.utils import OpenApiResponse, extend_schema
from rest_framework.permissions import IsAuthenticated
from rest_framework.request import Request
from rest_framework.views import APIView

from accounts import exports
from accounts.models import User
from accounts.serializers.leaving import ErasureSerializer, RestoreSerializer
from accounts.views.tokens import LoginView
from common import limits
from common.downloads import AnyFormat, download
from common.views import CommandView


class RestoreView(LoginView):
    """탈퇴하고 7일 안에는 되돌릴 수 있어요. 글도, 댓글도, 프로필도 모두 그대로 돌아오고 바로 로그인돼요.

    이미 되돌린 계정이면 로그인만 해요. 7일이 지나면 없는 아이디와 같은 답을 받아요.
    """

    summaries = {"POST": "탈퇴 되돌리기"}
    serializer_class = RestoreSerializer


class EraseView(CommandView):
    """두 게시판에 쓴 내 글과 댓글을 한 번에 숨기거나(`hide`), 다시 보이거나(`show`), 지워요(`delete`).

    숨긴 글과 댓글은 나만 볼 수 있고 댓글 수에서도 빠져요. 지우면 되돌릴 수 없고, 내 글에 달린 다른 사람의 댓글도 함께
    지워져요. 몇 개가 바뀌었는지 답해요. 비밀번호가 없는 회원은 로그인한 지 10분 안에 `password` 없이 지울 수 있어요.
    """

    summaries = {"POST": "내 글과 댓글 모두 숨기기·지우기"}
    error_statuses = {"POST": (403, 429)}
    permission_classes = [IsAuthenticated]
    serializer_class = ErasureSerializer


ZIP = {(200, "application/zip"): OpenApiResponse(OpenApiTypes.BINARY, description="ZIP 파일")}


def export_of(request: Request, user: User) -> StreamingHttpResponse:
    limits.count("export", member=user.pk)
    name = f"school-talks-{timezone.localdate()}.zip"
    headers = {"Content-Disposition": f'attachment; filename="{name}"', "Cache-Control": "no-store"}
    return download(request, exports.export(user), "application/zip", headers)


class ExportView(APIView):
    """나에 관한 모든 것을 ZIP 하나로 받아요: 프로필, 로그인, 글, 댓글, 좋아요, 문의, AI 튜터와의 대화, 올린 파일.

    안에 있는 README.txt가 무엇이 어디에 있는지 알려 줘요. 숨긴 글도 들어 있고, 다른 사람의 글은 들어 있지 않아요.
    """

    summaries = {"GET": "내 정보 모두 내려받기"}
    error_statuses = {"GET": (429,)}
    permission_classes = [IsAuthenticated]
    content_negotiation_class = AnyFormat

    @extend_schema(responses=ZIP)
    def get(self, request: Request, **kwargs: Any) -> StreamingHttpResponse:
        return export_of(request, request.user)
