"""Writes about official figures; each is on the trail. They never change a total."""

from collections.abc import Sequence
from dataclasses import asdict, dataclass
from datetime import date

from accounts import audit
from accounts.models import User
from campaigns.models import Campaign
from campaigns.outcomes.official import queries
from campaigns.outcomes.official.models import OfficialFigure
from core.db import db


@dataclass(frozen=True, kw_only=True)
class Figure:
    """A number somebody else has counted, and where it stands."""

    name_da: str
    name_en: str
    number: int
    as_of: date
    source_name: str
    source_address: str


def enter(
    campaign: Campaign, figures: Sequence[Figure], *, actor: User, is_imported: bool = False
) -> int:
    """Show figures beside a campaign's outcomes; one that is there already is left as it is.

    Return how many were new.
    """
    known = {
        (one.name_da, one.name_en, one.as_of, one.source_name, one.number)
        for one in queries.figures_of(campaign.id)
    }
    new = 0
    for one in figures:
        key = (one.name_da, one.name_en, one.as_of, one.source_name, one.number)
        if key in known:
            continue
        known.add(key)
        row = OfficialFigure(
            campaign=campaign, entered_by=actor, is_imported=is_imported, **asdict(one)
        )
        db.session.add(row)
        _record(row, actor, "official_figure_entered")
        new += 1
    return new


def remove(figure: OfficialFigure, *, actor: User) -> None:
    """Take a figure away; the trail keeps what it said."""
    _record(figure, actor, "official_figure_removed")
    db.session.delete(figure)


def _record(figure: OfficialFigure, actor: User, action: str) -> None:
    audit.record(
        figure.campaign.organisation,
        actor=actor,
        action=action,
        subject=figure,
        after={
            "name": figure.name_da or figure.name_en,
            "number": figure.number,
            "as_of": figure.as_of.isoformat(),
            "source": figure.source_name,
        },
    )
