"""Whether a cohort's days equal the posts and conversations in them; what does not is put right."""

import uuid
from collections import Counter
from datetime import date

from sqlalchemy import delete, func, insert, select

from ambassadors.models import Ambassador, Cohort
from campaigns.models import Participation
from campaigns.posts.enums import COUNTING
from campaigns.posts.models import Conversation, Post
from campaigns.results.consistency.models import CohortDay
from core.db import db
from core.formats import local_date

Numbers = dict[date, tuple[int, int]]  # posts and conversations by day


def is_right(cohort: Cohort) -> bool:
    """Say whether the days that are kept are those of the rows."""
    return _kept(cohort.id) == _counted(cohort)


def put_right(cohort: Cohort) -> None:
    """Set a cohort's days to what its rows add up to."""
    db.session.execute(delete(CohortDay).where(CohortDay.cohort_id == cohort.id))
    rows = [
        {"cohort_id": cohort.id, "day": day, "posts": posts, "conversations": talks}
        for day, (posts, talks) in sorted(_counted(cohort).items())
    ]
    if rows:
        db.session.execute(insert(CohortDay), rows)


def _kept(cohort_id: uuid.UUID) -> Numbers:
    rows = db.session.execute(
        select(CohortDay.day, CohortDay.posts, CohortDay.conversations).where(
            CohortDay.cohort_id == cohort_id, CohortDay.posts + CohortDay.conversations != 0
        )
    )
    return {day: (posts, talks) for day, posts, talks in rows}


def _counted(cohort: Cohort) -> Numbers:
    """Count posts by their day in the organisation's zone, and conversations by theirs."""
    zone, posts, talks = cohort.organisation.timezone, Counter[date](), Counter[date]()
    own = Ambassador.cohort_id == cohort.id
    published = (
        select(Post.published_at)
        .join(Post.participation)
        .join(Participation.ambassador)
        .where(own, Post.removed_at.is_(None), Post.review.in_(COUNTING))
    )
    for moment in db.session.scalars(published.execution_options(yield_per=5_000)):
        posts[local_date(moment, zone)] += 1
    happened = (
        select(Conversation.happened_on, func.count())
        .join(Conversation.participation)
        .join(Participation.ambassador)
        .where(own)
        .group_by(Conversation.happened_on)
    )
    for day, number in db.session.execute(happened):
        talks[day] = number
    return {day: (posts[day], talks[day]) for day in posts.keys() | talks.keys()}
