"""Every route is behind the login or a signed link, asked of Airflow's own security."""

from __future__ import annotations

from typing import TYPE_CHECKING

from tests.acceptance.web.routes import Route

if TYPE_CHECKING:
    from tests.acceptance.web.conftest import Client

LOGIN, NOT_LOGGED_IN, FORBIDDEN = 303, 401, 403


def answers(client: Client, user: str, routes: list[Route]) -> dict[Route, int]:
    """The status that each route gives this user, who sends nothing with it."""
    return {one: client(user).request(one.method, one.filled()).status_code for one in routes}


def reading(routes: list[Route]) -> list[Route]:
    return [one for one in routes if not one.public and one.method == "GET"]


def acting(routes: list[Route]) -> list[Route]:
    return [one for one in routes if not one.public and one.method != "GET"]


def test_whoever_is_not_logged_in_is_led_to_the_login_and_back(client: Client, routes: list[Route]) -> None:
    for one in reading(routes):
        answer = client("").get(one.filled())

        assert answer.status_code == LOGIN, one
        assert answer.headers["location"] == f"/auth/login?next={one.filled()}"


def test_whoever_is_not_logged_in_cannot_act(client: Client, routes: list[Route]) -> None:
    assert {one: status for one, status in answers(client, "", acting(routes)).items() if status != NOT_LOGGED_IN} == {}


def test_a_forged_cookie_is_no_login(client: Client, routes: list[Route]) -> None:
    page = next(one for one in routes if one.is_page and one.path != "/")
    forged = client("viewer").cookies["_token"][:-4] + "AAAA"

    answer = client("").get(page.filled(), headers={"cookie": f"_token={forged}"})

    assert answer.status_code in (LOGIN, NOT_LOGGED_IN, FORBIDDEN)


def test_a_viewer_and_an_operator_read_every_page(client: Client, routes: list[Route]) -> None:
    pages = [one for one in routes if one.is_page]
    for user in ("viewer", "op"):
        seen = answers(client, user, pages)

        # The first page leads on to the agenda.
        assert {one: status for one, status in seen.items() if status != (LOGIN if one.path == "/" else 200)} == {}


def test_what_is_asked_for_by_a_wrong_name_is_refused_and_breaks_nothing(client: Client, routes: list[Route]) -> None:
    for user in ("viewer", "op"):
        named = [one for one in reading(routes) if not one.is_page]

        assert {one: status for one, status in answers(client, user, named).items() if not 400 <= status < 500} == {}


def test_a_viewer_cannot_act(client: Client, routes: list[Route]) -> None:
    for one in acting(routes):
        answer = client("viewer").request(one.method, one.filled())

        # Refused for who he is, not for the form that he has not sent.
        assert (answer.status_code, answer.json()["detail"]) == (FORBIDDEN, "Forbidden"), one


def test_an_operator_cannot_act_by_a_form_that_no_page_of_ours_has_made(client: Client, routes: list[Route]) -> None:
    for one in acting(routes):
        answer = client("op").request(one.method, one.filled(), data={"csrf": "forged"})

        assert 400 <= answer.status_code < 500, one
        assert "Forbidden" not in answer.text


def test_without_a_link_that_we_have_signed_nothing_public_opens(client: Client, routes: list[Route]) -> None:
    public = [one for one in routes if one.public]
    for user in ("", "op"):
        seen = answers(client, user, public)

        assert {one: status for one, status in seen.items() if not 400 <= status < 500} == {}


def test_no_page_lets_foreign_scripts_frames_or_forms_in(client: Client, routes: list[Route]) -> None:
    for one in routes:
        if one.is_page and one.path != "/":
            policy = client("viewer").get(one.filled()).headers["content-security-policy"]

            assert "default-src 'none'" in policy
            assert "unsafe" not in policy
            assert "frame-ancestors 'self'" in policy
