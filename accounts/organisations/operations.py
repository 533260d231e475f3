"""Writes of an organisation's settings. Callers commit."""

import re
from collections.abc import Iterable, Mapping
from typing import Any

from accounts import audit
from accounts.models import FormerSlug, Organisation, User
from accounts.organisations import countries, queries
from accounts.organisations.errors import ColourUnreadable, HostUnknown, LogoRefused, SlugTaken
from core import jobs
from core.contrast import contrast, is_readable_with_white
from core.db import db
from core.image_gate import MAX_BYTES, PictureRefused
from core.pictures import keep_original
from core.refusals import reason

HOST = re.compile(r"(?=.{1,253}$)([a-z0-9]([a-z0-9-]{0,61}[a-z0-9])?\.)+[a-z]{2,63}")
LOGO_FOLDER = "logos"
SMALLEST_LOGO = 48


def change_settings(
    organisation: Organisation, settings: Mapping[str, Any], *, actor: User | None
) -> None:
    """Save what an owner decided, and record what changed.

    Raises ColourUnreadable, HostUnknown and SlugTaken.
    """
    new = dict(settings)
    if "brand_colour" in new:
        new["brand_colour"] = readable(new["brand_colour"])
    if _follows_country(organisation, new):
        new["minimum_age"] = countries.age_in(new["country"])
    if "allowed_hosts" in new:
        new["allowed_hosts"] = hosts(new["allowed_hosts"])
    changed = {name: value for name, value in new.items() if getattr(organisation, name) != value}
    if not changed:
        return
    if "slug" in changed:
        _move(organisation, changed["slug"])
    before = {name: getattr(organisation, name) for name in changed}
    for name, value in changed.items():
        setattr(organisation, name, value)
    audit.record(
        organisation, actor=actor, action="settings_changed", subject=organisation,
        before=before, after=changed,
    )  # fmt: skip


def _follows_country(organisation: Organisation, new: Mapping[str, Any]) -> bool:
    """Say whether the age comes with a new country: nobody has chosen another one."""
    own = organisation.minimum_age == countries.age_in(organisation.country)
    is_kept = new.get("minimum_age", organisation.minimum_age) == organisation.minimum_age
    return new.get("country", organisation.country) != organisation.country and own and is_kept


def readable(colour: str) -> str:
    """Return a colour as it is kept. Raises ColourUnreadable where white words cannot be read."""
    colour = colour.lower()
    if not is_readable_with_white(colour):
        raise ColourUnreadable(contrast(colour, "#ffffff"))
    return colour


def _move(organisation: Organisation, slug: str) -> None:
    """Keep the old name in addresses, so that mails and bookmarks still lead here."""
    if queries.slug_is_taken(slug, by_others_than=organisation):
        raise SlugTaken
    if back := queries.find_former(slug):
        db.session.delete(back)
    db.session.add(FormerSlug(organisation=organisation, slug=organisation.slug))


def hosts(typed: Iterable[str]) -> list[str]:
    """Return host names as they are compared. Raises HostUnknown for something else."""
    found = []
    for line in typed:
        host = line.strip().lower().removeprefix("https://").removeprefix("http://").rstrip("/.")
        if not host:
            continue
        if not HOST.fullmatch(host):
            raise HostUnknown(line.strip())
        found.append(host)
    return sorted(set(found))


def take_logo(organisation: Organisation, content: bytes, *, actor: User | None) -> None:
    """Keep a logo that has passed the gate; the worker makes what may be shown of it.

    The logo shown until then stays. Raises LogoRefused, and StorageUnavailable.
    """
    try:
        key, _facts = keep_original(content, folder=LOGO_FOLDER, min_side=SMALLEST_LOGO)
    except PictureRefused as refused:
        words = reason(refused.reason, megabytes=MAX_BYTES // 1024**2, pixels=SMALLEST_LOGO)
        raise LogoRefused(words) from refused
    forget_files(organisation.logo_original_key)
    organisation.logo_original_key, organisation.logo_refusal = key, ""
    jobs.enqueue("make_logo", subject_id=organisation.id)
    audit.record(organisation, actor=actor, action="logo_changed", subject=organisation)


def remove_logo(organisation: Organisation, *, actor: User | None) -> None:
    """Go back to the leaf."""
    if not (organisation.logo_key or organisation.logo_original_key or organisation.logo_refusal):
        return
    forget_files(organisation.logo_key, organisation.logo_original_key)
    organisation.logo_key = organisation.logo_original_key = None
    organisation.logo_width = organisation.logo_height = None
    organisation.logo_refusal = ""
    audit.record(organisation, actor=actor, action="logo_removed", subject=organisation)


def forget_files(*keys: str | None) -> None:
    """Have files removed once this transaction is through."""
    if found := " ".join(key for key in keys if key):
        jobs.enqueue("erase_files", keys=found)
