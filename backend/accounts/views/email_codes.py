from typing import Any

from django.conf import settings
from rest_framework.exceptions import NotFound
from rest_framework.request import Request
from rest_framework.response import Response
from rest_framework.serializers import BaseSerializer

from accounts import code_askers
from accounts.serializers.email_codes import EmailCodeSerializer
from accounts.views.tokens import PublicCommandView


class EmailCodeView(PublicCommandView):
    """주소가 본인 것인지 확인할 여섯 자리 인증 번호를 메일로 보내요. 가입하거나 이메일을 바꿀 때 `email_code`로 적어요.

    적은 번호가 틀리면 `invalid_code`, `expires_in`초가 지났으면 `code_expired`, 다섯 번 틀린 뒤에는
    `too_many_tries`예요. `retry_after`초가 지나면 새 번호를 받을 수 있고, 그러면 앞의 번호는 쓸 수 없어요.

    답에 있는 쿠키 `code_asker`를 번호와 함께 보내면 다섯 번을 혼자 써요. 쿠키가 없으면 쿠키 없이 같은 주소의 번호를
    적는 모두가 다섯 번을 나눠 써요.

    이미 가입된 주소여도 답은 같아요: 그 주소로는 인증 번호 대신 안내 메일이 가요. 인증 번호를 쓰지 않는 곳에서는
    404예요.
    """

    summaries = {"POST": "이메일 인증 번호 받기"}
    error_statuses = {"POST": (404, 429)}
    serializer_class = EmailCodeSerializer

    def initial(self, request: Request, *args: Any, **kwargs: Any) -> None:
        super().initial(request, *args, **kwargs)
        if settings.SIGNUP_EMAIL_CODE == "off":
            raise NotFound

    def answer(self, serializer: BaseSerializer) -> Response:
        response = super().answer(serializer)
        code_askers.remember(response, serializer.instance["asker"])
        return response
