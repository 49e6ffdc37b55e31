from django.db import transaction
from django.db.models import QuerySet
from rest_framework import generics, status
from rest_framework.permissions import IsAuthenticated
from rest_framework.request import Request
from rest_framework.response import Response

from accounts import mails
from accounts.models import User
from accounts.serializers.card import CardSerializer
from accounts.serializers.completion import CompletionSerializer
from accounts.serializers.fields import ProofSerializer
from accounts.serializers.profile import ProfileSerializer
from common.parsers import WITH_FILES


class ProfileView(generics.RetrieveUpdateDestroyAPIView):
    """본인만 볼 수 있는 내 정보예요.

    `email`을 다른 주소로 바꾸려면 `password`에 내 비밀번호를 적어요. 비밀번호가 없는 회원은 로그인한 지 10분 안에 바꿀
    수 있고, 그 뒤에는 `recent_login_required`예요. 확인된 주소를 바꾸면 예전 주소로 알리고, 거기서 7일 안에 되돌릴 수
    있어요.

    탈퇴하면 모든 로그인이 끝나고 남긴 글은 곧바로 "탈퇴한 사용자"의 이름으로 보여요. 7일 안에는 되돌릴 수 있고,
    그 뒤에는 개인 정보가 모두 지워져요.

    소셜 로그인으로 처음 온 회원(`is_complete: false`)은 `PATCH`에 `nickname`, `agreed_terms`, `is_over_14`를 모두
    보내서 가입을 마쳐요. 그 뒤로는 두 동의를 보내도 보지 않아요.
    """

    summaries = {"GET": "내 프로필", "PATCH": "내 프로필 고치기", "DELETE": "탈퇴"}
    error_statuses = {"PATCH": (403, 409, 429), "DELETE": (403, 429)}
    http_method_names = ["get", "patch", "delete", "head", "options"]
    permission_classes = [IsAuthenticated]
    open_before_completion = ("PATCH", "DELETE")
    parser_classes = WITH_FILES
    serializer_class = ProfileSerializer
    deletion_serializer_class = ProofSerializer

    def get_object(self) -> User:
        return self.request.user

    def get_serializer_class(self) -> type[ProfileSerializer]:
        user = self.request.user
        is_unfinished = isinstance(user, User) and not user.is_complete  # the API document asks as a guest
        return CompletionSerializer if is_unfinished and self.request.method == "PATCH" else ProfileSerializer

    def delete(self, request: Request, *args: object, **kwargs: object) -> Response:
        serializer = self.deletion_serializer_class(data=request.data, context=self.get_serializer_context())
        serializer.is_valid(raise_exception=True)
        with transaction.atomic():
            request.user.lock()
            request.user.withdraw()
            mails.tell(request.user, "withdrawn")
        return Response(status=status.HTTP_204_NO_CONTENT)


class CardView(generics.RetrieveAPIView):
    """누구나 볼 수 있는 정보예요. 학교와 학년은 본인이 공개했을 때만 들어 있어요."""

    summaries = {"GET": "다른 사람의 프로필"}
    serializer_class = CardSerializer

    def get_queryset(self) -> QuerySet[User]:
        return User.objects.filter(is_active=True).exclude(nickname="")
