"""What the port promises of files, held by the store in memory and the one in a folder; and what only a folder can do."""

from __future__ import annotations

import errno
import io
import os
import resource
import threading
import zipfile
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from dunghen.adapters.file_store import FileStore
from dunghen.testing import MemoryFiles

if TYPE_CHECKING:
    from collections.abc import Iterator

REPORT = "báo cáo".encode()


def a_workbook(text: str = "báo cáo") -> bytes:
    """A whole zip, as every .xlsx is."""
    content = io.BytesIO()
    with zipfile.ZipFile(content, "w") as archive:
        archive.writestr("xl/workbook.xml", text)
    return content.getvalue()


def long_ago(path: Path) -> None:
    """Nobody has touched it for more than the minute in which it may still be written."""
    moment = path.lstat().st_mtime - 61
    os.utime(path, (moment, moment), follow_symlinks=False)


@contextmanager
def limited_memory(size: int) -> Iterator[None]:
    """This process may have so much address space more than it has."""
    used = int(Path("/proc/self/statm").read_text(encoding="ascii").split()[0]) * resource.getpagesize()
    soft, hard = resource.getrlimit(resource.RLIMIT_AS)
    resource.setrlimit(resource.RLIMIT_AS, (used + size, hard))
    try:
        yield
    finally:
        resource.setrlimit(resource.RLIMIT_AS, (soft, hard))


@pytest.fixture
def folder(tmp_path) -> Path:
    (tmp_path / "inbox").mkdir()
    return tmp_path


@pytest.fixture
def store(folder) -> FileStore:
    return FileStore(folder)


class InFolder:
    """Drops files as a clerk does."""

    def __init__(self, root: Path) -> None:
        self.files = FileStore(root)
        self._root = root

    def drop(self, name: str, content: bytes) -> None:
        (self._root / "inbox").mkdir(exist_ok=True)
        (self._root / "inbox" / name).write_bytes(content)


class InMemory:
    def __init__(self) -> None:
        self.files = MemoryFiles()
        self.drop = self.files.drop


@pytest.fixture(params=["memory", "folder"])
def place(request, tmp_path):
    return InMemory() if request.param == "memory" else InFolder(tmp_path)


class TestEveryStore:
    def test_content_comes_back_under_its_hash(self, place):
        assert place.files.put(b"abc") == "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad"
        digest = place.files.put(REPORT)
        assert place.files.get(digest) == REPORT

    def test_the_same_content_is_kept_once(self, place):
        assert place.files.put(REPORT) == place.files.put(REPORT)

    def test_nothing_is_a_content_too(self, place):
        assert place.files.get(place.files.put(b"")) == b""

    @pytest.mark.parametrize("name", ["0" * 64, "../../etc/passwd", "", "A" * 64])
    def test_what_is_not_kept_is_a_lookup_error(self, place, name):
        with pytest.raises(LookupError, match="Kho tệp không có"):
            place.files.get(name)

    def test_what_is_removed_is_kept_no_longer_and_nothing_else_goes(self, place):
        gone, stays = place.files.put(REPORT), place.files.put(b"abc")
        for name in (gone, gone, "../../etc/passwd", ""):
            place.files.remove(name)
        with pytest.raises(LookupError):
            place.files.get(gone)
        assert place.files.get(stays) == b"abc"

    def test_the_heads_are_the_first_bytes_of_everything_that_is_kept(self, place):
        assert list(place.files.heads(2)) == []
        digests = {place.files.put(content): content[:2] for content in (b"abc", b"d", b"")}
        place.drop("a.xlsx", a_workbook())
        assert dict(place.files.heads(2)) == digests

    def test_the_inbox_shows_name_and_content_until_it_is_taken(self, place):
        place.drop("báo cáo 2026.xlsx", a_workbook())
        assert list(place.files.inbox()) == [("báo cáo 2026.xlsx", a_workbook())]
        assert list(place.files.inbox()) == [("báo cáo 2026.xlsx", a_workbook())]
        place.files.take("báo cáo 2026.xlsx")
        assert list(place.files.inbox()) == []

    def test_a_file_may_be_taken_while_the_inbox_is_read(self, place):
        place.drop("a.xlsx", a_workbook("a"))
        place.drop("b.xlsx", a_workbook("b"))
        names = []
        for name, _ in place.files.inbox():
            names.append(name)
            place.files.take(name)
        assert sorted(names) == ["a.xlsx", "b.xlsx"]
        assert list(place.files.inbox()) == []

    def test_taking_what_is_not_there_is_nothing(self, place):
        place.files.take("không có.xlsx")
        assert list(place.files.inbox()) == []


class TestFolder:
    def test_a_file_lies_under_the_first_letters_of_its_hash(self, store, folder):
        digest = store.put(b"abc")
        assert (folder / "store" / "ba" / digest).read_bytes() == b"abc"
        assert [path.name for path in (folder / "store" / "ba").iterdir()] == [digest]

    def test_a_folder_is_made_when_it_is_needed(self, tmp_path):
        store = FileStore(tmp_path / "not" / "yet")
        assert not (tmp_path / "not").exists()
        assert store.get(store.put(b"abc")) == b"abc"

    def test_the_same_content_put_by_many_at_once_is_whole(self, store, folder):
        content = os.urandom(300_000)
        threads = [threading.Thread(target=store.put, args=(content,)) for _ in range(8)]
        for thread in threads:
            thread.start()
        for thread in threads:
            thread.join()
        files = [path for path in (folder / "store").rglob("*") if path.is_file()]
        assert [path.read_bytes() for path in files] == [content]

    def test_the_oldest_file_comes_first(self, store, folder):
        for name, age in (("mới.xlsx", 10), ("cũ.xlsx", 1000), ("giữa.xlsx", 100)):
            path = folder / "inbox" / name
            path.write_bytes(a_workbook(name))
            moment = path.stat().st_mtime - age
            os.utime(path, (moment, moment))
        assert [name for name, _ in store.inbox()] == ["cũ.xlsx", "giữa.xlsx", "mới.xlsx"]

    @pytest.mark.parametrize(
        "name",
        [
            *(
                ".báo cáo.xlsx",
                ".~lock.báo cáo.xlsx#",
                "~$báo cáo.xlsx",
                "báo cáo.xlsx.part",
                "báo cáo.tmp",
                "a.CRDOWNLOAD",
            ),
            *("báo cáo.xlsx.filepart", "Thumbs.db", "ehthumbs.db", "desktop.ini", "Desktop.ini", ".DS_Store", "Icon\r"),
        ],
    )
    def test_what_programs_and_systems_leave_in_a_folder_is_nobodys_and_stays(self, store, folder, name):
        path = folder / "inbox" / name
        path.write_bytes(a_workbook())
        long_ago(path)
        assert list(store.inbox()) == []
        assert list(store.left_lying()) == []
        assert path.exists()

    def test_what_is_never_taken_is_named_and_stays(self, store, folder):
        inbox = folder / "inbox"
        (inbox / "Cục Điện ảnh").mkdir()
        (inbox / "liên kết.xlsx").symlink_to("/etc/passwd")
        os.mkfifo(inbox / "ống.xlsx")
        with (inbox / "rất lớn.xlsx").open("wb") as large:
            large.truncate(3_000_000_000)
        (inbox / "báo cáo.xlsx").write_bytes(a_workbook())
        assert list(store.left_lying()) == []
        for path in inbox.iterdir():
            long_ago(path)
        with limited_memory(1 << 30):
            assert [name for name, _ in store.inbox()] == ["báo cáo.xlsx"]
        assert {one.name: one.what for one in store.left_lying()} == {
            "Cục Điện ảnh": "là thư mục",
            "liên kết.xlsx": "là lối tắt (liên kết) tới nơi khác",
            "ống.xlsx": "không phải tệp thường",
            "rất lớn.xlsx": "lớn 3,000 MB, quá lớn để là báo cáo",
        }
        assert len(list(inbox.iterdir())) == 5

    def test_a_name_with_odd_slashes_is_taken_as_any_other(self, store, folder):
        names = ["báo\\cáo.xlsx", "a∕b.xlsx", "C:⧵x.xlsx", "x" * 200 + ".xlsx"]
        for name in names:
            (folder / "inbox" / name).write_bytes(a_workbook(name))
        assert sorted(name for name, _ in store.inbox()) == sorted(names)
        for name, _ in list(store.inbox()):
            store.take(name)
        assert list((folder / "inbox").iterdir()) == []

    def test_a_workbook_still_being_copied_waits(self, store, folder):
        path = folder / "inbox" / "báo cáo.xlsx"
        path.write_bytes(a_workbook()[:-10])
        assert list(store.inbox()) == []
        path.write_bytes(a_workbook())
        assert [name for name, _ in store.inbox()] == ["báo cáo.xlsx"]

    def test_what_is_no_workbook_is_shown_once_nobody_writes_it_any_more(self, store, folder):
        path = folder / "inbox" / "báo cáo.pdf"
        path.write_bytes(b"%PDF-1.7")
        assert list(store.inbox()) == []
        moment = path.stat().st_mtime - 61
        os.utime(path, (moment, moment))
        assert list(store.inbox()) == [("báo cáo.pdf", b"%PDF-1.7")]
        assert [one.name for one in (folder / "inbox").iterdir()] == ["báo cáo.pdf"]

    def test_links_and_folders_are_nobodys_report(self, store, folder):
        secret = folder / "riêng.xlsx"
        secret.write_bytes(a_workbook())
        (folder / "inbox" / "liên kết.xlsx").symlink_to(secret)
        (folder / "inbox" / "thư mục.xlsx").mkdir()
        assert list(store.inbox()) == []

    def test_a_name_is_data_and_never_a_path(self, store, folder):
        outside = folder / "ngoài.xlsx"
        outside.write_bytes(a_workbook())
        store.take("../ngoài.xlsx")
        store.take(str(outside))
        assert outside.exists()

    def test_a_report_laid_over_one_that_was_just_read_is_not_lost(self, store, folder):
        path = folder / "inbox" / "a.xlsx"
        path.write_bytes(a_workbook("một"))
        ((name, _),) = store.inbox()
        path.write_bytes(a_workbook("hai, dài hơn"))
        store.take(name)
        assert list(store.inbox()) == [("a.xlsx", a_workbook("hai, dài hơn"))]

    def test_a_name_that_is_no_text_can_be_shown_and_taken(self, store, folder):
        raw = os.fsencode(folder / "inbox") + b"/b\xe1o c\xe1o.xlsx"
        Path(os.fsdecode(raw)).write_bytes(a_workbook())
        ((name, _),) = store.inbox()
        assert name == "b\\xe1o c\\xe1o.xlsx"
        store.take(name)
        assert list(store.inbox()) == []

    def test_a_damaged_file_is_not_what_is_kept_under_the_hash_until_it_is_put_again(self, store, folder):
        digest = store.put(b"abc")
        (folder / "store" / "ba" / digest).write_bytes(b"ab")
        with pytest.raises(LookupError, match=digest):
            store.get(digest)
        store.put(b"abc")
        assert store.get(digest) == b"abc"

    def test_what_could_not_be_written_whole_leaves_nothing_behind(self, store, folder):
        soft, hard = resource.getrlimit(resource.RLIMIT_FSIZE)
        resource.setrlimit(resource.RLIMIT_FSIZE, (1000, hard))
        try:
            with pytest.raises(OSError, match="File too large"):
                store.put(b"x" * 5000)
        finally:
            resource.setrlimit(resource.RLIMIT_FSIZE, (soft, hard))
        assert [path for path in (folder / "store").rglob("*") if path.is_file()] == []

    def test_a_file_that_cannot_be_read_is_told_after_the_others_were_shown(self, store, folder, monkeypatch):
        for name in ("a.xlsx", "b.xlsx"):
            (folder / "inbox" / name).write_bytes(a_workbook())
        read = Path.read_bytes

        def of_a_bad_disk(path: Path) -> bytes:
            if path.name == "a.xlsx":
                raise OSError(errno.EIO, os.strerror(errno.EIO))
            return read(path)

        monkeypatch.setattr(Path, "read_bytes", of_a_bad_disk)
        shown: list[str] = []
        with pytest.raises(OSError, match=r"«a\.xlsx» \(Input/output error\)"):
            shown.extend(name for name, _ in store.inbox())
        assert shown == ["b.xlsx"]
