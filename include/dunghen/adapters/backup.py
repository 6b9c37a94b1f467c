"""All that an office cannot make anew, in one file: ledger, files, key, what it decided. Written whole or not at all.

The file is a ZIP. ``manifest.json``, its last member, names every other with its SHA-256, so that a copy that was cut
short or damaged is refused before anything is restored.
"""

from __future__ import annotations

import json
import os
import re
import zipfile
from collections.abc import Iterable, Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass, field
from datetime import datetime
from functools import partial
from hashlib import sha256
from pathlib import Path

from dunghen.adapters.ledger import rows
from dunghen.adapters.ledger.tables import REVISION
from dunghen.exceptions import SettingsError

LEDGER, SECRET, MANIFEST = "ledger.jsonl", "secret", "manifest.json"
STORE, OFFICE = "store/", "office/"
_PIECE = 1 << 20
# One part of a name within the backup: what the store and the pages write, and no way out of the folder.
_PART = re.compile(r"(?!\.{1,2}$)[^/\\\0]+")


@dataclass(frozen=True, slots=True)
class Place:
    """Where the four lie.

    Attributes:
        ledger: the URL of its database.
        files: the folder of ``store/``.
        office: the folder of what the office decided (``config/office``).
        secret: the key that signs forms and links; empty where none has been made yet.
        secret_file: where it is kept; None where a setting holds it.
    """

    ledger: str
    files: Path
    office: Path
    secret: str
    secret_file: Path | None


@dataclass(slots=True)
class Counts:
    """What a backup holds."""

    rows: int = 0
    files: int = 0
    decisions: int = 0
    taken_at: str = ""
    revision: str = REVISION
    members: dict[str, str] = field(default_factory=dict)
    """Name within the backup → SHA-256 in hex."""


def back_up(place: Place, target: Path, now: datetime) -> Counts:
    """Write the backup; the engine may run meanwhile.

    The ledger comes first, as it is at one instant: a file that it names is kept before the ledger names it.

    Raises:
        SettingsError: the target is there already or cannot be written, or a file cannot be read.
        LedgerError: the ledger cannot be read.
    """
    if target.exists():
        raise SettingsError(f"{target} đã có; bản sao không ghi đè lên gì. Hãy chọn tên khác.")
    counts = Counts(taken_at=now.isoformat())
    unfinished = target.with_name(f".{target.name}.part")
    try:
        unfinished.touch(mode=0o600)  # the key is in it
        with zipfile.ZipFile(unfinished, "w", zipfile.ZIP_DEFLATED) as archive:
            _write(archive, LEDGER, _encoded(rows.lines_of(place.ledger), counts), counts)
            if place.secret:
                _write(archive, SECRET, [place.secret.encode()], counts)
            counts.files = _write_folder(archive, STORE, place.files / "store", counts)
            counts.decisions = _write_folder(archive, OFFICE, place.office, counts)
            facts = {"revision": REVISION, "taken_at": counts.taken_at, "members": counts.members}
            archive.writestr(MANIFEST, json.dumps(facts, indent=1))
        with unfinished.open("rb") as written:
            os.fsync(written.fileno())
        unfinished.rename(target)
    except OSError as error:
        raise SettingsError(f"Không ghi được bản sao {target}: {error.strerror or error}.") from error
    finally:
        unfinished.unlink(missing_ok=True)
    return counts


def restore(source: Path, place: Place) -> Counts:
    """Restore into an empty ledger and empty folders, after the whole backup has been proven sound.

    Raises:
        SettingsError: the backup is damaged or of another revision, or something is in the way; nothing was written.
        LedgerError: the ledger is not empty, or has not been upgraded; nothing was written.
    """
    with _opened(source) as archive:
        counts = _proven(archive, source)
        _refuse_in_the_way(archive, place)
        with archive.open(LEDGER) as lines:
            counts.rows = rows.load(place.ledger, (line.decode() for line in lines))
        for name in counts.members:
            if name.startswith(STORE):
                _unpack(archive, name, place.files / "store" / name.removeprefix(STORE))
                counts.files += 1
            elif name.startswith(OFFICE):
                _unpack(archive, name, place.office / name.removeprefix(OFFICE))
                counts.decisions += 1
        if place.secret_file and SECRET in counts.members:
            place.secret_file.parent.mkdir(parents=True, exist_ok=True)
            place.secret_file.touch(mode=0o600)
            place.secret_file.write_bytes(archive.read(SECRET))
    return counts


def check(source: Path) -> Counts:
    """What the backup holds, every byte of it compared with its SHA-256.

    Raises:
        SettingsError: it is damaged or of another revision.
    """
    with _opened(source) as archive:
        counts = _proven(archive, source)
        with archive.open(LEDGER) as lines:
            counts.rows = sum(1 for _ in lines)
    counts.files = sum(name.startswith(STORE) for name in counts.members)
    counts.decisions = sum(name.startswith(OFFICE) for name in counts.members)
    return counts


def _encoded(lines: Iterable[str], counts: Counts) -> Iterator[bytes]:
    for line in lines:
        counts.rows += 1
        yield line.encode()


def _write(archive: zipfile.ZipFile, name: str, pieces: Iterable[bytes], counts: Counts) -> None:
    digest = sha256()
    with archive.open(name, "w", force_zip64=True) as member:
        for piece in pieces:
            digest.update(piece)
            member.write(piece)
    counts.members[name] = digest.hexdigest()


def _write_folder(archive: zipfile.ZipFile, prefix: str, folder: Path, counts: Counts) -> int:
    written = 0
    for path in sorted(folder.rglob("*")):
        # Hidden files are what is being written at this moment, and locks.
        if path.name.startswith(".") or not path.is_file():
            continue
        # What vanishes meanwhile is the copy of a mail that no server has taken.
        with suppress(FileNotFoundError), path.open("rb") as file:
            _write(archive, prefix + path.relative_to(folder).as_posix(), iter(partial(file.read, _PIECE), b""), counts)
            written += 1
    return written


@contextmanager
def _opened(source: Path) -> Iterator[zipfile.ZipFile]:
    try:
        with zipfile.ZipFile(source) as archive:
            yield archive
    except (OSError, zipfile.BadZipFile, KeyError, EOFError, ValueError) as error:
        why = getattr(error, "strerror", None) or "tệp hỏng, chép chưa trọn hoặc không phải bản sao của Đúng Hẹn"
        raise SettingsError(f"Không dùng được bản sao {source}: {why}.") from error


def _proven(archive: zipfile.ZipFile, source: Path) -> Counts:
    facts = json.loads(archive.read(MANIFEST))
    if facts["revision"] != REVISION:
        raise SettingsError(
            f"Bản sao {source} của sổ phiên bản {facts['revision']}, chương trình này dùng {REVISION}. "
            "Hãy khôi phục bằng bản chương trình đã sao lưu, rồi mới nâng cấp."
        )
    members: dict[str, str] = facts["members"]
    for name, expected in members.items():
        digest = sha256()
        with archive.open(name) as member:
            while piece := member.read(_PIECE):
                digest.update(piece)
        if digest.hexdigest() != expected or not all(_PART.fullmatch(part) for part in name.split("/")):
            raise SettingsError(f"Bản sao {source} hỏng ở «{name}»; chưa ghi gì. Hãy dùng bản sao khác.")
    return Counts(taken_at=facts["taken_at"], members=members)


def _refuse_in_the_way(archive: zipfile.ZipFile, place: Place) -> None:
    for folder in (place.files / "store", place.office):
        if any(not path.name.startswith(".") for path in folder.glob("*")):
            raise SettingsError(f"{folder} đã có tệp: khôi phục chỉ ghi vào nơi trống. Hãy chuyển nó đi nơi khác.")
    kept = archive.read(SECRET).decode() if SECRET in archive.namelist() else place.secret
    if place.secret not in ("", kept):
        where = place.secret_file or "DUNGHEN_SECRET"
        raise SettingsError(
            f"{where} là khóa khác với khóa trong bản sao: biểu mẫu và đường dẫn đã phát sẽ không mở được. "
            "Hãy bỏ khóa này (giữ lại một nơi khác) rồi khôi phục lại."
        )


def _unpack(archive: zipfile.ZipFile, name: str, path: Path) -> None:
    path.parent.mkdir(parents=True, exist_ok=True)
    with archive.open(name) as member, path.open("wb") as file:
        while piece := member.read(_PIECE):
            file.write(piece)
