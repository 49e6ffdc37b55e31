"""Plain text, in UTF-8 or in what Korean Windows writes."""

import re

CONTROL_CHARACTER = re.compile(rb"[\x00-\x08\x0b\x0e-\x1f\x7f]")
# What programs take for markup or a script, whatever its name (WHATWG MIME Sniffing, 7.1)
MARKUP = re.compile(rb"\s*(<[!?a-z/]|#!|%!|%pdf-)", re.IGNORECASE)


def is_text(content: bytes) -> bool:
    content = content.removeprefix(b"\xef\xbb\xbf")
    if CONTROL_CHARACTER.search(content) or MARKUP.match(content):
        return False
    return any(decodes(content, encoding) for encoding in ("utf-8", "cp949"))


def decodes(content: bytes, encoding: str) -> bool:
    try:
        content.decode(encoding)
    except UnicodeDecodeError:
        return False
    return True
