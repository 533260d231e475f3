"""An organiser decides how people come into a cohort, and takes the poster."""

import io
from datetime import date

import pytest
import zxingcpp
from PIL import Image
from sqlalchemy import select

from accounts.enums import Role
from ambassadors.joining.applications import operations
from ambassadors.joining.enums import JoinMode
from ambassadors.joining.models import JoinPage
from core.db import db
from tests.factories.accounts import MembershipFactory, OrganisationFactory
from tests.factories.ambassadors import CohortFactory
from tests.factories.joining import JoinPageFactory, JoinQuestionFactory

ONE_PAGE = b"/Type/Pages/Count 1/"
FIELDS = {
    "mode": "application", "slug": "odder-2027", "kept_days": "60", "why": "required", "topics": "",
}  # fmt: skip


@pytest.fixture
def cohort(app):
    return CohortFactory(organisation=OrganisationFactory(slug="via"), name="Åbne døre")


@pytest.fixture
def client(sign_in, cohort):
    return sign_in(MembershipFactory(organisation=cohort.organisation, role=Role.ORGANISER).user)


def path(cohort, rest=""):
    return f"/o/{cohort.organisation.slug}/cohorts/{cohort.id}/join-page{rest}"


def only():
    return db.session.scalars(select(JoinPage)).one()


def test_page_is_set_up_and_changed(client, cohort):
    assert 'value="via-aabne-doere"' in client.get(path(cohort)).text
    own = {"own-0-text_da": "Hvad?", "own-0-text_en": "What?", "own-0-is_required": "required"}
    client.post(path(cohort), data=FIELDS | own | {"closes_on": "2027-02-01", "unit": "optional"})

    page = only()
    assert (page.mode, page.slug, page.closes_on, page.kept_days) == (
        JoinMode.APPLICATION, "odder-2027", date(2027, 2, 1), 60,
    )  # fmt: skip
    assert page.asked == {"unit": "optional", "why": "required"}
    assert [(q.text_da, q.text_en, q.is_required) for q in page.questions] == [
        ("Hvad?", "What?", True)
    ]
    kept = page.questions[0].id
    client.post(path(cohort), data=FIELDS | own | {"own-0-text_da": "Hvad først?"})
    assert (only().questions[0].id, only().questions[0].text_da) == (kept, "Hvad først?")
    client.post(path(cohort), data=FIELDS)
    assert only().questions == []


@pytest.mark.parametrize(
    ("changes", "words"),
    [
        ({"slug": "Odder 2027"}, "små bogstaver"),
        ({"slug": "taken"}, "En anden side har den adresse"),
        ({"kept_days": "0"}, "fra 1 til 365"),
        ({"mode": "x"}, "Der er lige noget at rette"),
        ({"opens_on": "2027-02-02", "closes_on": "2027-02-01"}, "ligger før den første"),
        ({"closes_on": "2027-02-02", "decided_by": "2027-02-01"}, "efter den sidste dag"),
        ({"mode": "open_link", "closes_on": "2027-02-01"}, "Skriv, hvor mange"),
        ({"mode": "open_link", "places": "20"}, "Vælg den sidste dag"),
        ({"places": "0"}, "fra 1 og op"),
        ({"own-0-text_da": "Hvad?"}, "på begge sprog"),
    ],
)
def test_what_makes_no_sense_is_refused(client, cohort, changes, words):
    JoinPageFactory(slug="taken")
    answer = client.post(path(cohort), data=FIELDS | changes)

    assert answer.status_code == 200
    assert words in answer.text
    assert [page.slug for page in db.session.scalars(select(JoinPage))] == ["taken"]


def test_address_is_one_over_the_whole_installation(app, cohort):
    JoinPageFactory(slug="via-aabne-doere")
    JoinPageFactory(slug="via-aabne-doere-2")
    assert operations.free_slug(cohort) == "via-aabne-doere-3"


def test_code_and_poster_lead_to_the_page(client, cohort):
    page = JoinPageFactory(cohort=cohort, slug="odder-2027", closes_on=date(2027, 2, 1))
    picture = client.get(path(cohort, "/qr.png"))
    read = zxingcpp.read_barcodes(Image.open(io.BytesIO(picture.data)))

    assert [code.text for code in read] == [f"http://localhost/join/{page.slug}"]
    assert client.get(path(cohort, "/qr.svg")).mimetype == "image/svg+xml"


@pytest.mark.parametrize(("locale", "tag"), [("da", b"(da)"), ("en", b"(en)")])
def test_poster_is_a_tagged_page_in_its_language(client, cohort, locale, tag):
    JoinPageFactory(cohort=cohort, slug="odder-2027")
    poster = client.get(path(cohort, f"/poster.pdf?language={locale}"))

    assert poster.data.startswith(b"%PDF")
    assert ONE_PAGE in poster.data
    assert b"/StructTreeRoot" in poster.data
    assert b"pdfuaid" in poster.data
    assert b"/Lang" + tag in poster.data
    assert poster.headers["Content-Disposition"].endswith(f"=odder-2027-{locale}.pdf")


def test_long_names_and_markup_do_no_harm_to_a_poster(client, cohort):
    cohort.ambassador_word_da = "#pagebreak() *frivillighedsambassadørkoordinator* " * 2
    cohort.organisation.brand_colour = "#000000"
    JoinPageFactory(cohort=cohort, slug="x")
    assert ONE_PAGE in client.get(path(cohort, "/poster.pdf?language=da")).data


def test_own_questions_keep_their_order(client, cohort):
    page = JoinPageFactory(cohort=cohort)
    JoinQuestionFactory(page=page, position=2, text_da="Nummer to?")
    JoinQuestionFactory(page=page, position=1, text_da="Nummer et?")
    shown = client.get(f"/join/{page.slug}/form?age=enough").text
    assert shown.index("Nummer et?") < shown.index("Nummer to?")
