"""One file of ``config/`` as YAML, or the one problem why it cannot be read."""

from __future__ import annotations

import hashlib
from dataclasses import dataclass
from pathlib import Path

import yaml

from dunghen.loading.bounded_file import read_bounded, why
from dunghen.values.problem import ConfigProblem
from dunghen.values.yaml_faults import line_and_remedy, told
from dunghen.values.yaml_lines import YamlDocument, parse_yaml

_WHOLE = "(cả tệp)"


@dataclass(frozen=True, slots=True)
class Reading:
    """What came of reading a file.

    Attributes:
        document: None where there is no such file, or it cannot be read.
        sha256: of the bytes, where there are any.
        problem: why it cannot be read.
    """

    document: YamlDocument | None = None
    sha256: str | None = None
    problem: ConfigProblem | None = None


def read_document(name: str, source: Path | str, *, required: bool) -> Reading:
    """Read a file; whatever is in it, nothing is raised.

    Args:
        name: of the file, below ``config/``.
        source: the file itself, or the text to take for it.
        required: whether it is a problem where there is none.
    """
    try:
        content = read_bounded(source) if isinstance(source, Path) else source.encode("utf-8", "surrogatepass")
    except OSError as error:
        return Reading(problem=_unread(name, source, error, required=required))
    sha256 = hashlib.sha256(content).hexdigest()
    try:
        return Reading(parse_yaml(content.decode("utf-8")), sha256)
    except UnicodeDecodeError as error:
        line, byte = content[: error.start].count(b"\n") + 1, f"{content[error.start]:#x}"
        return Reading(
            None, sha256, ConfigProblem(name, line, _WHOLE, "không phải mã UTF-8", byte, "lưu lại bằng mã UTF-8")
        )
    except yaml.YAMLError as error:
        line, remedy = line_and_remedy(error)
        return Reading(
            None, sha256, ConfigProblem(name, line, "(cú pháp)", f"không phải YAML: {told(error)}", None, remedy)
        )


def _unread(name: str, source: Path | str, error: OSError, *, required: bool) -> ConfigProblem | None:
    """A link that leads nowhere was meant for a file; where there is not even a link, perhaps none was."""
    if not isinstance(error, FileNotFoundError) or (isinstance(source, Path) and source.is_symlink()):
        return ConfigProblem(name, 1, _WHOLE, f"không đọc được: {why(error)}", None, "xem lại tệp và quyền đọc")
    return ConfigProblem(name, 1, _WHOLE, "không có tệp này", None, f"tạo {name} trong config/") if required else None
