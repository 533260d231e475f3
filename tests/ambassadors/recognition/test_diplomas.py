"""Diplomas: earned or given, once each, drawn as a page that can be read aloud."""

import re
from datetime import UTC, date, datetime, timedelta

import pytest
from flask import current_app
from sqlalchemy import func, select, update

from ambassadors.enums import AmbassadorStatus
from ambassadors.recognition import diplomas, operations, queries
from ambassadors.recognition import jobs as giving
from ambassadors.recognition.errors import HasDiploma, NotEarnedYet
from ambassadors.recognition.models import Diploma
from core import documents, jobs
from core.db import db, utcnow
from core.models import Job
from core.personal_data import Person, erase
from tests.factories.accounts import MembershipFactory
from tests.factories.ambassadors import AmbassadorFactory, CohortFactory
from tests.factories.recognition import DiplomaFactory, HoursEntryFactory
from tests.factories.training import PassedAttemptFactory, full_module
from tests.queries import count_queries

TODAY = date(2026, 10, 1)
OVER = date(2027, 7, 1)


@pytest.fixture
def ambassador(app):
    return AmbassadorFactory(user__locale="en", user__name="Kim Holm")


@pytest.fixture
def me(ambassador, sign_in):
    return sign_in(ambassador.user)


def pass_all(ambassador, *, required=2):
    for number in range(required):
        module = full_module(ambassador.cohort, title_en=f"Module {number}")
        PassedAttemptFactory(ambassador=ambassador, module=module)


def numbers_of(model):
    return db.session.scalar(select(func.count()).select_from(model))


def test_who_has_passed_the_required_modules_fetches_one(me, ambassador):
    pass_all(ambassador)
    HoursEntryFactory(ambassador=ambassador, quarters=10)
    assert "You have earned it" in me.get("/my/diplomas").text
    me.post("/my/diplomas", data={"place": ambassador.id})
    diploma = db.session.scalars(select(Diploma)).one()
    assert (diploma.learned["en"], diploma.quarters) == (["Module 0", "Module 1"], 10)
    assert diploma.issued_by_id is None
    response = me.get(f"/my/diplomas/{diploma.id}/diploma.pdf?language=en")
    assert response.mimetype == "application/pdf"
    assert response.headers["Cache-Control"] == "no-store, private"
    assert_tagged(response.data, "en")


def assert_tagged(pdf, language):
    """PDF/UA-1 says so in its metadata; tags hang on a structure tree, and it has a language."""
    assert pdf.startswith(b"%PDF-1.7")
    assert re.search(rb"pdfuaid:part>?[^0-9]*1", pdf)
    assert b"/StructTreeRoot" in pdf
    assert b"/MarkInfo" in pdf
    assert f"/Lang({language})".encode() in pdf


def test_who_has_not_passed_is_told_what_is_missing(me, ambassador):
    module = full_module(ambassador.cohort)
    full_module(ambassador.cohort, required=False)
    full_module(ambassador.cohort)
    PassedAttemptFactory(ambassador=ambassador, module=module)
    assert "You have passed 1 of the 2 modules it takes." in me.get("/my/diplomas").text
    me.post("/my/diplomas", data={"place": ambassador.id})
    assert numbers_of(Diploma) == 0


@pytest.mark.parametrize("asked_again", [True, False])
def test_a_pass_that_no_longer_counts_earns_nothing(ambassador, asked_again):
    module = full_module(ambassador.cohort)
    PassedAttemptFactory(ambassador=ambassador, module=module)
    if asked_again:
        module.retake_asked_at = utcnow() + timedelta(minutes=1)
    db.session.commit()
    assert queries.earned(ambassador, TODAY) is not asked_again


def test_a_season_that_is_over_earns_one_for_those_who_stayed(app):
    cohort = CohortFactory()
    stayed = AmbassadorFactory(cohort=cohort)
    september = datetime(2026, 9, 20, tzinfo=UTC)
    early = AmbassadorFactory(cohort=cohort, status=AmbassadorStatus.LEFT, left_at=september)
    assert [queries.earned(one, TODAY) for one in (stayed, early)] == [False, False]
    assert [queries.earned(one, OVER) for one in (stayed, early)] == [True, False]
    assert queries.due(cohort, OVER) == [stayed.id]


def test_nobody_has_two(ambassador):
    pass_all(ambassador)
    first = operations.take(ambassador, at=utcnow(), today=TODAY)
    with pytest.raises(HasDiploma):
        operations.take(ambassador, at=utcnow(), today=TODAY)
    first.withdrawn_at = utcnow()
    operations.take(ambassador, at=utcnow(), today=TODAY)
    assert numbers_of(Diploma) == 2


def test_one_who_has_not_earned_it_is_refused(ambassador):
    with pytest.raises(NotEarnedYet):
        operations.take(ambassador, at=utcnow(), today=TODAY)


def test_who_has_left_still_fetches_theirs(ambassador, me):
    diploma = DiplomaFactory(ambassador=ambassador)
    ambassador.status, ambassador.left_at = AmbassadorStatus.LEFT, utcnow()
    db.session.commit()
    assert "Fetch the diploma" in me.get("/my/diplomas").text
    assert me.get(f"/my/diplomas/{diploma.id}/diploma.pdf").status_code == 200


def test_a_diploma_is_nobody_elses(app, sign_in):
    diploma = DiplomaFactory()
    peer = AmbassadorFactory(cohort=diploma.ambassador.cohort)
    client = sign_in(peer.user)
    for rest in ("diploma.pdf", "badge.svg"):
        assert client.get(f"/my/diplomas/{diploma.id}/{rest}").status_code == 404
    assert client.post(f"/my/diplomas/{diploma.id}/name", data={}).status_code == 404
    answer = client.post("/my/diplomas", data={"place": diploma.ambassador.id})
    assert answer.status_code == 404


@pytest.fixture
def organiser(app):
    return MembershipFactory(role="organiser", user__locale="en")


@pytest.fixture
def cohort(organiser):
    return CohortFactory(organisation=organiser.organisation)


def at(cohort, rest=""):
    return f"/o/{cohort.organisation.slug}/cohorts/{cohort.id}/diplomas{rest}"


def test_all_who_have_earned_one_get_it_with_thanks_and_once(
    organiser, cohort, sign_in, run_jobs, outbox
):
    module = full_module(cohort)
    people = AmbassadorFactory.create_batch(3, cohort=cohort, user__locale="en")
    for one in people[:2]:
        PassedAttemptFactory(ambassador=one, module=module)
    client = sign_in(organiser.user)
    assert "2 people have earned one" in client.get(at(cohort)).text
    client.post(at(cohort), data={"thanks": "You were a joy."})
    client.post(at(cohort), data={"thanks": "You were a joy."})
    run_jobs()
    assert numbers_of(Diploma) == 2
    outbox()
    mails = current_app.extensions["mailman"].outbox[-2:]
    assert sorted(m.to[0] for m in mails) == sorted(p.user.email for p in people[:2])
    assert ["You were a joy." in mail.body for mail in mails] == [True, True]
    assert {d.issued_by_id for d in db.session.scalars(select(Diploma))} == {organiser.user_id}
    page = client.post(at(cohort), data={"thanks": ""}).text
    assert "Everybody who has earned a diploma has one." in page


def test_one_taken_back_is_not_given_again_by_itself(organiser, cohort, sign_in, run_jobs):
    ambassador = AmbassadorFactory(cohort=cohort)
    client = sign_in(organiser.user)
    client.post(at(cohort, f"/{ambassador.id}"))
    diploma = db.session.scalars(select(Diploma)).one()
    client.post(at(cohort, f"/{diploma.id}/withdrawal"))
    assert queries.due(cohort, OVER) == []
    client.post(at(cohort, f"/{ambassador.id}"))
    assert numbers_of(Diploma) == 2


def test_the_list_asks_as_much_for_three_as_for_one(organiser, cohort, sign_in):
    full_module(cohort)
    AmbassadorFactory(cohort=cohort)
    client = sign_in(organiser.user)
    address = at(cohort)
    with count_queries() as one:
        client.get(address)
    AmbassadorFactory.create_batch(2, cohort=db.session.merge(cohort))
    with count_queries() as three:
        client.get(address)
    assert len(one) == len(three)


@pytest.mark.parametrize(
    "name",
    [
        "Søren Ærøskøbing Åkjær",
        "Mia 🌻👩‍🔬",
        "x" * 5_000,
        "Ærlig " * 900,
        "محمد عبد الله",
        "שלום כהן",
        '#eval("1+1") $x^2$ *bold* \\ [#read("/etc/passwd")]',
        "王小明",
        "🌻",
    ],
)
def test_any_name_is_drawn_and_none_is_read_as_markup(app, name):
    diploma = DiplomaFactory(ambassador__user__name=name)
    assert_tagged(diplomas.draw(diploma, "https://example.org/badges/1", "da"), "da")


def test_a_word_is_data_and_never_source(app, tmp_path):
    drawing = tmp_path / "drawing.typ"
    drawing.write_text('#set document(title: "x")\n#json(bytes(sys.inputs.words)).name')
    longer = documents.draw(drawing, {"name": "#lorem(5000)"})
    assert len(longer) < 20_000


def test_erasing_withdraws_it_and_the_page_names_nobody(app, client):
    diploma = DiplomaFactory(ambassador__user__name="Kim Holm", name_shown="full")
    person = diploma.ambassador.user
    assert "Kim Holm" in client.get(f"/badges/{diploma.id}").text
    erase(Person(person.id, person.email, person.name, (diploma.ambassador_id,)))
    db.session.commit()
    page = client.get(f"/badges/{diploma.id}").text
    assert "withdrawn" in page or "trukket tilbage" in page
    assert "Kim" not in page


def test_giving_that_goes_wrong_says_so_and_goes_on_when_asked(
    organiser, cohort, sign_in, outbox, monkeypatch
):
    cohort.season_end = date(2026, 8, 2)
    people = AmbassadorFactory.create_batch(3, cohort=cohort)
    organiser.user.locale = "en"
    client = sign_in(organiser.user)
    client.post(at(cohort), data={"thanks": "You were a joy."})
    with monkeypatch.context() as broken:
        broken.setattr(giving.notifications, "send_diploma", out_of_paper)
        for _attempt in range(5):
            jobs.run_all(tolerate_failures=True)
            db.session.execute(update(Job).values(run_after=utcnow()))
            db.session.commit()
    failed = client.get(at(cohort)).text
    assert "Not everybody got theirs." in failed
    assert "Try again" in failed
    assert numbers_of(Diploma) == 0

    client.post(at(cohort, "/progress"))
    client.post(at(cohort, "/progress"))  # pressed twice
    assert "The diplomas are being given" in client.get(at(cohort)).text
    assert db.session.scalar(select(func.count()).where(Job.kind == operations.GIVING)) == 2
    jobs.run_all()
    assert numbers_of(Diploma) == 3
    outbox()
    mails = current_app.extensions["mailman"].outbox[-3:]
    assert sorted(m.to[0] for m in mails) == sorted(p.user.email for p in people)
    assert ["You were a joy." in mail.body for mail in mails] == [True, True, True]
    assert "Try again" not in client.get(at(cohort)).text


def out_of_paper(*_given):
    raise OSError


def test_the_job_goes_on_where_it_was_killed(organiser, cohort):
    AmbassadorFactory.create_batch(3, cohort=cohort)
    cohort.season_end = date(2026, 8, 2)
    db.session.commit()
    DiplomaFactory(ambassador=cohort.ambassadors[0])
    operations.give_to_all(cohort, thanks="", actor=organiser.user, today=TODAY)
    db.session.commit()
    jobs.run_all()
    assert numbers_of(Diploma) == 3


def test_who_is_no_organiser_any_more_gives_nobody_one(organiser, cohort):
    AmbassadorFactory(cohort=cohort)
    cohort.season_end = date(2026, 8, 2)
    operations.give_to_all(cohort, thanks="", actor=organiser.user, today=TODAY)
    db.session.delete(organiser)
    db.session.commit()
    jobs.run_all(tolerate_failures=True)
    assert numbers_of(Diploma) == 0
