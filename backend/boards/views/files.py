from django.conf import settings
from django.http import Http404, HttpResponse, HttpResponseNotModified
from django.http.response import HttpResponseBase
from django.shortcuts import get_object_or_404
from django.utils.cache import get_conditional_response
from django.utils.http import content_disposition_header
from drf_spectacular.types import OpenApiTypes
from drf_spectacular.utils import OpenApiParameter, OpenApiResponse, extend_schema
from rest_framework.request import Request
from rest_framework.views import APIView

from boards.files import addresses, stored
from boards.models import Attachment
from common.downloads import AnyFormat, download

INTERNAL = "/internal-files/"  # the location of nginx that nobody but us leads to: docs/attachments.md
# What is here was sent by strangers: no browser shows it as a page, runs it, or takes it for something else.
INERT = {
    "Content-Security-Policy": "sandbox; default-src 'none'",
    "X-Content-Type-Options": "nosniff",
    "Cross-Origin-Resource-Policy": "cross-origin",
}
# A name never gets another content. Only the browser that was allowed to see it keeps it.
FOREVER = "private, max-age=31536000, immutable"
COLUMNS = ("token", "name", "content_type", "width", "post__hidden_at")
KEY = OpenApiParameter(
    addresses.KEY, str, description="숨긴 글의 파일 주소에 들어 있어요. 글쓴이가 받은 주소를 그대로 쓰면 돼요."
)


@extend_schema(
    parameters=[KEY],
    responses={(200, "application/octet-stream"): OpenApiResponse(OpenApiTypes.BINARY, description="파일")},
)
class FileView(APIView):
    """글에 올린 파일이에요. 주소를 아는 사람은 누구나 받을 수 있고, 글을 지우거나 숨기면 받을 수 없어요."""

    summaries = {"GET": "첨부 파일 받기"}
    authentication_classes = ()
    permission_classes = ()
    content_negotiation_class = AnyFormat

    def get(self, request: Request, token: str) -> HttpResponseBase:
        attachment = get_object_or_404(Attachment.objects.select_related("post").only(*COLUMNS), token=token)
        if attachment.post.hidden_at and not addresses.opens(request.query_params.get(addresses.KEY, ""), token):
            raise Http404
        return self.answer(request, attachment)

    def answer(self, request: Request, attachment: Attachment) -> HttpResponseBase:
        return send(request, attachment, stored.path_of(attachment.token), attachment.content_type)


class ThumbnailView(FileView):
    """첨부한 사진을 작게 만든 것이에요. 긴 쪽이 640픽셀을 넘지 않아요."""

    summaries = {"GET": "첨부한 사진의 작은 그림"}

    def answer(self, request: Request, attachment: Attachment) -> HttpResponseBase:
        if not attachment.is_picture:
            raise Http404
        return send(request, attachment, stored.thumbnail_of(attachment.token), attachment.content_type)


def send(request: Request, attachment: Attachment, path: str, content_type: str) -> HttpResponseBase:
    headers = INERT | {
        "Content-Disposition": content_disposition_header(as_attachment=True, filename=attachment.name) or "",
        "Cache-Control": "no-store" if attachment.post.hidden_at else FOREVER,
        "ETag": f'"{path}"',
    }
    if not settings.SERVE_FILES:
        return HttpResponse(content_type=content_type, headers=headers | {"X-Accel-Redirect": INTERNAL + path})
    if get_conditional_response(request._request, etag=headers["ETag"]) is not None:
        return HttpResponseNotModified(headers=headers)
    try:
        file = stored.storage().open(path)
    except FileNotFoundError as error:  # deleted in this moment
        raise Http404 from error
    return download(request, file, content_type, headers | {"Content-Length": str(file.size)})
