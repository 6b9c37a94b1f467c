"""A site that keeps every post in a list, and fails as it is told to."""

# ruff: noqa: D102 - the port says what each method promises
from __future__ import annotations

from dunghen.exceptions import MailError, UnknownMailError
from dunghen.ports import Post


class ListPublisher:
    """Implements ``dunghen.ports.Publisher``.

    Attributes:
        posts: what was accepted, in order.
        failures: the errors with which the next posts are answered; with an ``UnknownMailError`` the post is accepted
            all the same, only the answer is lost.
    """

    def __init__(self, address: str = "https://trang.invalid/wp-json/wp/v2/posts") -> None:
        self._address = address
        self.posts: list[Post] = []
        self.failures: list[MailError] = []

    @property
    def address(self) -> str:
        return self._address

    def publish(self, post: Post) -> str:
        error = self.failures.pop(0) if self.failures else None
        if error is None or isinstance(error, UnknownMailError):
            self.posts.append(post)
        if error:
            raise error
        return "HTTP 201"
