"""What the use cases need from the world outside: a ledger, a mailer, a site to post on, a file store.

``dunghen.testing`` has an in-memory implementation of each; one contract test runs against it and against the real one.
"""

from __future__ import annotations

from dunghen.ports.files import FileStore, OfficeFiles
from dunghen.ports.ledger import Ledger
from dunghen.ports.mailer import MailConnection, Mailer
from dunghen.ports.mark_store import MarkStore
from dunghen.ports.publisher import Post, Publisher

__all__ = ["FileStore", "Ledger", "MailConnection", "Mailer", "MarkStore", "OfficeFiles", "Post", "Publisher"]
