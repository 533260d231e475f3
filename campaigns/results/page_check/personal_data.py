"""What page checks hold about a person: who made them."""

from collections.abc import Iterable

from flask_babel import lazy_gettext as _l
from sqlalchemy import select, update

from campaigns.results.page_check.models import PageCheck, PageCheckPost
from core.db import db
from core.personal_data import Held, Person, exempt, register


def tell(person: Person) -> Iterable[Held]:
    """Tell which checks somebody made."""
    made = select(PageCheck).where(PageCheck.made_by_id == person.user_id)
    checks = db.session.scalars(made.order_by(PageCheck.as_of, PageCheck.id))
    yield Held(_l("Page checks you made"), [{_l("When"): check.as_of} for check in checks])


def erase(person: Person) -> None:
    """Leave the checks, which are the organisation's, without the name of who made them."""
    if person.account:
        db.session.execute(
            update(PageCheck)
            .where(PageCheck.made_by_id == person.user_id)
            .values(made_by_id=None)
            .execution_options(synchronize_session=False)
        )


register("page_checks", title=_l("Page checks"), tables=[PageCheck], tell=tell, erase=erase)
exempt(PageCheckPost, "days and numbers of posts on the organisation's own page, without texts")
