"""Diplomas that ambassadors have fetched while their season runs, having passed everything."""

from datetime import timedelta

from ambassadors.recognition import operations, queries
from ambassadors.recognition.enums import NameShown
from core.db import db
from demo.building import House

FETCHED = 3  # every third of those who have earned one has fetched it
SHOWN = (NameShown.FULL, NameShown.FIRST, NameShown.NOTHING)


def give(house: House) -> None:
    """Let some have fetched the diploma they have earned."""
    db.session.flush()
    today = house.season.today
    for key, cohort in house.cohorts.items():
        if cohort.season_end < today:
            continue  # an organiser gives them when the season is closed
        due = set(queries.due(cohort, today))
        earned = [member for member in house.members[key] if member.row.id in due]
        for place, member in enumerate(earned[::FETCHED]):
            day = today - timedelta(days=9 + 8 * place)
            diploma = operations.take(member.row, at=house.season.at(day, 19), today=today)
            operations.show_name(diploma, SHOWN[place % len(SHOWN)])
