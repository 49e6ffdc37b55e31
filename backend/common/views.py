from typing import Any, ClassVar

from rest_framework import status
from rest_framework.generics import GenericAPIView
from rest_framework.request import Request
from rest_framework.response import Response


class CommandView(GenericAPIView):
    """A POST that makes no resource of its own: validates the body and answers 200 with what `save()` returns."""

    answer_status: ClassVar[int] = status.HTTP_200_OK

    def post(self, request: Request, *args: Any, **kwargs: Any) -> Response:
        serializer = self.get_serializer(data=request.data)
        serializer.is_valid(raise_exception=True)
        serializer.save()
        return Response(serializer.data, status=self.answer_status)
