"""Where a signed-in person can go. Rooms above offer the places they know of."""

from collections.abc import Callable
from dataclasses import dataclass

from flask import Flask, current_app

from accounts import queries
from accounts.labels import ROLE_LABELS
from accounts.models import User


@dataclass(frozen=True)
class Place:
    """Somewhere a person has something to do."""

    title: str
    detail: str
    address: str
    icon: str = "building"


Source = Callable[[User], list[Place]]
# Says whether somebody has a place in the organisation with this name in addresses.
Voucher = Callable[[User, str], bool]


def offer(app: Flask, source: Source) -> None:
    """Let ``source`` name further places of a person."""
    app.extensions.setdefault("places", []).append(source)


def vouch(app: Flask, voucher: Voucher) -> None:
    """Let ``voucher`` say who belongs to an organisation."""
    app.extensions.setdefault("vouchers", []).append(voucher)


def has_place_in(user: User, slug: str) -> bool:
    """Say whether ``user`` is anything in the organisation called ``slug``."""
    if queries.memberships_in(user, slug):
        return True
    return any(voucher(user, slug) for voucher in current_app.extensions.get("vouchers", []))


def of(user: User) -> list[Place]:
    """Return everywhere ``user`` can go: the organisations they work for, then other rooms'."""
    places = [place for source in current_app.extensions["places"] for place in source(user)]
    return sorted(places, key=lambda place: (place.title.casefold(), place.detail))


def names_around(user: User) -> tuple[str, ...]:
    """Return what the places of ``user`` are called, those only offered too.

    They are the first words that somebody guessing at a password would try.
    """
    asking = (membership.organisation.name for membership in user.memberships)
    return (*asking, *(name for place in of(user) for name in (place.title, place.detail)))


def staff_places(user: User) -> list[Place]:
    """Return the organisations in which ``user`` has a role."""
    roles: dict[str, list[str]] = {}
    names: dict[str, str] = {}
    for membership in queries.memberships_of(user):
        names[membership.organisation.slug] = membership.organisation.name
        label = str(ROLE_LABELS[membership.role])
        roles.setdefault(membership.organisation.slug, []).append(label)
    return [
        Place(names[slug], ", ".join(held), f"/o/{slug}")  # where a room above shows the overview
        for slug, held in roles.items()
    ]
