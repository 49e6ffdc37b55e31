from typing import Any

from rest_framework.request import Request
from rest_framework.response import Response

from accounts.serializers.email_undo import EmailUndoSerializer
from accounts.views.tokens import PublicCommandView
from common import limits
from common.addresses import client_address


class EmailUndoView(PublicCommandView):
    """이메일이 바뀌었다고 예전 주소로 온 메일의 링크로 그 변경을 되돌려요. 링크는 7일 동안 한 번 쓸 수 있고, 웹 화면의
    `/email-undo#<token>`을 열어요.

    주소는 예전 것으로 돌아가고, 로그인은 모두 끝나고, 그 뒤에 연결한 소셜 로그인은 끊어지고, 비밀번호는 없어져요.
    답의 `reset_token`을 `POST /accounts/password/reset/confirm/`에 보내서
    비밀번호를 새로 정해요.

    그사이 탈퇴한 회원이면 비밀번호를 정한 뒤에 `POST /accounts/user/restore/`로 되돌릴 수 있어요.

    이미 썼거나 시간이 지난 링크는 `invalid_link`예요.
    """

    summaries = {"POST": "이메일 변경 되돌리기"}
    error_statuses = {"POST": (429,)}
    serializer_class = EmailUndoSerializer

    def post(self, request: Request, *args: Any, **kwargs: Any) -> Response:
        limits.count("email_undo", address=client_address(request))
        return super().post(request, *args, **kwargs)
