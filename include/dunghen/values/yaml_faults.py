"""What is wrong with a text that is no YAML for the loader, in Vietnamese, with its line and a remedy."""

from __future__ import annotations

import re
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

import yaml

_BREAK = re.compile(r"\r\n|[\n\r\x85\u2028\u2029]")
_DIRECTIVE = re.compile(r"(?:^|[\n\r\x85\u2028\u2029])\ufeff?%TAG")


def fault(what: str, event: Any, remedy: str) -> yaml.MarkedYAMLError:
    """An error of the loader's own, at the line of the event."""
    return yaml.MarkedYAMLError(problem=what, problem_mark=event.start_mark, note=remedy)


@contextmanager
def at_its_line(text: str) -> Iterator[None]:
    """Every error has the line of the text that it is about.

    Raises:
        yaml.MarkedYAMLError: for whatever the parser raises; and for a %TAG line, of which the parser compares each with
            all others: a file of them would keep it busy for minutes.
    """
    if found := _DIRECTIVE.search(text):
        raise _at(text[: found.end()], "không dùng dòng %TAG", "bỏ dòng ấy")
    try:
        yield
    except yaml.reader.ReaderError as error:
        before = text.encode()[: error.position].decode(errors="ignore")
        raise _at(before, "có ký tự điều khiển", "xóa ký tự ấy; có thể tệp không phải tệp chữ") from error
    except UnicodeEncodeError as error:
        raise _at(text[: error.start], "có ký tự không phải Unicode", "xóa ký tự ấy") from error


def _at(before: str, what: str, remedy: str) -> yaml.MarkedYAMLError:
    line = len(_BREAK.findall(before))
    return yaml.MarkedYAMLError(problem=what, problem_mark=yaml.Mark("", 0, line, 0, None, 0), note=remedy)


def told(error: yaml.YAMLError) -> str:
    """What the parser found wrong, in Vietnamese where it is one of the usual mistakes."""
    problem = str(getattr(error, "problem", None) or error)
    return next((text for words, text in _USUAL.items() if words in problem), problem)


def line_and_remedy(error: yaml.YAMLError) -> tuple[int, str]:
    """The line (from 1) that the error is about, and what to look at there."""
    mark = getattr(error, "problem_mark", None)
    return mark.line + 1 if mark else 1, getattr(error, "note", None) or _REMEDY


_REMEDY = "xem thụt dòng và dấu hai chấm; chữ có dấu hai chấm, {{ }} hay {% %} thì đặt trong dấu nháy"
_QUOTED = "đặt trong dấu nháy"
_USUAL = {
    "invalid Unicode character escape": "có ký tự không phải Unicode",
    "cannot start any token": "ký tự không được đứng đầu giá trị; YAML thụt dòng bằng dấu cách, không bằng tab",
    "tab character": "thụt dòng bằng tab; YAML thụt dòng bằng dấu cách",
    "mapping values are not allowed": f"dấu hai chấm ở chỗ không được có; chữ có dấu hai chấm thì {_QUOTED}",
    "mapping keys are not allowed": f"dấu hỏi ở chỗ không được có; chữ bắt đầu bằng ? thì {_QUOTED}",
    "block sequence entries are not allowed": f"dấu gạch ở chỗ không được có; chữ bắt đầu bằng gạch thì {_QUOTED}",
    "did not find expected key": "chờ một khóa ở đây; dòng này thụt sai hoặc dòng trên chưa đóng",
    "did not find expected '-'": "chờ dấu gạch đầu dòng ở đây; dòng này thụt sai",
    "expected ':'": "thiếu dấu hai chấm sau khóa",
    "did not find expected ',' or": "thiếu dấu phẩy hoặc dấu đóng ngoặc",
    "did not find expected node content": "thiếu giá trị",
    "found unexpected end of stream": "hết tệp khi dấu nháy chưa đóng",
    "unexpected document indicator": "dòng «---» hoặc «...» khi dấu nháy chưa đóng",
    "expected <document start>": "dòng này không thuộc khóa nào; dòng này thụt sai",
    "escape": "sau dấu \\ trong dấu nháy kép phải là ký tự thoát; dùng dấu nháy đơn",
    "hexdecimal": "sau dấu \\ trong dấu nháy kép phải là ký tự thoát; dùng dấu nháy đơn",
    "alphabetic or numeric": f"sau & hoặc * phải là một tên; chữ bắt đầu bằng & hay * thì {_QUOTED}",
    "comment or line break": "sau dấu | hoặc > phải xuống dòng",
    "unexpected ':'": "dấu hai chấm ở chỗ không được có",
    "tag": f"dấu ! không dùng ở đây; chữ bắt đầu bằng ! thì {_QUOTED}",
    "'!'": f"dấu ! không dùng ở đây; chữ bắt đầu bằng ! thì {_QUOTED}",
    "irective": f"dòng bắt đầu bằng %; chữ bắt đầu bằng % thì {_QUOTED}",
}
