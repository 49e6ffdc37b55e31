"""Files as people bring them to a page: chosen, copied and pasted, dragged and dropped."""

import base64
from io import BytesIO
from pathlib import Path
from zipfile import ZipFile

from PIL import Image
from playwright.sync_api import FilePayload, Locator, Page

PDF = b"%PDF-1.7\n1 0 obj\n<< /Type /Catalog >>\nendobj\ntrailer\n<< /Root 1 0 R >>\n%%EOF\n"
# What another program does that copies: a page may do it where the browser allows.
COPY = """(parts) => {
  const bytes = (base64) => Uint8Array.from(atob(base64), (letter) => letter.charCodeAt(0));
  const blobs = Object.entries(parts).map(([type, base64]) => [type, new Blob([bytes(base64)], { type })]);
  return navigator.clipboard.write([new ClipboardItem(Object.fromEntries(blobs))]);
}"""


def picture(kind: str, size: tuple[int, int] = (1600, 900), colour: str = "#3a6ea5") -> bytes:
    buffer = BytesIO()
    Image.new("RGB", size, colour).save(buffer, kind)
    return buffer.getvalue()


def hwpx() -> bytes:
    buffer = BytesIO()
    with ZipFile(buffer, "w") as archive:
        for name, content in {"mimetype": "application/hwp+zip", "Contents/content.hpf": "<opf/>"}.items():
            archive.writestr(name, content)
    return buffer.getvalue()


def file(name: str, content: bytes, kind: str = "application/octet-stream") -> FilePayload:
    return FilePayload(name=name, mimeType=kind, buffer=content)


def copy(page: Page, **parts: bytes) -> None:
    """Puts one thing on the browser's clipboard, in the forms that are given: `text_plain`, `image_png`."""
    page.context.grant_permissions(["clipboard-read", "clipboard-write"])
    typed = {kind.replace("_", "/"): base64.b64encode(content).decode() for kind, content in parts.items()}
    page.evaluate(COPY, typed)


def paste(page: Page) -> None:
    page.get_by_label("내용").focus()
    page.keyboard.press("ControlOrMeta+V")


class Drag:
    """Files of the device in a hand that drags them over a page."""

    def __init__(self, page: Page, *paths: Path) -> None:
        self._session = page.context.new_cdp_session(page)
        self._data = {"items": [], "files": [str(path) for path in paths], "dragOperationsMask": 1}
        self._place: dict[str, float] = {}

    def over(self, place: Locator) -> None:
        """Moves on to the middle of this."""
        place.scroll_into_view_if_needed()
        box = place.bounding_box()
        assert box is not None
        kinds = ["dragOver"] * 2 if self._place else ["dragEnter", "dragOver"]  # the first enters, the second is over
        self._place = {"x": box["x"] + box["width"] / 2, "y": box["y"] + box["height"] / 2}
        for kind in kinds:
            self._send(kind)

    def drop(self) -> None:
        self._send("drop")

    def _send(self, kind: str) -> None:
        self._session.send("Input.dispatchDragEvent", {"type": kind, **self._place, "data": self._data})


def choose(page: Page, *files: FilePayload) -> None:
    page.get_by_label("파일 고르기").set_input_files(list(files))


def tiles(page: Page) -> Locator:
    return page.locator(".st-file-tile")
