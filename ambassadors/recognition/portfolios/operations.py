"""Writing one's own public page, and turning it on and off. Routes commit."""

import secrets
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from ambassadors.models import Ambassador
from ambassadors.recognition.portfolios import queries
from ambassadors.recognition.portfolios.enums import Fact
from ambassadors.recognition.portfolios.errors import AdultsOnly, NotWithGuardian
from ambassadors.recognition.portfolios.models import Portfolio, PortfolioLink
from core.db import db
from core.slugs import slug_of

RANDOM_BYTES = 8
LONGEST_SLUG = 40


@dataclass(frozen=True, kw_only=True)
class Wish:
    """What somebody wants on their page, and whether they want it to be seen."""

    name: str
    about: str
    facts: Sequence[Fact]
    links: Sequence[tuple[str, str]]
    public: bool
    adult: bool


def save(ambassador: Ambassador, wish: Wish, *, at: datetime) -> Portfolio:
    """Keep what somebody wants on their page, and turn it on only if they ask for it.

    Raises NotWithGuardian and AdultsOnly.
    """
    portfolio = queries.find_portfolio(ambassador)
    if wish.public and queries.joined_by_guardian(ambassador):
        raise NotWithGuardian
    if wish.public and not (wish.adult or (portfolio and portfolio.said_adult_at)):
        raise AdultsOnly
    if portfolio is None:
        portfolio = Portfolio(ambassador_id=ambassador.id, slug=_new_slug(wish.name))
        db.session.add(portfolio)
    portfolio.name, portfolio.about = wish.name, wish.about
    portfolio.facts = [fact.value for fact in wish.facts]
    portfolio.said_adult_at = portfolio.said_adult_at or (at if wish.adult else None)
    portfolio.is_on = wish.public
    _put_links(portfolio, wish.links)
    return portfolio


def _new_slug(name: str) -> str:
    words = slug_of(name, otherwise="portfolio")[:LONGEST_SLUG].strip("-")
    return f"{words}-{secrets.token_hex(RANDOM_BYTES)}"


def _put_links(portfolio: Portfolio, links: Sequence[tuple[str, str]]) -> None:
    portfolio.links.clear()
    db.session.flush()  # the old places are free before the new ones are taken
    for position, (address, words) in enumerate(links):
        portfolio.links.append(PortfolioLink(position=position, address=address, words=words))


def turn_off(portfolio: Portfolio) -> None:
    """Take a page away at once; what was written stays with its owner."""
    portfolio.is_on = False


def take_away(ambassador: Ambassador) -> None:
    """Take away the page of somebody who leaves; who comes back is not shown without asking."""
    if portfolio := queries.find_portfolio(ambassador):
        turn_off(portfolio)
