"""A season that is over: hours given, diplomas, thanks, and those who may be asked again."""

from datetime import datetime, timedelta

from ambassadors.enums import CohortStatus
from ambassadors.models import Cohort
from ambassadors.recognition import operations as recognition
from ambassadors.recognition.hours import operations as hours
from ambassadors.recognition.hours.operations import Given
from ambassadors.seasons import alumni
from ambassadors.seasons.models import SeasonEnd, ThankYou
from core.db import db
from demo import last_years_talks
from demo.building import House, Member
from demo.plans import Text

# When, counted in weeks from the season's first; how long, in quarters of an hour; and for what.
GIVEN = (
    (7, 12, "Stand på uddannelsesmessen i Herning"),
    (15, 6, "Viste to klasser fra Lemvig rundt"),
    (22, 16, "Åbent hus, hele dagen"),
    (31, 5, "Svarede på spørgsmål i studievalg-uge"),
)
WITHOUT_DIPLOMA = 1  # the last to come, who stopped at half the training


def end(house: House) -> None:
    """Close every season that has thanks in its plan; nothing is mailed for the demo."""
    for plan in house.plan.cohorts:
        if plan.thanks:
            members = house.members[plan.key]
            cohort = house.cohorts[plan.key]
            _give_hours(members, cohort, house)
            last_years_talks.tell(cohort, members, house)
            _close(cohort, members, plan.thanks, house)


def _give_hours(members: list[Member], cohort: Cohort, house: House) -> None:
    hours.count_hours(cohort, True, actor=house.actor)
    for place, member in enumerate(members):
        for week, quarters, what in GIVEN[place % 2 : 4 - place % 3]:
            day = cohort.season_start + timedelta(weeks=week, days=2 + place % 4)
            given = Given(day, quarters + place % 3, what)
            hours.log_hours(member.row, given, today=house.season.today)


def _close(cohort: Cohort, members: list[Member], thanks: Text, house: House) -> None:
    closed_at = house.season.at(cohort.season_end + timedelta(days=2), 10)
    cohort.status = CohortStatus.ENDED
    db.session.add(
        SeasonEnd(cohort=cohort, closed_at=closed_at, thanks_da=thanks.da, thanks_en=thanks.en)
    )
    db.session.flush()
    for member in members:
        db.session.add(ThankYou(ambassador=member.row, created_at=closed_at))
        if member.plan.passed > WITHOUT_DIPLOMA:
            recognition.give(member.row, actor=house.actor, at=closed_at)
        if member.plan.may_be_asked:
            _say_yes(member, closed_at + timedelta(hours=9))


def _say_yes(member: Member, at: datetime) -> None:
    alumnus = alumni.say_yes(member.row, at=at)
    if member.plan.was_asked_again:
        alumnus.asked_again_at = at + timedelta(weeks=9)
