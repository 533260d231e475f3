"""Reading the organisation's own account once a day, and renewing its token once a week."""

import uuid
from datetime import timedelta

from campaigns.posts.measurements.enums import Trouble
from campaigns.posts.measurements.own_account import operations, queries
from campaigns.posts.measurements.own_account.gateway import Renewed, own_media
from campaigns.posts.measurements.own_account.models import OwnAccount
from campaigns.posts.measurements.readings import Reading
from campaigns.posts.measurements.troubles import SourceTrouble
from core import jobs
from core.db import db, utcnow
from core.settings import current_settings

RENEWED_EVERY = timedelta(days=7)


@jobs.daily(hour=5)
@jobs.job("read_own_account", attempts=1)
def read_own_account(task: jobs.Task) -> None:
    """Read the numbers of the organisation's own posts that ambassadors have logged."""
    settings = current_settings()
    organisation = queries.organisation_called(settings.instagram_organisation)
    if not settings.instagram_token or organisation is None:
        return
    account = operations.account(organisation, settings.instagram_token)
    token = operations.token_of(account) or settings.instagram_token
    is_due = account.renewed_at is None or account.renewed_at <= utcnow() - RENEWED_EVERY
    db.session.flush()
    account_id = account.id
    codes = {post.shortcode for post in queries.young_posts(organisation.id, utcnow())}
    db.session.commit()  # nobody waits for the database while Instagram is asked
    if is_due:
        token = _renew(account_id, token)
    _read(account_id, token, codes)


def _renew(account_id: uuid.UUID, token: str) -> str:
    """Return the token to go on with: a new one, or the old one where there is none."""
    answer: Renewed | Trouble
    try:
        answer = own_media(token).renew()
    except SourceTrouble as trouble:
        answer = trouble.kind
    account = db.session.get_one(OwnAccount, account_id)
    if isinstance(answer, Renewed):
        operations.note_renewal(account, answer, now=utcnow())
        token = answer.token
    else:
        operations.note_trouble(account, answer)
    db.session.commit()
    return token


def _read(account_id: uuid.UUID, token: str, codes: set[str]) -> None:
    answer: list[Reading] | Trouble
    try:
        answer = list(own_media(token).readings(codes))
    except SourceTrouble as trouble:
        answer = trouble.kind
    account = db.session.get_one(OwnAccount, account_id)
    if isinstance(answer, Trouble):
        operations.note_trouble(account, answer)
    else:
        posts = queries.young_posts(account.organisation_id, utcnow())
        operations.note_readings(account, posts, answer, now=utcnow())
