"""Every route that the pages have, read from the application itself: a new page is under the guards at once."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from fastapi import FastAPI
    from fastapi.routing import APIRoute

PREFIX = "/dunghen"


@dataclass(frozen=True, slots=True, order=True)
class Route:
    """One path and one method of it.

    ``public`` ones are opened by a signed link and not by a login; ``asks`` is what the address must say after a «?».
    """

    path: str
    method: str
    public: bool
    asks: tuple[str, ...] = ()

    @property
    def is_page(self) -> bool:
        """Whether it can be opened as it stands."""
        return self.method == "GET" and "{" not in self.path and not self.public and not self.asks

    def answers(self, path: str) -> bool:
        """Whether this address is one of the route's."""
        holes = re.sub(r"\\\{[^}:]*:path\\\}", ".+", re.escape(PREFIX + self.path))
        return re.fullmatch(re.sub(r"\\\{[^}]*\\\}", "[^/]+", holes), path) is not None

    def filled(self, value: str = "khong-co") -> str:
        """The address, with this in place of everything that it asks for."""
        return PREFIX + re.sub(r"\{[^}]*\}", value, self.path)


def all_routes() -> list[Route]:
    """What ``create_app`` answers to; anything but routes and the static files would be a way around the guards."""
    from dunghen.entrypoints.web.app import create_app

    return routes_of(create_app())


def routes_of(app: FastAPI) -> list[Route]:
    """What this application answers to."""
    from fastapi.routing import APIRoute
    from starlette.routing import Mount

    other = [route for route in app.routes if not isinstance(route, APIRoute)]
    assert [route.name for route in other if isinstance(route, Mount)] == ["static"], other
    assert len(other) == 1, other
    public = public_paths()
    return sorted(
        Route(route.path, method, route.path in public, _asks(route))
        for route in app.routes
        if isinstance(route, APIRoute)
        for method in route.methods - {"HEAD"}
    )


def public_paths() -> set[str]:
    """The paths of the pages that are opened by a signed link."""
    from fastapi.routing import APIRoute

    from dunghen.entrypoints.web.pages import PUBLIC_PAGES

    return {route.path for router in PUBLIC_PAGES for route in router.routes if isinstance(route, APIRoute)}


def unguarded(app: FastAPI) -> list[str]:
    """The routes, static files apart, that anybody may open, or that act for those who may only read.

    A public route must ask for a link; what it does with it is seen by opening it (``test_route_guard``).
    """
    from fastapi.routing import APIRoute

    from dunghen.entrypoints.web.access import ACTS, READS
    from dunghen.entrypoints.web.csrf import checked, checked_upload

    found = []
    for route in (one for one in app.routes if isinstance(one, APIRoute)):
        asked = {one.call for one in route.dependant.dependencies}
        reads_only = route.methods <= {"GET", "HEAD"}
        needed = {READS.dependency} if reads_only else {READS.dependency, ACTS.dependency}
        is_proven = reads_only or not asked.isdisjoint({checked, checked_upload})
        is_guarded = "{link}" in route.path if route.path in public_paths() else needed <= asked and is_proven
        found += [] if is_guarded else [f"{sorted(route.methods)} {route.path}"]
    return found


def _asks(route: APIRoute) -> tuple[str, ...]:
    from fastapi.dependencies.utils import get_flat_dependant

    asked = get_flat_dependant(route.dependant, skip_repeats=True).query_params
    return tuple(one.alias for one in asked if one.field_info.is_required())
