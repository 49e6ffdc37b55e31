from collections.abc import Mapping
from typing import Any

import orjson
from rest_framework.renderers import BaseRenderer
from rest_framework.utils.encoders import JSONEncoder


class ORJSONRenderer(BaseRenderer):
    media_type = "application/json"
    format = "json"
    charset = None
    fallback = staticmethod(JSONEncoder().default)  # lazy translations, decimals and the like

    def render(
        self,
        data: Any,
        accepted_media_type: str | None = None,
        renderer_context: Mapping[str, Any] | None = None,
    ) -> bytes:
        return b"" if data is None else orjson.dumps(data, default=self.fallback, option=orjson.OPT_NON_STR_KEYS)
