"""What a file is called where it is saved."""

import re
import unicodedata
from pathlib import PurePath

from boards.files.kinds import Kind
from common.fields import CONTROL_CHARACTER, INVISIBLE

MAX_STEM = 80  # characters
MAX_STEM_BYTES = 240  # as many letters of Korean have; many file systems take 255 with the ending
UNSAFE = re.compile(r'[<>:"/\\|?*]')  # what Windows or others can't have in a name
PICTURE_EXTENSIONS = {".jpg", ".jpeg", ".jfif", ".png", ".webp", ".gif"}


def clean_name(name: str, kind: Kind) -> str:
    """The name that somebody's file has, so that it can be saved anywhere and ends in what it is.

    Letters are composed: what comes from a Mac is spelt in pieces and looks broken elsewhere.
    """
    name = unicodedata.normalize("NFC", CONTROL_CHARACTER.sub("", INVISIBLE.sub("", name)))
    name = " ".join(UNSAFE.sub("_", name).split())
    suffix = PurePath(name).suffix
    is_own = suffix.lower() in (PICTURE_EXTENSIONS if kind.is_picture else kind.extensions)
    stem = name[: -len(suffix)] if is_own else name
    return (shortened(stem.strip(" .")).strip(" .") or "file") + kind.extensions[0]


def shortened(stem: str) -> str:
    return stem[:MAX_STEM].encode()[:MAX_STEM_BYTES].decode(errors="ignore")
