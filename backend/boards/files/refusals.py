from django.utils.translation import gettext_lazy as _
from rest_framework import status
from rest_framework.exceptions import APIException, ValidationError


class Unsupported(ValidationError):
    def __init__(self) -> None:
        super().__init__(
            _("JPEG, PNG, WebP, GIF 사진과 PDF, 한글, 워드, 엑셀, 파워포인트, TXT 문서만 올릴 수 있어요."),
            "unsupported_file",
        )


class HasMacros(ValidationError):
    def __init__(self) -> None:
        super().__init__(_("매크로가 든 문서는 올릴 수 없어요. 매크로 없이 저장해서 올려 주세요."), "file_with_macros")


class Bomb(ValidationError):
    def __init__(self) -> None:
        super().__init__(_("압축을 풀면 너무 커지는 파일이에요."), "file_unpacks_too_large")


class FileTooLarge(APIException):
    status_code = status.HTTP_413_REQUEST_ENTITY_TOO_LARGE
    default_detail = _("파일 하나는 10MB까지 올릴 수 있어요.")
    default_code = "file_too_large"
