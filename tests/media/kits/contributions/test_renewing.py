"""A loan that is about to end: asked about once, lent another year, and nobody else's to extend."""

from collections.abc import Callable
from datetime import timedelta

import pytest
from flask import Flask

from core import jobs
from core.db import db
from core.models import OutgoingMail
from media.kits.contributions import operations
from media.kits.contributions.enums import ContributionState, InPicture
from media.kits.contributions.models import ContributedPicture, Contribution
from media.library.enums import Recognisable
from media.library.models import Asset
from media.library.permissions import is_usable
from tests.client import AuditingClient
from tests.factories.ambassadors import AmbassadorFactory
from tests.factories.media import AssetFactory
from tests.media.kits.conftest import Stage, today


@pytest.fixture
def lent(stage: Stage, app: Flask) -> Contribution:
    """A picture in use, lent for ten more days."""
    asset = AssetFactory(organisation=stage.kit.organisation, recognisable=Recognisable.UNANSWERED)
    one = Contribution(
        ambassador=stage.ambassador,
        in_picture=InPicture.ONLY_ME,
        state=ContributionState.SENT,
        licensed_from=today() - timedelta(days=355),
        licensed_until=today() + timedelta(days=10),
        sent_key="k" * 32,
        pictures=[ContributedPicture(asset=asset, position=0)],
    )
    db.session.add(one)
    operations.accept(one, kit=stage.kit, thanks="", actor=stage.organiser)
    db.session.commit()
    return one


def the_asset(one: Contribution) -> Asset:
    return one.pictures[0].asset


def test_she_is_asked_once_and_lends_it_another_year(
    lent: Contribution,
    ambassador_client: AuditingClient,
    outbox: Callable[[], list[OutgoingMail]],
) -> None:
    lent.ambassador.user.locale = "en"
    for _ in range(2):
        jobs.enqueue("ask_for_renewals")
        db.session.commit()
        jobs.run_all()
    asked = [one for one in outbox() if "another year" in one.subject]
    assert [one.recipient for one in asked] == [lent.ambassador.user.email]
    assert "Lend them another year" in ambassador_client.get("/my/contributions").text
    last, answer = lent.licensed_until, f"/my/contributions/{lent.id}/renewal"
    for _ in range(2):  # pressed twice, it is one year
        assert ambassador_client.post(answer).status_code == 302
    assert lent.licensed_until == operations.a_year_after(last + timedelta(days=1))
    assert lent.renewal_asked_at is None
    assert is_usable(the_asset(lent), lent.licensed_until)
    assert not is_usable(the_asset(lent), lent.licensed_until + timedelta(days=1))
    assert "Lend them another year" not in ambassador_client.get("/my/contributions").text


def test_a_year_that_is_over_can_begin_anew_and_one_taken_back_cannot(lent: Contribution) -> None:
    over = lent.licensed_until + timedelta(days=40)
    assert operations.renew(lent, on=over)
    assert lent.licensed_until == operations.a_year_after(over)
    assert operations.revoke(lent, on=over)
    assert not operations.renew(lent, on=over)
    assert lent.state is ContributionState.REVOKED


def test_nobody_else_makes_a_loan_longer(
    lent: Contribution, organiser_client: AuditingClient, sign_in: Callable[..., AuditingClient]
) -> None:
    other = AmbassadorFactory(cohort=lent.ambassador.cohort)
    answer = sign_in(other.user).post(f"/my/contributions/{lent.id}/renewal")
    assert answer.status_code == 404
    operations.revoke(lent, on=today())
    db.session.commit()
    asset = the_asset(lent)
    page = f"/o/studieliv/library/{asset.id}"
    said = {
        "alt_da": "En eng",
        "alt_en": "A meadow",
        "recognisable": "nobody",
        "text_language": "",
        "licence_until": str(today() + timedelta(days=900)),
    }
    assert organiser_client.post(page, data=said).status_code == 302
    assert asset.recognisable is Recognisable.NOBODY
    assert not is_usable(asset, today())
    assert "lånt ud til jer siden" in organiser_client.get(page).text
