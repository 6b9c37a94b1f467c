"""What a file is, told by its bytes: an .xlsx of whatever program, or a sentence that names what it is instead.

Runs in the child process (``dunghen.submissions.child``), before any spreadsheet library may; standard library only.
"""

from __future__ import annotations

import io
import re
import zipfile
from collections.abc import Callable, Sequence

from dunghen.exceptions import UnreadableWorkbookError

MAX_ENTRIES = 500
MAX_UNPACKED = 50_000_000
MAX_RATIO = 200

SAVE_AS = "Hãy mở tệp, chọn Lưu thành (Save As) dạng Excel Workbook (.xlsx) rồi gửi lại."
BROKEN = "Tệp bị hỏng hoặc tải lên chưa trọn. Hãy mở tệp trên máy, lưu lại dạng .xlsx rồi gửi lại."
TOO_LARGE = (
    "Nội dung tệp quá lớn so với biểu báo cáo. Hãy điền vào đúng biểu đã nhận, không dán cả bảng tính khác vào, "
    "rồi gửi lại."
)
_THE_FORM = "Hãy gửi chính biểu Excel (.xlsx) đã nhận, điền đủ các ô nền vàng."
_UNPACK = "Hãy giải nén, rồi gửi chính tệp .xlsx bên trong."
_DETACH = "Hãy mở thư, lưu tệp .xlsx đính kèm ra máy rồi gửi chính tệp ấy."
_LOCKED = "Tệp có mật khẩu. Hãy bỏ mật khẩu rồi gửi lại."
_MACRO = "Tệp có macro. Hãy lưu thành Excel Workbook (.xlsx, không macro) rồi gửi lại."
_LINKED = (
    "Tệp có công thức lấy số liệu từ tệp khác. Hãy dán lại dưới dạng giá trị (Paste Special – Values) rồi gửi lại."
)

_EMBEDDED = (
    "Tệp có đối tượng nhúng (tệp khác chèn vào, nút điều khiển ActiveX). "
    "Hãy xóa các đối tượng ấy, tài liệu kèm theo gửi riêng, rồi gửi lại."
)
_FETCHED = (
    "Tệp lấy số liệu từ nguồn bên ngoài (kết nối dữ liệu, truy vấn web). Hãy dán lại dưới dạng giá trị rồi gửi lại."
)

_BOOK = "xl/workbook.xml"
_TYPES = "[Content_Types].xml"
# What a part is says its declared type, whatever its name (ECMA-376 Part 2, 7.2.3; [MS-OFFMACRO2] 2.1).
_ACTIVE_TYPES = (
    (re.compile(rb"vbaProject|macroEnabled|macrosheet|intlmacrosheet", re.IGNORECASE), _MACRO),
    (re.compile(rb"oleObject|activeX|vnd\.ms-package", re.IGNORECASE), _EMBEDDED),
    (re.compile(rb"connections\+xml|queryTable\+xml", re.IGNORECASE), _FETCHED),
    (re.compile(rb"externalLink\+xml", re.IGNORECASE), _LINKED),
)
_ACTIVE_NAMES = (
    (re.compile(r"vbaproject|^xl/macrosheets/", re.IGNORECASE), _MACRO),
    (re.compile(r"^xl/(embeddings|activex)/", re.IGNORECASE), _EMBEDDED),
    (re.compile(r"^xl/(connections\.xml$|querytables/)", re.IGNORECASE), _FETCHED),
    (re.compile(r"^xl/externallinks/", re.IGNORECASE), _LINKED),
)
_OLE2 = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
# Names of streams in the directory of an OLE2 file ([MS-CFB] 2.6.1, UTF-16): of what program it is.
_STREAMS = (
    ("EncryptedPackage", _LOCKED),
    ("WordDocument", f"Đây là tệp Word kiểu cũ (.doc). {_THE_FORM}"),
    ("PowerPoint Document", f"Đây là tệp trình chiếu (.ppt). {_THE_FORM}"),
    ("__properties_version1.0", f"Đây là thư lưu từ Outlook (.msg). {_DETACH}"),
    ("__substg1.0_", f"Đây là thư lưu từ Outlook (.msg). {_DETACH}"),
    ("Workbook", f"Đây là tệp Excel kiểu cũ (.xls). {SAVE_AS}"),
    ("Book", f"Đây là tệp Excel kiểu cũ (.xls). {SAVE_AS}"),
)
# How files of other sorts begin, after what may stand before them (a byte order mark, empty lines).
_BEGINNINGS: tuple[tuple[re.Pattern[bytes], str], ...] = (
    (re.compile(rb"%PDF"), f"Đây là tệp PDF. {_THE_FORM}"),
    (re.compile(rb"Rar!\x1a|7z\xbc\xaf\x27\x1c|\x1f\x8b|BZh|\xfd7zXZ"), f"Đây là tệp nén (.rar, .7z hoặc .gz). {_UNPACK}"),
    (re.compile(rb"\x89PNG|\xff\xd8\xff|GIF8|BM.{4}\0\0\0\0|II\*\0|MM\0\*|RIFF.{4}WEBP|.{4}ftyphei"), f"Đây là ảnh. {_THE_FORM}"),
    (re.compile(rb"\{\\rtf"), f"Đây là tệp văn bản RTF. {_THE_FORM}"),
    (re.compile(rb"\x78\x9f\x3e\x22"), f"Đây là tệp winmail.dat của Outlook. {_DETACH}"),
    (re.compile(rb"<\?xml.{0,400}urn:schemas-microsoft-com:office:spreadsheet"), f"Đây là bảng tính XML kiểu cũ. {SAVE_AS}"),
    (re.compile(rb"(?:<!--.*?-->\s*)?<(?:!doctype html|html|table|meta|head)\b", re.IGNORECASE), f"Đây là trang web (HTML), dù mang đuôi gì. {SAVE_AS}"),
    (re.compile(rb"(?:[\w-]+:[^\r\n]*\r?\n(?:[ \t][^\r\n]*\r?\n)*){0,40}mime-version:", re.IGNORECASE), f"Đây là thư điện tử (.eml). {_DETACH}"),
    (re.compile(rb"\[InternetShortcut\]|L\0\0\0\x01\x14\x02\0"), f"Đây chỉ là lối tắt, không phải tệp. {_THE_FORM}"),
)  # fmt: skip


def sound_archive(content: bytes) -> bytes:
    r"""The workbook with its entries named as the standard has it: some programs write «xl\workbook.xml».

    Raises:
        UnreadableWorkbookError: it is no .xlsx, or one that may do harm; with what it is and what to do.
        zipfile.BadZipFile: it is broken.
    """
    _refuse_other_formats(content)
    with zipfile.ZipFile(io.BytesIO(content)) as archive:
        entries = archive.infolist()
        _refuse_too_large(entries)
        names = [_standard(entry.filename) for entry in entries]
        _refuse_odd(names, entries)
        _refuse_active(names, archive.read(entries[names.index(_TYPES)]) if _TYPES in names else b"")
        if names == [entry.filename for entry in entries]:
            return content
        rewritten = io.BytesIO()
        with zipfile.ZipFile(rewritten, "w", zipfile.ZIP_DEFLATED) as target:
            for name, entry in zip(names, entries, strict=True):
                target.writestr(name, archive.read(entry))
        return rewritten.getvalue()


def _standard(name: str) -> str:
    """Slashes, none of them first, nothing before the first folder (ECMA-376 Part 2, 6.2.2 and 7.3.4)."""
    plain = name.replace("\\", "/")
    while plain.startswith(("/", "./")):
        plain = plain.removeprefix(".").lstrip("/")
    return plain


def _refuse_other_formats(content: bytes) -> None:
    if not content:
        raise UnreadableWorkbookError("Tệp rỗng (0 byte). Hãy lưu lại biểu rồi gửi lại.")
    if content.startswith(_OLE2):
        raise UnreadableWorkbookError(_of_ole2(content))
    if content.startswith(b"PK"):
        return
    head = content[:4096].removeprefix(b"\xef\xbb\xbf").lstrip()
    found = next((said for beginning, said in _BEGINNINGS if beginning.match(head)), None)
    raise UnreadableWorkbookError(found or f"Tệp không phải bảng tính .xlsx (dù có thể mang đuôi .xlsx). {SAVE_AS}")


def _of_ole2(content: bytes) -> str:
    # A name stands in its entry from the first byte on, and entries are 128 bytes apart.
    found = (said for stream, said in _STREAMS if stream.encode("utf-16-le") in content)
    return next(found, f"Đây không phải bảng tính Excel. {_THE_FORM}")


def _refuse_too_large(entries: Sequence[zipfile.ZipInfo]) -> None:
    too_many = len(entries) > MAX_ENTRIES or sum(entry.file_size for entry in entries) > MAX_UNPACKED
    if too_many or any(
        entry.file_size > 1_000_000 and entry.file_size > MAX_RATIO * entry.compress_size for entry in entries
    ):
        raise UnreadableWorkbookError(TOO_LARGE)


def _refuse_odd(names: Sequence[str], entries: Sequence[zipfile.ZipInfo]) -> None:
    if _BOOK not in names:
        raise UnreadableWorkbookError(_other_archive(names))
    faults: tuple[tuple[Callable[[], bool], str], ...] = (
        (lambda: any(entry.flag_bits & 1 for entry in entries), _LOCKED),
        (lambda: len(set(names)) < len(names), BROKEN),
    )  # fmt: skip
    if said := next((said for is_so, said in faults if is_so()), None):
        raise UnreadableWorkbookError(said)


def _refuse_active(names: Sequence[str], types: bytes) -> None:
    """What could act on the machine of whoever opens the kept original: refused by its name and by its declared type.

    Formulas are never computed here, and Excel asks before it fetches anything for one.
    """
    found = [said for pattern, said in _ACTIVE_NAMES if any(pattern.search(name) for name in names)]
    found += [said for pattern, said in _ACTIVE_TYPES if pattern.search(types)]
    if found:
        raise UnreadableWorkbookError(found[0])


def _other_archive(names: Sequence[str]) -> str:
    """What a ZIP is that is no workbook."""
    if "word/document.xml" in names:
        return f"Đây là tệp Word. {_THE_FORM}"
    if "ppt/presentation.xml" in names:
        return f"Đây là tệp trình chiếu (.pptx). {_THE_FORM}"
    if "xl/workbook.bin" in names or "mimetype" in names:
        return f"Đây là bảng tính ở dạng khác (.xlsb hoặc .ods). {SAVE_AS}"
    inside = [name for name in names if name.lower().endswith((".xlsx", ".xlsm", ".xls"))]
    if inside:
        return f"Đây là tệp nén (.zip), bên trong có {len(inside)} tệp Excel. {_UNPACK}"
    return f"Đây là tệp nén (.zip), không phải bảng tính .xlsx. {_THE_FORM}"
