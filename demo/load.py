"""Loading the demo: programme by programme, each whole or not at all."""

import random
from collections.abc import Sequence

from accounts.models import Organisation
from accounts.queries import find_organisation
from ambassadors.queries import list_cohorts
from campaigns.operations import close
from campaigns.results.consistency import operations as consistency
from core.db import db, utcnow
from core.formats import local_date
from demo import (
    applicants,
    building,
    campaigning,
    checking,
    history,
    kits,
    last_season,
    lately,
    learning,
    measuring,
    pictured,
    pictures,
    practising,
    recognising,
    seats,
    talk,
    told_elsewhere,
)
from demo.fjord import FJORD
from demo.history import Running
from demo.plans import Programme
from demo.season import Season
from demo.solby import SOLBY
from demo.studieliv import STUDIELIV

PROGRAMMES = (STUDIELIV, SOLBY, FJORD)


def load(programmes: Sequence[Programme] = PROGRAMMES) -> list[str]:
    """Load what is not there yet and return the names of what was loaded.

    The pictures come first, because a kit needs them ready; a load that was broken off after
    them goes on from there. Everything else of a programme is one transaction.
    """
    return [programme.name for programme in programmes if _load(programme)]


def _load(programme: Programme) -> bool:
    organisation = find_organisation(programme.slug)
    if organisation and list_cohorts(organisation.id):
        db.session.rollback()
        return False
    if organisation is None:
        organisation = building.found_organisation(programme)
        pictures.bring_in(programme, organisation)
    pictures.ask_again(organisation)
    _commit_and_make_pictures(organisation)
    _fill(programme, organisation)
    _commit_and_make_pictures(organisation)  # again, where another part is to stay in sight
    return True


def _commit_and_make_pictures(organisation: Organisation) -> None:
    """Commit what was added, its jobs among it, and do those that make formats."""
    db.session.flush()
    waiting = pictures.waiting_jobs(organisation.id)
    db.session.commit()
    pictures.make_ready(waiting)


def _fill(programme: Programme, organisation: Organisation) -> None:
    season = Season(local_date(utcnow(), organisation.timezone))
    house = building.build(programme, organisation, season)
    assets = pictures.describe(programme, organisation, house.units, season)
    applicants.apply(house)
    learning.train(house)
    practising.practise(house)
    recognising.give(house)
    last_season.end(house)
    talk.write(house)
    pictured.register(house, assets)
    chosen = kits.make_kits(house, assets)
    campaigns = []
    for plan in programme.campaigns:
        campaign, parts = campaigning.start(plan, house, kits=chosen, assets=assets)
        if parts:
            campaigns.append(Running(plan, campaign, parts))
    _let_it_happen(campaigns, house)
    pictured.take_back(house)
    checking.check(house, season.today)
    measuring.measure(house)
    for cohort in list_cohorts(organisation.id):
        consistency.count_anew(cohort)


def _let_it_happen(campaigns: list[Running], house: building.House) -> None:
    chance = random.Random(house.plan.seed)  # noqa: S311 -- a demo, not a secret
    told = history.tell(campaigns, house, chance)
    for running in campaigns:
        cells = history.follow(running, told, house, chance)
        seats.fill(running, cells, house, chance)
        told_elsewhere.tell(running, house)
        if running.plan.is_closed:
            close(running.campaign)
    lately.tell(campaigns, house, random.Random(house.plan.seed + 2))  # noqa: S311 -- a demo
