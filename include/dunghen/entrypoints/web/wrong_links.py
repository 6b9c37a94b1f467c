"""Links that nobody has signed: so many from one address, and then none is looked at for a while."""

from __future__ import annotations

from typing import Any

from fastapi import Depends, HTTPException, Request
from limits import RateLimitItemPerMinute
from limits.storage import MemoryStorage
from limits.strategies import FixedWindowRateLimiter

from dunghen.entrypoints.web.link import Link
from dunghen.links.signed import Links
from dunghen.records import Realm
from dunghen.settings import Settings
from dunghen.wiring import secret_of

MOST = RateLimitItemPerMinute(60)
"""From one address; an office behind one address has people who cut a link short, and no sixty a minute."""
_TOO_MANY = "Từ địa chỉ này có quá nhiều đường dẫn sai. Hãy đợi một phút rồi mở lại đường dẫn trong thư."


def limiter() -> FixedWindowRateLimiter:
    """Counts in the memory of this process; each application of the pages has its own (``app.state.wrong_links``)."""
    return FixedWindowRateLimiter(MemoryStorage())


def _signed_or_seldom(request: Request, link: Link) -> None:
    """Let a link pass that was signed here, and others now and then.

    Raises:
        HTTPException: 429.
    """
    if _is_signed(link):
        return
    client = request.client.host if request.client else ""
    if not request.app.state.wrong_links.hit(MOST, client):
        raise HTTPException(429, _TOO_MANY, headers={"Retry-After": "60"})


def _is_signed(link: str) -> bool:
    """In whatever realm: whether it opens anything is for the page to say."""
    secret = secret_of(Settings.from_environment())
    both = [Links(secret, realm) for realm in Realm]
    return any(links.read(link) or links.read_feed(link.removesuffix(".ics")) for links in both)


SIGNED_OR_SELDOM: Any = Depends(_signed_or_seldom)
"""Put on every public router."""
