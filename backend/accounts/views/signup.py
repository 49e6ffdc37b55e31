from django.conf import settings
from drf_spectacular.utils import extend_schema
from rest_framework import generics
from rest_framework.permissions import AllowAny
from rest_framework.request import Request
from rest_framework.response import Response
from rest_framework.serializers import BaseSerializer

from accounts.authentication import NoAuthentication
from accounts.serializers.signup import SignupRulesSerializer, SignupSerializer
from common import limits
from common.addresses import client_address
from common.idempotency import Idempotent
from common.parsers import WITH_FILES


class SignupView(Idempotent, generics.CreateAPIView):
    """아이디, 비밀번호, 닉네임만 있으면 가입할 수 있어요. 약관 동의와 만 14세 이상 확인이 필요해요.

    `GET`은 가입 화면에 필요한 것을 알려 줘요. `email_code`가 `required`이면 `email`과, `POST /accounts/email/code/`로
    받은 인증 번호 `email_code`가 꼭 있어야 해요. `optional`이면 인증 번호를 적은 주소만 확인된 주소가 되고, `off`이면
    인증 번호를 보지 않아요. 인증 번호는 가입할 때 한 번 쓰고, 가입이 거절되면 다시 쓸 수 있어요. `terms_version`을
    보내면 그 약관이 지금 것인지도 확인해요. 그사이 바뀌었으면 `terms_changed`예요.

    `운영진`, `익명 1`처럼 우리가 쓰는 이름과 그렇게 보이는 닉네임은 `reserved`, 다른 회원의 닉네임은 `unique`예요.

    프로필 사진을 함께 보내려면 multipart로 보내요. 비밀번호는 어떤 답에도 들어 있지 않아요.
    """

    summaries = {"GET": "회원 가입에 필요한 것", "POST": "회원 가입"}
    error_statuses = {"POST": (429,)}
    authentication_classes = [NoAuthentication]
    permission_classes = [AllowAny]
    parser_classes = WITH_FILES
    serializer_class = SignupSerializer

    @extend_schema(responses=SignupRulesSerializer)
    def get(self, request: Request) -> Response:
        providers = [{"id": key, "name": provider.name} for key, provider in settings.SOCIAL_PROVIDERS.items()]
        rules = {
            "email_code": settings.SIGNUP_EMAIL_CODE,
            "terms_version": settings.TERMS_VERSION,
            "providers": providers,
        }
        return Response(SignupRulesSerializer(rules).data)

    def perform_create(self, serializer: BaseSerializer) -> None:
        with limits.count_success("signup", address=client_address(self.request)):
            serializer.save()
