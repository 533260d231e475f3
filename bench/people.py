"""The organiser's pages of a large cohort beside those of a small one, and a bare Flask page."""

import sys
import tempfile
import uuid
from dataclasses import replace
from pathlib import Path

from flask import Flask
from flask.testing import FlaskClient

from accounts.models import Unit
from ambassadors.enums import CohortStatus
from ambassadors.models import Cohort
from ambassadors.training.follow_up import hard_questions, queries
from ambassadors.training.follow_up.jobs import count_large_cohorts
from bench import big_season, big_training
from bench.figures import Better, Figure, compared
from bench.harness import load, paired, serving
from bench.inside import SITE, add_organiser, ask, in_turn, signed_in
from bench.product import SETTINGS, TARGET, product
from bench.season import start_campaign
from campaigns.models import Campaign
from core import kept_counts
from core.db import db

FEW, MANY = 60, 27_000


def measure() -> list[Figure]:
    """Fill two cohorts and list the first 50 of each."""
    with tempfile.TemporaryDirectory(prefix="tillid-bench-") as made, product(Path(made)) as app:
        few, many = start_campaign(slug="few"), start_campaign(slug="many")
        client = signed_in(app, add_organiser(few, many))
        addresses = [_fill(few, FEW), _fill(many, MANY)]
        cohort_ids = [one.cohorts[0].id for one in (few, many)]
        db.session.commit()
        count_large_cohorts()  # as the worker does every few minutes
        db.session.remove()
        return [
            _beside_few(client, addresses, "List of 50 people", "processor time of the first page"),
            _beside_bare(Path(made), app, client, addresses[1]),
            *_organisers_pages(client, addresses),
            _counting(*cohort_ids),
        ]


def _fill(campaign: Campaign, people: int) -> str:
    """Let so many join a campaign's cohort; return the address of its list."""
    cohort = campaign.cohorts[0]
    cohort.status = CohortStatus.OPEN
    unit = Unit(organisation=campaign.organisation, name="Bench")
    db.session.add(unit)
    db.session.flush()  # people are written by its id
    big_season.add_people(campaign, people, [unit] * big_season.UNITS)
    big_training.add_training(cohort)
    big_training.add_applications(cohort, ["Ada Holm"] * people)
    return f"/o/{campaign.organisation.slug}/cohorts/{cohort.id}"


def _organisers_pages(client: FlaskClient, lists: list[str]) -> list[Figure]:
    """Compare what else an organiser opens; with counts kept, and made anew each time."""
    few, many = lists
    addresses = {
        "Who is where in training": [f"{one}/training/people" for one in lists],
        "How questions are answered": [f"{one}/training/answers" for one in lists],
        # Both show fifty: the last page of sixty would show ten.
        "Applications, the last page": [f"{few}/applications", f"{many}/applications?page=9999"],
        "Overview": [one.partition("/cohorts/")[0] for one in lists],
    }
    kept = "processor time; numbers kept for 5 s, training counted by the worker"
    figures = [_beside_few(client, both, name, kept) for name, both in addresses.items()]
    kept_counts.MANY = sys.maxsize  # from here on nothing is kept
    kept_counts.forget()
    anew = _beside_few(client, addresses["Overview"], "Overview, all counted anew", "")
    return [*figures, replace(anew, aim="", met=None)]


def _counting(few: uuid.UUID, many: uuid.UUID) -> Figure:
    """Time what the worker does for a large cohort."""

    def count(cohort_id: uuid.UUID) -> None:
        cohort = db.session.get_one(Cohort, cohort_id)
        queries.standing_now(cohort)
        hard_questions.answers_now(cohort)

    ours, theirs = in_turn(lambda: count(many), lambda: count(few), repeats=1)
    figure = compared(
        f"Training counted by the worker, {MANY:,} in the cohort",
        ours=ours,
        theirs=theirs,
        beside=f"{FEW} in the cohort",
        better=Better.LOWER,
        aim=2.0,
        unit=" ms",
        note="processor time, in the background every five minutes; holds no lock",
    )
    return replace(figure, aim="", met=None)


def _beside_few(client: FlaskClient, addresses: list[str], name: str, note: str) -> Figure:
    few, many = addresses
    ours, theirs = in_turn(lambda: ask(client, many), lambda: ask(client, few))
    return compared(
        f"{name}, {MANY:,} in the cohort",
        ours=ours,
        theirs=theirs,
        beside=f"{FEW} in the cohort",
        better=Better.LOWER,
        aim=2.0,
        unit=" ms",
        note=note or "processor time",
    )


def _beside_bare(folder: Path, app: Flask, client: FlaskClient, address: str) -> Figure:
    cookie = _cookie(app, client)
    with (
        serving("bench.bare:bare()") as bare,
        serving(TARGET, folder=folder, settings=SETTINGS) as ours,
    ):
        rounds = paired(lambda: load(ours.url(address), cookie=cookie), lambda: load(bare.url("/")))
    return compared(
        f"List of 50 people, {MANY:,} in the cohort, pages a second",
        ours=[slice_.per_second for slice_ in rounds.ours],
        theirs=[slice_.per_second for slice_ in rounds.theirs],
        beside="a bare Flask hello",
        better=Better.HIGHER,
        aim=0.12,
    )


def _cookie(app: Flask, client: FlaskClient) -> str:
    """Return the header of a signed-in browser, checked: a redirect would be quick."""
    name = app.session_interface.get_cookie_name(app)
    kept = client.get_cookie(name, domain=SITE.removeprefix("https://"))
    if kept is None:
        raise RuntimeError("nobody is signed in")
    return f"{name}={kept.value}"
