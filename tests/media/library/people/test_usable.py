"""When a picture may be used: the one rule, in Python and in SQL, over all that can be the case."""

import itertools
from datetime import date, timedelta

import pytest
from flask import Flask
from sqlalchemy import select

from core.db import db, utcnow
from media.library import permissions, queries
from media.library.enums import AssetState, PictureChannel, Recognisable
from media.library.models import Asset
from media.library.people.channels import channel_names
from tests.factories.media import AssetFactory
from tests.factories.pictured import ConsentFactory, PersonInAssetFactory

TODAY = date(2026, 11, 22)
INSTAGRAM, WEBSITE = PictureChannel.INSTAGRAM, PictureChannel.WEBSITE


def mark(asset: Asset, how: str) -> None:
    """Put somebody into a picture who stands so."""
    if how == "nobody":
        return
    consent = None
    if how not in ("unasked", "refused"):
        consent = ConsentFactory(
            person__organisation=asset.organisation,
            channels=["website"] if how == "other channel" else ["instagram", "print"],
            until=TODAY - timedelta(days=1) if how == "ended" else TODAY,
            withdrawn_at=utcnow() if how == "withdrawn" else None,
        )
    PersonInAssetFactory(
        asset=asset,
        person=consent.person if consent else None,
        consent=consent,
        refused_at=utcnow() if how in ("refused", "yes then no") else None,
    )


MARKS = (
    "nobody",
    "yes",
    "unasked",
    "refused",
    "yes then no",
    "ended",
    "withdrawn",
    "other channel",
)


@pytest.mark.slow
def test_the_rule_is_the_same_in_python_and_in_sql(app: Flask) -> None:
    notes = (None, TODAY - timedelta(days=1), TODAY)
    made = {}
    for state, answer, note, pair in itertools.product(
        AssetState,
        Recognisable,
        notes,
        itertools.combinations_with_replacement(MARKS, 2),
    ):
        if state is not AssetState.READY and pair != ("yes", "yes"):
            continue
        asset = AssetFactory(state=state, recognisable=answer, consent_until=note)
        for how in pair:
            mark(asset, how)
        made[asset.id] = (state, answer, note, pair)
    db.session.flush()
    db.session.expire_all()
    assets = db.session.scalars(select(Asset)).all()
    for channel in (INSTAGRAM, WEBSITE, PictureChannel.FACEBOOK):
        chosen = set(db.session.scalars(select(Asset.id).where(queries.usable(TODAY, channel))))
        agreed = {one.id for one in assets if permissions.is_usable(one, TODAY, channel)}
        assert [made[one] for one in chosen ^ agreed] == []
        others = select(Asset.id).where(~queries.usable(TODAY, channel))
        assert set(db.session.scalars(others)) == made.keys() - chosen
        assert chosen


@pytest.mark.parametrize(
    ("marks", "usable"),
    [
        ((), True),
        (("yes",), True),
        (("yes", "yes"), True),
        (("yes", "unasked"), False),
        (("yes", "ended"), False),
        (("yes", "withdrawn"), False),
        (("yes then no",), False),
        (("other channel",), False),
    ],
)
def test_everybody_must_have_said_yes(marks: tuple[str, ...], usable: bool, app: Flask) -> None:
    answer = Recognisable.SOMEBODY if marks else Recognisable.NOBODY
    asset = AssetFactory(recognisable=answer)
    for how in marks:
        mark(asset, how)
    db.session.refresh(asset)
    assert permissions.is_usable(asset, TODAY) is usable


def test_a_picture_on_loan_is_used_while_it_is_lent_whatever_else_is_said(app: Flask) -> None:
    yesterday = TODAY - timedelta(days=1)
    later = TODAY + timedelta(days=99)
    over = AssetFactory(recognisable=Recognisable.NOBODY, lent_until=yesterday, licence_until=later)
    lent = AssetFactory(recognisable=Recognisable.NOBODY, lent_until=TODAY)
    assert [permissions.is_usable(one, TODAY) for one in (over, lent)] == [False, True]
    chosen = set(db.session.scalars(select(Asset.id).where(queries.usable(TODAY))))
    assert chosen == {lent.id}


def test_an_agreement_noted_before_the_register_counts_until_somebody_is_marked(app: Flask) -> None:
    asset = AssetFactory(recognisable=Recognisable.SOMEBODY, consent_until=TODAY)
    channels = [c for c in PictureChannel if permissions.is_usable(asset, TODAY, c)]
    assert channels == [INSTAGRAM, WEBSITE]
    assert not permissions.is_usable(asset, TODAY + timedelta(days=1))
    mark(asset, "unasked")
    db.session.refresh(asset)
    assert not permissions.is_usable(asset, TODAY)


def test_channels_are_read_aloud_as_a_list(plain_app: Flask) -> None:
    with plain_app.test_request_context(headers={"Accept-Language": "da"}):
        assert channel_names(["website", "instagram"]) == "Instagram og vores egen hjemmeside"
        assert channel_names(["print"]) == "tryk"
        assert channel_names([]) == ""
