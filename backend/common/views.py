from typing import Any

from rest_framework.generics import GenericAPIView
from rest_framework.request import Request
from rest_framework.response import Response
from rest_framework.serializers import BaseSerializer


class CommandView(GenericAPIView):
    """A POST that makes no resource of its own: validates the body and answers 200 with what `save()` returns."""

    def post(self, request: Request, *args: Any, **kwargs: Any) -> Response:
        serializer = self.get_serializer(data=request.data)
        serializer.is_valid(raise_exception=True)
        serializer.save()
        return self.answer(serializer)

    def answer(self, serializer: BaseSerializer) -> Response:
        return Response(serializer.data)
