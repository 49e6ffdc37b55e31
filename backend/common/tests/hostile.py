"""What no sane client sends."""

from typing import Any

NESTED_LIST = b"[" * 100_000 + b"]" * 100_000
NESTED_OBJECT = b'{"a":' * 100_000 + b"1" + b"}" * 100_000
UNREADABLE = {
    "nothing": b"",
    "half a body": b'{"title": "\xec\x88\x98',
    "invalid UTF-8": b'{"title": "\xff\xfe"}',
    "a lone surrogate": rb'{"title": "\ud800"}',
    "UTF-16": '{"title": "수시"}'.encode("utf-16"),
    "NaN": b'{"grade": NaN}',
    "nested lists": NESTED_LIST,
    "nested objects": NESTED_OBJECT,
    "two bodies": b"{}{}",
    "a form": b"title=1&content=2",
}
NOT_OBJECTS: list[Any] = [None, True, 5, "글", [], [{}], [[[]]]]
STRANGE_VALUES: list[Any] = [
    None,
    True,
    0,
    -1,
    1.5,
    2**31,
    2**63 - 1,
    [],
    ["글"],
    {},
    {"$gt": ""},
    [[[[[[]]]]]],
    "",
    " \t\n",
    "\x00",
    "수\x00시",
    "종\x07소리",
    "\u202e거꾸로",
    "\ufdfa" * 20,  # one letter that becomes eighteen in the composed form
    "🧑‍🎓" * 20,
    "가" * 30_000,
    "' OR 1=1 --",
    "%s%n{0}",
    "../../etc/passwd",
    "9" * 5_000,
]
STRANGE_TEXTS = [value for value in STRANGE_VALUES if isinstance(value, str)]
RAW_PARAMETERS = ["%ff%fe", "%ed%a0%80", "%", "%zz", "&" * 500, "a=1&" * 3_000]
# What a server hands on of a header: each byte as one letter.
STRANGE_HEADERS = [
    "",
    " ",
    "\t",
    "\u00ff" * 10,
    "수시".encode().decode("latin-1"),
    "\x00",
    "\x7f",
    '"',
    "*, *",
    "%00",
    "9" * 5_000,
    "a" * 100_000,
    "' OR 1=1 --",
    "{}",
    "eyJhbGciOiJub25lIn0.e30.",
    ":".join("abc"),
    "cookie",
]
STRANGE_TOKENS = ["", " ", "a", "a.b.c", "é.è.à", "\u00ff" * 10, "..", "eyJhbGciOiJub25lIn0.e30.", "a" * 100_000]
# What a client may say that a file is called: what is gone of it is gone, and the rest is text.
STRANGE_FILE_NAMES = [
    "이름만",
    ".png",
    "..",
    "/",
    "../../etc/passwd",
    "/etc/passwd.png",
    "c:\\boot.ini",
    "..%2f..%2fa.png",
    "&#47;&#0;&#46;.png",
    "\x00",
    "수\x00시.png",
    "종\x07소리\x7f.png",
    "거꾸로\u202egnp.exe",
    "\u200b\u3164",
    "a;b=c.png",
    "' OR 1=1 --.png",
    '<img src=x onerror="alert(1)">.png',
    "CON",
    "a.png.exe",
    "가" * 300,
    "가" * 300 + ".png",
    "." * 300,
    "🧑‍🎓" * 60 + ".png",
    "\ufdfa" * 20 + ".png",
]
