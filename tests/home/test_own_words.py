"""An organisation's own words for ambassadors and cohorts, where people read them."""

import re
from collections.abc import Callable, Iterator

import pytest
from flask import Flask, g

from accounts import audit
from accounts.organisations import danish, english
from media.kits.reception.notifications import send_feedback
from tests.client import AuditingClient
from tests.core.permission_matrix import ROWS, Rows
from tests.core.world import Who, World
from tests.factories.accounts import MembershipFactory
from tests.factories.ambassadors import AmbassadorFactory, PolicyAcceptanceFactory

OWN = {
    "da": {
        "ambassador": "fortæller",
        "ambassadors": "fortællere",
        "cohort": "kreds",
        "cohorts": "kredse",
    },
    "en": {
        "ambassador": "teller",
        "ambassadors": "tellers",
        "cohort": "circle",
        "cohorts": "circles",
    },
}
OURS = {
    "da": re.compile(r"\b(ambassa\w*|hold(et|s|ets|ene)?(?! pause))\b", re.IGNORECASE),
    "en": re.compile(r"\b(ambassa\w*|cohorts?)\b", re.IGNORECASE),
}
PAGES = {
    Who.OWNER: [
        "organisations_owner.show_settings",
        "trail_owner.show_trail",
        "units_owner.list_units",
    ],
    Who.ORGANISER: [
        "home_staff.show_overview",
        "cohorts_organiser.list_cohorts",
        "cohorts_organiser.new_cohort",
        "cohorts_organiser.show_cohort",
        "kits_organiser.list_kits",
        "kits_organiser.show_kit",
        "campaigns_organiser.list_campaigns",
        "campaigns_organiser.new_campaign",
        "campaigns_organiser.show_campaign",
        "posts_organiser.list_posts",
        "outcomes_organiser.type_in",
        "outcome_lists.bring_in",
        "webhooks_organiser.list_webhooks",
        "page_check.list_checks",
        "consistency_organiser.list_people",
    ],
    Who.READER: [
        "results_reader.list_campaigns",
        "results_reader.show_campaign",
        "results_breakdown.show",
        "results_value.show_value",
        "outcomes_reader.list_outcomes",
        "outcomes_reader.show_outcome",
        "consistency_reader.show_cohort",
        "dialogue_reader.show_dialogue",
    ],
    Who.LEADER: ["results_leader.show_aggregates", "policy_leader.show_policy"],
    Who.AMBASSADOR: [
        "home_ambassador.show_home",
        "kits_ambassador.show_kit",
        "posts_ambassador.choose_log",
        "effect_ambassador.show_effect",
        "terms_ambassador.show_terms",
        "training_ambassador.list_modules",
        "recognition_person.list_diplomas",
    ],
    Who.ANONYMOUS: [
        "shared_public.show",
        "applications_public.show_page",
        "joining_public.show_welcome",
    ],
}


def pages_of(who: Who) -> Iterator[Rows]:
    wanted = set(PAGES[who])
    for rows in ROWS:
        if rows.endpoint in wanted and rows.method == "GET":
            wanted.discard(rows.endpoint)
            yield rows
    assert not wanted


def words_in(page: str) -> str:
    labels = re.findall(r'(?:aria-label|alt)="([^"]*)"', page)
    seen = re.sub(r"<(script|style)\b.*?</\1>|<[^>]*>", "\n", page, flags=re.DOTALL)
    return "\n".join([seen, *labels])


def test_no_main_page_says_our_words_where_an_organisation_has_its_own(
    app: Flask, sign_in: Callable[..., AuditingClient]
) -> None:
    world = World()
    world.organisation.words = {
        f"{name}_{code}": word for code, own in OWN.items() for name, word in own.items()
    }
    world.people[Who.AMBASSADOR].name = "Ida Holm"
    world.people[Who.AMBASSADOR].email = "ida@example.org"
    world.cohort.ambassador_word_da, world.cohort.ambassador_word_en = "fortæller", "teller"
    for act in ("cohort_opened", "ambassador_joined", "diplomas_given", "post_review_wanted"):
        audit.record(world.organisation, actor=None, action=act, subject=world.cohort)
    wrong, said = {}, dict.fromkeys(OWN, "")
    for who in PAGES:
        client = app.test_client() if who is Who.ANONYMOUS else sign_in(world.people[who])
        assert isinstance(client, AuditingClient)
        client.reads_pages = False  # they are audited elsewhere
        for code in OWN:
            with client.session_transaction() as session:
                session["language"] = code
            for rows in pages_of(who):
                page = words_in(client.get(rows.path(world)).text)
                said[code] += page
                if found := [line for line in page.splitlines() if OURS[code].search(line)]:
                    wrong[code, rows.endpoint] = found
    assert wrong == {}
    assert {w for code, own in OWN.items() for w in own.values() if w not in said[code]} == set()
    assert "Åbnede en kreds" in said["da"]
    assert "Opened a circle" in said["en"]


@pytest.mark.parametrize(
    ("own", "said"),
    [
        (
            OWN["da"],
            "Den nye kreds: Skriv til fortællerne og fortællerens kreds’ kredse; "
            "ingen fortæller i en kreds",
        ),
        (
            {"ambassador": "medlem", "the_ambassador": "medlemmet", "ambassadors": "medlemmer",
             "cohort": "team", "the_cohort": "teamet", "cohorts": "teams"},
            "Det nye team: Skriv til medlemmerne og medlemmets teams teams; intet medlem i et team",
        ),
        (
            {"ambassador": "frivillig ven", "ambassadors": "frivillige venner"},
            "Det nye hold: Skriv til de frivillige venner og frivillig vens holds hold; "
            "ingen frivillig ven i et hold",
        ),
    ],
)  # fmt: skip
def test_danish_words_get_their_endings_and_their_gender(own: dict[str, str], said: str) -> None:
    ours = (
        "Det nye hold: Skriv til ambassadørerne og ambassadørens holds hold; "
        "ingen ambassadør i et hold"
    )
    message = "The new cohort: write to the ambassadors and her cohort’s cohorts; none in a cohort"
    assert danish.said(ours, message, own) == said
    assert danish.said("Hold pause", "Take a break", own) == "Hold pause"
    assert danish.said("%(ambassador)s", "%(ambassador)s", own) == "%(ambassador)s"


def test_english_words_get_their_article_and_their_capital() -> None:
    own = {"ambassador": "insider", "cohorts": "crews"}
    ours = "Ambassador: an ambassador’s %(ambassador)s, ambassadors and a cohort of Cohorts"
    said = "Insider: an insider’s %(ambassador)s, ambassadors and a cohort of Crews"
    assert english.said(ours, own) == said
    assert english.said("An ambassador", {"ambassador": "teller"}) == "A teller"


def test_who_leaves_reads_the_word_of_their_cohort(
    app: Flask, sign_in: Callable[..., AuditingClient], run_jobs: Callable[[], None]
) -> None:
    place = AmbassadorFactory(cohort__ambassador_word_en="neighbour teller", user__locale="en")
    PolicyAcceptanceFactory(ambassador=place)
    place.cohort.organisation.words = {"ambassador_en": "teller", "ambassadors_en": "tellers"}
    me = sign_in(place.user)
    for path in ("/my/terms", "/my/terms/leaving"):
        assert re.search(r"Stop as (a )?neighbour teller", me.get(path).text)
    me.post("/my/terms/leaving")
    run_jobs()
    mail = app.extensions["mailman"].outbox[-1]  # which the tests of a process share
    assert re.search(r"You have stopped as (a )?neighbour teller", mail.body)
    assert re.search(r"just stopped as (a )?neighbour teller at", mail.body)
    organiser = MembershipFactory(organisation=place.cohort.organisation, user__locale="en").user
    g.pop("own_words")  # as in the worker, which knows no page
    send_feedback(organiser, place.cohort.organisation, [])
    run_jobs()
    mail = app.extensions["mailman"].outbox[-1]
    assert mail.subject == "What tellers say about the media kits"
    assert "This is what tellers have said since the last mail." in mail.body
    assert "you are part of the teller programme at" in mail.body
