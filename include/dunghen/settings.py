"""Settings of one installation: where things lie and how mail goes out. From the environment, and from nowhere else.

What the *office* decides (sender, offsets, holidays) is configuration and lives in ``config/``.
"""

from __future__ import annotations

import os
from collections.abc import Iterable, Mapping
from ipaddress import ip_address
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Literal, Self

from pydantic import BaseModel, ConfigDict, Field, ValidationError

from dunghen.exceptions import SettingsError
from dunghen.records import Realm
from dunghen.wording.nearest import nearest

if TYPE_CHECKING:
    from pydantic_core import ErrorDetails

PREFIX = "DUNGHEN_"


class Settings(BaseModel):
    """Every setting; the environment variable is ``DUNGHEN_`` and the name in capitals."""

    # Not of pydantic-settings: it passes over unknown variables in silence, so that looking for them, naming the variable
    # in each error and keeping secrets out of it would all stay here.

    model_config = ConfigDict(frozen=True, extra="forbid")

    config: Annotated[Path, Field(description="Thư mục cấu hình (config/).")] = Path("config")
    files: Annotated[
        Path, Field(description="Thư mục của tệp sinh ra khi chạy: kho tệp, inbox/, sổ SQLite mặc định.")
    ] = Path("var")
    mode: Annotated[
        Realm | None,
        Field(
            description="rehearsal hoặc live. Có ghi thì thắng công tắc «dunghen live»; không ghi thì theo công tắc."
        ),
    ] = None
    ledger_url: Annotated[
        str | None,
        Field(description="Sổ: sqlite:///… hoặc postgresql://…; mặc định một tệp SQLite trong thư mục files."),
    ] = None
    smtp_host: Annotated[str, Field(description="Máy chủ thư.", min_length=1)] = "127.0.0.1"
    smtp_port: Annotated[int, Field(description="Cổng của máy chủ thư.", ge=1, le=65535)] = 1025
    smtp_user: Annotated[str | None, Field(description="Tên đăng nhập máy chủ thư; không ghi thì không đăng nhập.")] = (
        None
    )
    smtp_password: Annotated[str | None, Field(description="Mật khẩu máy chủ thư.", repr=False)] = None
    smtp_tls: Annotated[
        Literal["none", "starttls", "ssl"] | None,
        Field(description="none, starttls hoặc ssl; mặc định none với máy tại chỗ, starttls với máy khác."),
    ] = None
    publish_url: Annotated[
        str | None,
        Field(
            description="Trang để đăng thông cáo đã duyệt: địa chỉ trang WordPress, hoặc điểm nhận của webhook. "
            "Không ghi thì không đăng.",
            pattern=r"^https?://[^/\s]+",
        ),
    ] = None
    publish_kind: Annotated[
        Literal["wordpress", "webhook"],
        Field(description="wordpress (REST, mật khẩu ứng dụng) hoặc webhook (POST JSON)."),
    ] = "wordpress"
    publish_user: Annotated[str | None, Field(description="Tên đăng nhập trang.")] = None
    publish_password: Annotated[
        str | None, Field(description="Mật khẩu ứng dụng của trang; chỉ gửi qua https.", repr=False)
    ] = None
    secret: Annotated[
        str | None,
        Field(
            description="Khóa ký biểu mẫu và đường dẫn; không ghi thì sinh một lần vào files/secret.",
            repr=False,
            min_length=16,
        ),
    ] = None
    base_url: Annotated[
        str | None,
        Field(
            description="Địa chỉ Airflow mà người nhận thư mở được. Không ghi, hoặc gửi thật mà ghi máy tại chỗ, thì thư "
            "không mang đường dẫn.",
            pattern=r"^https?://[^/\s]+",
        ),
    ] = None

    @classmethod
    def from_environment(cls, environment: Mapping[str, str] | None = None) -> Self:
        """Read the settings; relative paths count from the working folder.

        Raises:
            SettingsError: a value is unusable, or a ``DUNGHEN_`` variable is unknown; all of them are named.
        """
        given = os.environ if environment is None else environment
        ours = {key: given[key] for key in sorted(given) if key.startswith(PREFIX)}
        names = {PREFIX + name.upper(): name for name in cls.model_fields}
        faults = [_unknown(key, names) for key in ours.keys() - names]
        try:
            settings = cls.model_validate({names[key]: ours[key] for key in ours.keys() & names if ours[key] != ""})
        except ValidationError as error:
            raise SettingsError("\n".join([*sorted(faults), *map(_unusable, error.errors())])) from error
        if faults:
            raise SettingsError("\n".join(sorted(faults)))
        return settings

    @property
    def tls(self) -> Literal["none", "starttls", "ssl"]:
        """The transport security in force: plain only towards this machine, unless said otherwise."""
        return self.smtp_tls or ("none" if is_loopback(self.smtp_host) else "starttls")

    @property
    def ledger(self) -> str:
        """The ledger's URL in force."""
        return self.ledger_url or f"sqlite:///{(self.files / 'ledger.sqlite3').absolute()}"


_SECRET = frozenset({"smtp_password", "publish_password", "secret", "ledger_url"})
_WHY = {
    "int_parsing": "phải là số nguyên",
    "greater_than_equal": "nhỏ quá",
    "less_than_equal": "lớn quá",
    "string_too_short": "ngắn quá",
}


def _unknown(key: str, known: Iterable[str]) -> str:
    hint = nearest(key, known)
    return f"{key}: không có thiết lập này" + (f"; gần nhất: {hint}" if hint else "")


def _unusable(error: ErrorDetails) -> str:
    """One unusable value; what is secret is not repeated."""
    name, expected = str(error["loc"][0]), error.get("ctx", {}).get("expected")
    why = f"phải là {expected}" if expected else _WHY.get(error["type"], error["msg"])
    value = "" if name in _SECRET else f"«{error['input']}» "
    return f"{PREFIX}{name.upper()}: {value}không dùng được ({why})"


def is_loopback(host: str) -> bool:
    """Whether the host is this machine."""
    if host == "localhost":
        return True
    try:
        return ip_address(host).is_loopback
    except ValueError:
        return False
