"""Letters to cohorts, and what ambassadors wrote back."""

from datetime import timedelta

from ambassadors.messages.models import Announcement, Idea, IdeaReply
from core.db import db
from demo import plans
from demo.building import House, Member

ANSWERED_WITHIN = timedelta(hours=6)


def write(house: House) -> None:
    """Add every cohort's announcements and ideas."""
    for plan in house.plan.cohorts:
        for letter in plan.letters:
            _send(letter, plan, house)
        by_name = {member.plan.name: member for member in house.members[plan.key]}
        for idea in plan.ideas:
            _say(idea, by_name[idea.name], house)


def _send(letter: plans.Letter, plan: plans.CohortPlan, house: House) -> None:
    day = house.season.today - timedelta(days=letter.days_ago)
    sent = house.season.at(day, 10)
    readers = [one for one in house.members[plan.key] if one.row.joined_at <= sent]
    db.session.add(
        Announcement(
            cohort=house.cohorts[plan.key],
            written_by_id=house.actor.id,
            subject=letter.subject,
            body=letter.body,
            sent_to=len(readers),
            sent_at=sent,
            created_at=sent,
        )
    )


def _say(idea: plans.Idea, member: Member, house: House) -> None:
    said = house.season.at(house.season.today - timedelta(days=idea.days_ago), 9)
    row = Idea(ambassador=member.row, kind=idea.kind, text=idea.text, created_at=said)
    db.session.add(row)
    if idea.reply:
        answered = said + ANSWERED_WITHIN
        db.session.add(
            IdeaReply(idea=row, written_by=house.actor, text=idea.reply, created_at=answered)
        )
