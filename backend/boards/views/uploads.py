from collections.abc import Callable
from typing import Any

from rest_framework.request import Request
from rest_framework.response import Response

from boards.files.intake import NewFile, taken_in
from common import limits


class TakesFiles:  # a view that creates with files; its serializer gives them as `uploads()`
    get_serializer: Callable[..., Any]
    files: list[NewFile] = []

    def create(self, request: Request, *args: Any, **kwargs: Any) -> Response:
        """Looks into the files and stores them before the transaction: on SQLite nobody else could write meanwhile."""
        if not request.FILES:
            return super().create(request, *args, **kwargs)  # type: ignore[misc]
        serializer = self.get_serializer(data=request.data)
        serializer.is_valid(raise_exception=True)  # what is refused anyway costs no decoding
        uploads = serializer.uploads()
        for _ in uploads:
            limits.count("attachment", member=request.user.pk)
        with taken_in(uploads) as self.files:
            return super().create(request, *args, **kwargs)  # type: ignore[misc]
