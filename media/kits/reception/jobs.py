"""Telling organisers once a day what ambassadors say of kits."""

from accounts.enums import Role
from accounts.models import Organisation
from accounts.queries import holders
from core import jobs
from core.db import db, utcnow
from media.kits.reception import notifications, queries


@jobs.daily(hour=8)
@jobs.job("tell_of_kit_feedback")
def tell_of_kit_feedback(task: jobs.Task) -> None:
    """Queue one mail per organiser with what is new; the mails and the mark are saved together."""
    for number, organisation_id in enumerate(queries.organisations_with_news(), 1):
        organisation = db.session.get_one(Organisation, organisation_id)
        said = queries.untold_feedback(organisation_id)
        for organiser in holders(organisation_id, {Role.ORGANISER}):
            notifications.send_feedback(organiser, organisation, said)
        for one in said:
            one.told_at = utcnow()
        task.progress(number, number)
