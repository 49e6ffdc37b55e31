"""What several apps say of admissions, in the same bounds."""

from django.core.validators import URLValidator
from django.utils.translation import gettext_lazy as _

SCHOOL_YEARS = range(1994, 2101)  # 수능 began with the first
SOURCE_URL_MAX_LENGTH = 500

check_source = URLValidator(
    schemes=["http", "https"], message=_("http:// 나 https:// 로 시작하는 주소를 적어 주세요."), code="invalid_url"
)
