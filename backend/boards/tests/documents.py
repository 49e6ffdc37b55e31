"""Small documents of every kind that is taken, made as their programs make them, and files that only pretend."""

import struct
from io import BytesIO
from zipfile import ZIP_DEFLATED, ZIP_STORED, ZipFile

OFFICE = "application/vnd.openxmlformats-officedocument."
MAIN = {
    "docx": ("word/document.xml", "wordprocessingml.document.main+xml"),
    "xlsx": ("xl/workbook.xml", "spreadsheetml.sheet.main+xml"),
    "pptx": ("ppt/presentation.xml", "presentationml.presentation.main+xml"),
}
STREAMS = {
    "hwp": ("FileHeader", "DocInfo", "BodyText", "Section0", "Scripts", "DefaultJScript"),
    "doc": ("WordDocument", "1Table", "\x05SummaryInformation"),
    "xls": ("Workbook", "\x05SummaryInformation"),
    "ppt": ("PowerPoint Document", "Current User"),
}
PDF = b"%PDF-1.7\n1 0 obj\n<< /Type /Catalog >>\nendobj\ntrailer\n<< /Root 1 0 R >>\n%%EOF\n"
END_OF_CHAIN, FREE, TABLE = 0xFFFFFFFE, 0xFFFFFFFF, 0xFFFFFFFD


def archive(parts: dict[str, str | bytes], compression: int = ZIP_STORED) -> bytes:
    buffer = BytesIO()
    with ZipFile(buffer, "w", compression) as file:
        for name, content in parts.items():
            file.writestr(name, content)
    return buffer.getvalue()


def office(kind: str, types: str = "", **more: str | bytes) -> bytes:
    main, content_type = MAIN[kind]
    override = f'<Override PartName="/{main}" ContentType="{types or OFFICE + content_type}"/>'
    return archive({"[Content_Types].xml": f"<Types>{override}</Types>", main: "<w/>", **more})


def hwpx() -> bytes:
    return archive({"mimetype": "application/hwp+zip", "version.xml": "<v/>", "Contents/content.hpf": "<opf/>"})


def compound(*names: str, content: bytes = b"", major: int = 3) -> bytes:
    """A compound file: header, the table of sectors, the directory, and one stream's content."""
    size = {3: 512, 4: 4096}[major]
    entries = b"".join(entry(name, 5 if number == 0 else 2) for number, name in enumerate(("Root Entry", *names)))
    directory = entries.ljust(-(-len(entries) // size) * size, b"\0")
    sectors = len(directory) // size
    table = [TABLE, *range(2, sectors + 1), END_OF_CHAIN, END_OF_CHAIN]
    table += [FREE] * (size // 4 - len(table))
    header = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(16)
    header += struct.pack("<5H6x", 0x3E, major, 0xFFFE, 9 if major == 3 else 12, 6)
    header += struct.pack("<9L", 0, 1, 1, 0, 4096, END_OF_CHAIN, 0, END_OF_CHAIN, 0)
    header += struct.pack("<109L", 0, *[FREE] * 108)
    return header.ljust(size, b"\0") + struct.pack(f"<{size // 4}L", *table) + directory + content.ljust(size, b"\0")


def entry(name: str, kind: int) -> bytes:
    encoded = name.encode("utf-16-le") + b"\0\0"
    return (encoded.ljust(64, b"\0") + struct.pack("<HBB", len(encoded), kind, 1)).ljust(128, b"\0")


def legacy(kind: str, *more: str, major: int = 3) -> bytes:
    content = b"HWP Document File" if kind == "hwp" else b"\xec\xa5"
    return compound(*STREAMS[kind], *more, content=content, major=major)


def large() -> bytes:
    """A compound file of 7 MB, whose directory stands behind what the header's 109 tables tell of."""
    size, tables, sectors = 512, 111, 14_100
    directory, per_table = sectors - 1, size // 4
    numbers = [FREE] * (tables * per_table)
    numbers[directory] = END_OF_CHAIN
    further = [*range(109, tables)]
    further += [FREE] * (per_table - 1 - len(further)) + [END_OF_CHAIN]
    header = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(16) + struct.pack("<5H6x", 0x3E, 3, 0xFFFE, 9, 6)
    header += struct.pack("<9L", 0, tables, directory, 0, 4096, END_OF_CHAIN, 0, tables, 1)
    header += struct.pack("<109L", *range(109))
    start = header + struct.pack(f"<{len(numbers)}L", *numbers) + struct.pack(f"<{per_table}L", *further)
    entries = b"".join(entry(name, 2) for name in STREAMS["ppt"])
    return start.ljust((directory + 1) * size, b"\xec") + entries.ljust(size, b"\0")


def locked() -> bytes:
    """A document of which one part is encrypted, as the directory says, and not the list of its parts."""
    content = bytearray(office("docx"))
    main = content.rindex(b"PK\x01\x02")
    content[main + 8] |= 1
    return bytes(content)


# name → content and the content type that it is known by
DOCUMENTS = {
    "계획.pdf": (PDF, "application/pdf"),
    "자소서.hwp": (legacy("hwp"), "application/x-hwp"),
    "자소서.hwpx": (hwpx(), "application/hwp+zip"),
    "보고서.doc": (legacy("doc"), "application/msword"),
    "성적.xls": (legacy("xls", major=4), "application/vnd.ms-excel"),
    "발표.ppt": (legacy("ppt"), "application/vnd.ms-powerpoint"),
    "보고서.docx": (office("docx"), OFFICE + "wordprocessingml.document"),
    "성적.xlsx": (office("xlsx"), OFFICE + "spreadsheetml.sheet"),
    "발표.pptx": (office("pptx"), OFFICE + "presentationml.presentation"),
    "메모.txt": ("수시 여섯 장\r\n".encode(), "text/plain"),
    "옛메모.txt": ("정시 세 장".encode("cp949"), "text/plain"),
}


def bomb() -> bytes:
    """A document of 300 kB that unpacks to 320 MB."""
    parts = {f"xl/worksheets/sheet{number}.xml": bytes(32 * 1024 * 1024) for number in range(10)}
    main, content_type = MAIN["xlsx"]
    types = f'<Types><Override ContentType="{OFFICE}{content_type}"/></Types>'
    return archive({"[Content_Types].xml": types, main: "<w/>", **parts}, ZIP_DEFLATED)


def circular() -> bytes:
    """A compound file whose directory leads back to itself."""
    content = bytearray(legacy("doc"))
    content[512 + 4 : 512 + 8] = struct.pack("<L", 1)
    return bytes(content)


# what is wrong with it → name, content, code
REFUSED = {
    "a program": ("계획.pdf", b"MZ\x90\x00" + bytes(200), "unsupported_file"),
    "nothing but a name": ("사진.jpg", "사진이에요".encode(), "unsupported_file"),
    "HTML": ("쪽지.html", b"<html><script>alert(1)</script></html>", "unsupported_file"),
    "HTML behind a byte order mark": ("쪽지.txt", b"\xef\xbb\xbf<script>alert(1)</script>", "unsupported_file"),
    "HTML that calls itself text": ("쪽지.txt", b"  <script>alert(1)</script>", "unsupported_file"),
    "SVG": ("그림.svg", b'<svg xmlns="http://www.w3.org/2000/svg" onload="alert(1)"/>', "unsupported_file"),
    "a script": ("메모.txt", b"#!/bin/sh\nrm -rf ~\n", "unsupported_file"),
    "text with control characters": ("메모.txt", b"hello\x00world", "unsupported_file"),
    "text in no encoding of ours": ("메모.txt", "메모".encode("utf-16"), "unsupported_file"),
    "text of another name": ("메모.js", b"alert(1)", "unsupported_file"),
    "a picture of a kind that few can show": ("사진.heic", b"\0\0\0\x18ftypheic" + bytes(40), "unsupported_file"),
    "a PDF without an end": ("계획.pdf", PDF[:-8], "unsupported_file"),
    "a PDF that is an archive too": ("계획.pdf", PDF + archive({"a": "b"}) + b"%%EOF", "unsupported_file"),
    "an archive": ("자료.zip", archive({"a.txt": "b"}), "unsupported_file"),
    "an archive with something before it": ("보고서.docx", b"PK\x03\x04junk" + office("docx"), "unsupported_file"),
    "an archive with something behind it": ("보고서.docx", office("docx") + b"<script>", "unsupported_file"),
    "half an archive": ("보고서.docx", office("docx")[:200], "unsupported_file"),
    "only the start of an archive": ("보고서.docx", b"PK\x03\x04", "unsupported_file"),
    "a document with macros": ("보고서.docx", office("docx", **{"word/vbaProject.bin": b"x"}), "file_with_macros"),
    "one that says it has macros": (
        "보고서.docx",
        office("docx", "application/vnd.ms-word.document.macroEnabled.main+xml"),
        "file_with_macros",
    ),
    "an old one with macros": ("보고서.doc", legacy("doc", "Macros", "VBA"), "file_with_macros"),
    "an old one with macros that calls them otherwise": (
        "성적.xls",
        legacy("xls", "_VBA_PROJECT_CUR"),
        "file_with_macros",
    ),
    "one with an encrypted part": ("보고서.docx", locked(), "unsupported_file"),
    "one that says that more will follow": ("보고서.docx", office("docx")[:-2] + b"\x01\x00", "unsupported_file"),
    "one with two parts of one name": (
        "보고서.docx",
        office("docx", **{"word/document.xm_": "<w/>"}).replace(b"document.xm_", b"document.xml"),
        "unsupported_file",
    ),
    "one with a directory without end": (
        "보고서.docx",
        office("docx", **{f"{number:060000}": "" for number in range(20)}),
        "file_unpacks_too_large",
    ),
    "an HWPX without its main part": ("자소서.hwpx", archive({"mimetype": "application/hwp+zip"}), "unsupported_file"),
    "another mimetype": ("자소서.hwpx", archive({"mimetype": "application/epub+zip"}), "unsupported_file"),
    "a bomb": ("성적.xlsx", bomb(), "file_unpacks_too_large"),
    "a compound file of no kind of ours": ("설치.msi", compound("Property"), "unsupported_file"),
    "two documents in one": ("보고서.doc", compound("WordDocument", "Workbook"), "unsupported_file"),
    "an HWP without its signature": ("자소서.hwp", compound(*STREAMS["hwp"]), "unsupported_file"),
    "a compound file in a circle": ("보고서.doc", circular(), "unsupported_file"),
    "only the start of a compound file": ("보고서.doc", legacy("doc")[:40], "unsupported_file"),
    "half a compound file": ("보고서.doc", legacy("doc")[:700], "unsupported_file"),
}
