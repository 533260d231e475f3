"""Who is signed in, and for which organisation they act on this page."""

from dataclasses import dataclass
from typing import NoReturn, cast

from flask import Flask, abort, g, redirect, request, url_for
from flask_login import current_user
from flask_security import login_user

from accounts import queries, second_step, sessions
from accounts.enums import Role
from accounts.models import Membership, Organisation, User
from accounts.organisations import words
from core.access import Audience, install_gate
from core.formats import use_zone
from core.languages import language

ADMITTED: dict[Audience, frozenset[Role]] = {
    Audience.OWNER: frozenset({Role.OWNER}),
    Audience.ORGANISER: frozenset({Role.OWNER, Role.ORGANISER}),
    Audience.READER: frozenset({Role.OWNER, Role.ORGANISER, Role.READER}),
    Audience.LEADER: frozenset({Role.LEADER}),
}


def signed_in_user() -> User:
    """Return the person who is signed in; the view must not be public."""
    return cast(User, current_user._get_current_object())


def sign_in(user: User) -> None:
    """Sign a person in on this device; of the visitor's session only the language is kept."""
    login_user(user, authn_via=["link"])


def current_organisation() -> Organisation:
    """Return the organisation named in the address, once the gate let the person in."""
    return cast(Organisation, g.organisation)


def current_roles() -> frozenset[Role]:
    """Return what the person may be in the current organisation."""
    return frozenset(membership.role for membership in current_memberships())


def current_memberships() -> list[Membership]:
    """Return the person's memberships of the current organisation."""
    return cast(list[Membership], g.memberships)


def admit_staff(audiences: frozenset[Audience]) -> None:
    """Let in who has a fitting role in the organisation of the address.

    Somebody without any role there is told 404, as if it did not exist; a member with another
    role is told 403. Roles are read at each request, so a removed one ends at once. Where roles
    take a second step, whoever has none yet is led to set one up.
    """
    slug = (request.view_args or {}).get("organisation", "")
    memberships = sessions.memberships_in(signed_in_user(), slug)
    if not memberships:
        lead_on(slug)
    enter(memberships)
    fitting = frozenset().union(*(ADMITTED[audience] for audience in audiences))
    if not fitting & current_roles():
        abort(403)
    if second_step.is_owed(signed_in_user(), current_roles()):
        wanted = request.path if request.method == "GET" else None
        abort(redirect(url_for("factors_person.show_second_step", next=wanted)))


def lead_on(slug: str) -> NoReturn:
    """Lead who has a role in an organisation from the name it had before to the one it has now.

    The page stays the same and a form goes along; for everybody else there is nothing.
    """
    moved = queries.moved_to(signed_in_user(), slug)
    if moved is None or request.endpoint is None:
        abort(404)
    place = url_for(request.endpoint, **{**(request.view_args or {}), "organisation": moved})
    question = request.query_string.decode("ascii", "ignore")
    abort(redirect(f"{place}?{question}" if question else place, 307))


def show_for(organisation: Organisation) -> None:
    """Give a page the name, colour, zone and words of ``organisation``.

    The language is settled too: asked for after a commit, it would have the person read anew, and
    on SQLite with a lock that a long read of a file would then hold.
    """
    g.organisation = organisation
    language()
    use_zone(organisation.timezone)
    words.speak_like(organisation)


def enter(memberships: list[Membership]) -> None:
    """Act for the organisation of ``memberships`` during this request."""
    g.memberships = memberships
    show_for(memberships[0].organisation)


def init_app(app: Flask) -> None:
    """Put the staff gate up, and tell every page where it is and who looks at it."""
    install_gate(app, frozenset(ADMITTED), admit_staff)

    @app.context_processor
    def place() -> dict[str, object]:
        organisation: Organisation | None = g.get("organisation")
        return {
            "organisation": organisation,
            "brand_stylesheet": organisation and brand_address(organisation),
            "brand_logo": logo_of(organisation),
            "signed_in_name": current_user.name if current_user.is_authenticated else "",
        }


def brand_address(organisation: Organisation) -> str:
    """Return where an organisation's colours are; a new colour has a new address."""
    return f"/brand/{organisation.slug}.css?v={organisation.brand_colour.removeprefix('#')}"


@dataclass(frozen=True)
class Logo:
    """An organisation's logo as a page shows it."""

    url: str
    width: int
    height: int


def logo_of(organisation: Organisation | None) -> Logo | None:
    """Return the logo, if there is one; another one has another address."""
    if organisation is None or not (organisation.logo_key and organisation.logo_width):
        return None
    version = organisation.logo_key.rpartition("/")[2].partition(".")[0][:8]
    return Logo(
        url=f"/brand/{organisation.slug}.png?v={version}",
        width=organisation.logo_width,
        height=organisation.logo_height or organisation.logo_width,
    )
