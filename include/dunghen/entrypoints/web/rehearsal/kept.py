"""The rehearsals that the pages show: looked up by name among those that are kept."""

from __future__ import annotations

from dunghen.entrypoints.rehearsals.shelf import Rehearsal, Shelf
from dunghen.entrypoints.web.installation import settings_in_force

HERE = "dien-tap"
NONE = "Không có lần diễn tập, thư hoặc tệp nào như vậy. Chỉ những lần diễn tập mới nhất được giữ lại."
FOLDER = "rehearsals"
"""Below the folder of generated files."""


def shelf() -> Shelf:
    """Where the rehearsals of this installation are kept."""
    return Shelf(settings_in_force().files / FOLDER)


def finished(name: str) -> Rehearsal | None:
    """The rehearsal of this name, where its mails can be seen."""
    one = shelf().find(name)
    return one if one and one.is_done else None
