"""Files of strangers that are being read: one at a time for each link, so that no link takes the whole house's hands."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from threading import Lock

from fastapi import HTTPException

_BUSY = "Tệp gửi trước bằng đường dẫn này đang được đọc. Hãy đợi ít giây, mở lại trang xem kết quả rồi hãy gửi tiếp."


class Readings:
    """Which links have a file that is being read."""

    def __init__(self) -> None:
        self._links: set[str] = set()
        self._lock = Lock()

    @contextmanager
    def alone(self, link: str) -> Iterator[None]:
        """Read a file of this link.

        Raises:
            HTTPException: 429, where another one is being read.
        """
        with self._lock:
            if link in self._links:
                raise HTTPException(429, _BUSY, headers={"Retry-After": "10"})
            self._links.add(link)
        try:
            yield
        finally:
            self._links.discard(link)
