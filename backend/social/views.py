from typing import Any

from django.conf import settings
from django.http import HttpResponseRedirect
from drf_spectacular.utils import OpenApiParameter, OpenApiResponse, extend_schema
from rest_framework import status
from rest_framework.exceptions import NotFound
from rest_framework.generics import GenericAPIView
from rest_framework.permissions import AllowAny, IsAuthenticated
from rest_framework.request import Request
from rest_framework.response import Response
from rest_framework.views import APIView

from accounts.authentication import NoAuthentication
from accounts.serializers.fields import ProofSerializer
from accounts.views.tokens import LoginView
from common import limits
from common.addresses import client_address
from social import attempts, codes
from social.models import Identity
from social.provider import who_came_back
from social.refusals import Cancelled, Failed, Refusal
from social.serializers import ChallengeSerializer, LinkListSerializer, LinkUrlSerializer, SocialTokenSerializer

# Of who comes back: a query that nobody can read, and what passes.
TRY_AGAIN = (
    status.HTTP_400_BAD_REQUEST,
    status.HTTP_429_TOO_MANY_REQUESTS,
    status.HTTP_503_SERVICE_UNAVAILABLE,
)


def to_web(words: str) -> HttpResponseRedirect:
    """Sends the browser on to the web client. The words go into the fragment, which no server and no log sees."""
    response = HttpResponseRedirect(f"{settings.WEB_URL}/social#{words}")
    response["Cache-Control"] = "no-store"
    return response


class OfProvider:
    """Of the provider in the path; one that is not configured is as good as unknown."""

    kwargs: dict[str, Any]

    def initial(self, request: Request, *args: Any, **kwargs: Any) -> None:
        super().initial(request, *args, **kwargs)  # type: ignore[misc]
        if self.provider not in settings.SOCIAL_PROVIDERS:
            raise NotFound

    @property
    def provider(self) -> str:
        return self.kwargs["provider"]


class ProviderListView(GenericAPIView):
    """로그인에 쓸 수 있는 다른 서비스와, 내 계정에 연결했는지예요."""

    summaries = {"GET": "소셜 로그인 연결 목록"}
    permission_classes = [IsAuthenticated]
    serializer_class = LinkListSerializer

    def get(self, request: Request) -> Response:
        results = Identity.objects.links_of(request.user)
        return Response(self.get_serializer({"next": None, "previous": None, "results": results}).data)


class ProviderView(OfProvider, GenericAPIView):
    """연결하거나 끊으려면 `password`에 내 비밀번호를 적어요. 비밀번호가 없는 회원은 로그인한 지 10분 안에 할 수 있고,
    그 뒤에는 `recent_login_required`예요. 확인된 이메일이 있으면 그 주소로 알려요.

    `POST`의 답에 있는 `url`로 브라우저를 보내면 그 서비스에 다녀온 뒤 내 계정에 연결돼요.

    보낸 브라우저만 연결할 수 있게 답에 쿠키가 들어 있어요. 웹에서는 `credentials: "include"`로 불러 주세요.

    끝나면 웹 화면의 `/social#linked=<provider>`나 `/social#error=<code>`로 가요. `code`는 이 가운데 하나예요.

    - `cancelled`: 그 서비스에서 취소했어요.
    - `failed`: 그 서비스에서 확인하지 못했어요. 다시 해 보면 될 수 있어요.
    - `already_linked`: 다른 회원에게 연결되어 있거나, 내가 그 서비스의 다른 계정을 연결했어요.
    - `link_expired`: 10분이 지났거나, 그사이 로그인이 끝났어요.
    """

    summaries = {"POST": "소셜 로그인 연결하기", "DELETE": "소셜 로그인 연결 끊기"}
    error_statuses = {"POST": (403, 429), "DELETE": (403, 409, 429)}
    permission_classes = [IsAuthenticated]
    open_before_completion = ("POST", "DELETE")
    serializer_class = LinkUrlSerializer
    deletion_serializer_class = ProofSerializer

    def post(self, request: Request, provider: str) -> Response:
        self.get_serializer(data=request.data).is_valid(raise_exception=True)
        url, cookie = attempts.begin_link(request._request, provider, request.auth)
        response = Response(self.get_serializer({"url": url}).data)
        attempts.keep(response, cookie)
        return response

    @extend_schema(responses={204: None})
    def delete(self, request: Request, provider: str) -> Response:
        proof = self.deletion_serializer_class(data=request.data, context=self.get_serializer_context())
        proof.is_valid(raise_exception=True)
        Identity.objects.unlink(request.auth, provider)
        return Response(status=status.HTTP_204_NO_CONTENT)


class StartView(OfProvider, APIView):
    """브라우저를 이 주소로 보내면 그 서비스의 로그인 화면으로 가요. 다녀오면 웹 화면으로 이어져요.

    성공하면 `/social#code=<코드>`예요. 2분 안에 한 번만 쓸 수 있고, 토큰은 `POST /accounts/social/token/`에서 받아요.
    그러지 못하면 `/social#error=<code>`예요. `code`는 이 가운데 하나예요.

    - `cancelled`: 그 서비스에서 취소했어요.
    - `failed`: 그 서비스에서 확인하지 못했어요. 다시 해 보면 될 수 있어요.
    - `email_in_use`: 다른 회원이 확인한 이메일이에요. 아이디로 로그인해서 프로필에서 연결할 수 있어요.
    - `suspended`: 정지된 계정이에요.

    `challenge`는 그 탭만 아는 값(`verifier`)의 SHA-256을 base64url로, `=` 없이 적은 43자예요.
    """

    summaries = {"GET": "소셜 로그인 시작"}
    authentication_classes = [NoAuthentication]
    permission_classes = [AllowAny]

    @extend_schema(
        parameters=[OpenApiParameter("challenge", str, required=True, description="`verifier`의 SHA-256.")],
        responses={302: OpenApiResponse(description="그 서비스의 로그인 화면으로 가요.")},
    )
    def get(self, request: Request, provider: str) -> HttpResponseRedirect:
        query = ChallengeSerializer(data=request.query_params)
        query.is_valid(raise_exception=True)
        url, cookie = attempts.begin_login(request._request, provider, query.validated_data["challenge"])
        response = HttpResponseRedirect(url)
        response["Cache-Control"] = "no-store"
        attempts.keep(response, cookie)
        return response


class CallbackView(OfProvider, APIView):
    """Where the provider sends the browser back to: always ends at the web client, with what came of it."""

    authentication_classes = [NoAuthentication]
    permission_classes = [AllowAny]

    @extend_schema(exclude=True)
    def get(self, request: Request, provider: str) -> HttpResponseRedirect:
        attempt = attempts.take_back(request._request, provider)
        limits.count("social_login", address=client_address(request._request))
        if request.query_params.get("error") == "access_denied":
            raise Cancelled
        person = who_came_back(provider, request._request, attempt)
        if "login" in attempt:
            Identity.objects.link(attempt["login"], person)
            return to_web(f"linked={provider}")
        return to_web(f"code={codes.issue(Identity.objects.come_in(person), attempt['challenge'])}")

    def handle_exception(self, error: Exception) -> Response | HttpResponseRedirect:
        """Somebody looks at this page, so it is never an error's JSON, but where the API itself is at fault."""
        if isinstance(error, Refusal):
            return to_web(f"error={error.code}")
        response = super().handle_exception(error)
        return to_web(f"error={Failed.code}") if response.status_code in TRY_AGAIN else response


class SocialTokenView(LoginView):
    """`/social#code=`의 코드와, 시작할 때 만든 `verifier`로 토큰 한 쌍을 받아요.

    탈퇴하고 7일이 지나지 않은 회원은 `withdrawal_pending`을 받아요. 같은 코드에 `restore: true`를 더해 다시 보내면
    탈퇴를 되돌리고 로그인해요.

    처음 온 회원은 `is_complete`가 `false`예요. 읽을 수는 있지만 쓰려고 하면 `profile_incomplete`를 받아요.
    `PATCH /accounts/user/`로 가입을 마치면 돼요.
    """

    summaries = {"POST": "소셜 로그인 마치기"}
    error_statuses = {"POST": (401,)}
    serializer_class = SocialTokenSerializer
