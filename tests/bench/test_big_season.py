"""A season made up for a measurement adds up as a real one does."""

from pathlib import Path

from sqlalchemy import func, select

from bench import big_season, made_up
from bench.product import product
from bench.season import start_campaign
from campaigns import recounting
from campaigns.models import CampaignDay, CampaignGroup, Participation, ParticipationWeek
from campaigns.outcomes import recounting as outcomes
from campaigns.outcomes.models import GoalSource, Outcome
from campaigns.posts.models import Post
from campaigns.results import recounting as deeds
from campaigns.tracking import recounting as clicks
from campaigns.tracking.models import ChannelDay, LinkDay
from core.db import db

PEOPLE = 50


def test_totals_equal_their_rows(tmp_path: Path):
    with product(tmp_path):
        campaign = start_campaign()
        big_season.fill(campaign, PEOPLE)
        sums = {
            column: db.session.scalar(select(func.sum(column)))
            for column in (
                Participation.clicks,
                LinkDay.clicks,
                CampaignDay.clicks,
                Participation.posts,
                CampaignDay.posts,
                Participation.sign_ups,
                GoalSource.sign_ups,
                CampaignGroup.clicks,
                CampaignGroup.posts,
                CampaignGroup.sign_ups,
                ChannelDay.clicks,
            )
        }
        rows = {
            model: db.session.scalar(select(func.count()).select_from(model))
            for model in (Participation, ParticipationWeek, Post, Outcome)
        }
        for proof in (recounting, clicks, deeds, outcomes):
            assert proof.differing() == [], proof
    assert set(sums.values()) == {
        PEOPLE * made_up.A_SEASON.clicks,
        PEOPLE * made_up.A_SEASON.posts,
        PEOPLE * 50,
    }
    assert rows == {
        Participation: PEOPLE,
        ParticipationWeek: PEOPLE * made_up.WEEKS,
        Post: PEOPLE * made_up.A_SEASON.posts,
        Outcome: PEOPLE * 50,
    }
