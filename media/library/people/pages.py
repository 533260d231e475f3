"""The register's pages, put together from the address and what is known."""

from dataclasses import dataclass
from datetime import date

from flask import render_template, request, url_for

from accounts.session import current_organisation
from core.db import utcnow
from core.formats import local_date
from media.library import queries as library_queries
from media.library.enums import RenditionFormat
from media.library.models import Asset, Rendition
from media.library.people import age, queries, state
from media.library.people.channels import channel_names
from media.library.people.consents import texts
from media.library.people.consents.forms import PaperForm, QuestionForm, question_form
from media.library.people.enums import PersonState
from media.library.people.forms import MarkForm, OccasionForm
from media.library.people.models import Person, PersonInAsset
from media.library.people.withdrawals import queries as withdrawal_queries
from media.library.permissions import is_withdrawn
from media.library.standing import Standing, standings

KINDS = {
    PersonState.COVERED: "good",
    PersonState.NOT_ASKED: "",
    PersonState.WAITING: "warn",
    PersonState.ENDED: "warn",
    PersonState.DIVIDED: "warn",
    PersonState.SAID_NO: "bad",
}


@dataclass(frozen=True)
class Row:
    """Somebody as they stand in the register, or one of their marks."""

    person: Person | None
    mark: PersonInAsset | None
    state: PersonState
    thumb: Rendition | None = None

    @property
    def kind(self) -> str:
        """The kind of chip that says the state."""
        return KINDS[self.state]


def today() -> date:
    """Return the day where the organisation is."""
    return local_date(utcnow(), current_organisation().timezone)


def register_page() -> str:
    """Return the register as its address asks for it: searched, narrowed, turned to a page."""
    organisation_id = current_organisation().id
    search = request.args.get("search", "").strip()[:100]
    wanted = request.args.get("state", "")
    chosen = PersonState(wanted) if wanted in set(PersonState) else PersonState.EVERYBODY
    found = queries.list_people(
        organisation_id,
        on=today(),
        search=search,
        state=chosen,
        page=request.args.get("page", 1, type=int),
    )
    return render_template(
        "media/library/people/register.html",
        pages=found,
        rows=[Row(one, None, state.state_of(one, today())) for one in found.items],
        total=queries.count_people(organisation_id),
        search=search,
        chosen=chosen,
        states=_state_links(chosen, search),
    )


def _state_links(current: PersonState, search: str) -> list[dict[str, object]]:
    return [
        {
            "label": one.label,
            "current": one is current,
            "url": url_for(
                "people_organiser.list_people",
                organisation=current_organisation().slug,
                state=one.value or None,
                search=search or None,
            ),
        }
        for one in PersonState
    ]


def person_page(
    person: Person, question: QuestionForm | None = None, paper: PaperForm | None = None
) -> str:
    """Return one person's page; a form that was refused comes with its errors."""
    paper = paper or new_paper(person)
    question = question or question_form(person, today())
    refused = next((one for one in (question, paper) if one and one.errors), None)
    return render_template(
        "media/library/people/person.html",
        person=person,
        state=Row(person, None, state.state_of(person, today())),
        rows=[
            Row(person, one, state.mark_state(one, today()), thumb_of(one.asset))
            for one in person.appearances
        ],
        standing=state.standing_consents(person, today()),
        open_marks=[one for one in person.appearances if not one.refused_at],
        withdrawals=withdrawal_queries.withdrawals_of(person.id),
        address=age.address_of(person, today()),
        by_guardian=age.needs_guardian(person, today()),
        question=question,
        paper=paper,
        form=refused or question,
        channel_names=channel_names,
        wording=texts.lines,
    )


def new_paper(person: Person) -> PaperForm:
    """Return the form about a signed paper with what is known of somebody already."""
    known = {
        "agreed_channels": person.asked_channels,
        "agreed_until": age.last_day(person, today() + age.USUAL, today()),
        "signed_by": person.guardian_name,
    }
    paper = PaperForm(formdata=None, data=known)
    prepare_paper(paper, person)
    return paper


def prepare_paper(form: PaperForm, person: Person) -> None:
    """Tell a form what day it is, which pictures a paper may be about, and who signs."""
    form.today = today()
    form.offer(person.appearances, by_guardian=age.needs_guardian(person, today()))


def thumb_of(asset: Asset) -> Rendition | None:
    """Return a small picture, unless somebody has taken it back."""
    return None if is_withdrawn(asset) else library_queries.rendition(asset, RenditionFormat.THUMB)


def marks_page(asset: Asset, form: MarkForm, occasion: OccasionForm | None = None) -> str:
    """Return the page on which people are marked in a picture."""
    search = request.args.get("search", "").strip()[:100]
    organisation_id = current_organisation().id
    found = {one.id: one for one in queries.occasions_of(organisation_id)}
    if occasion is None:
        here = found.get(asset.occasion_id) if asset.occasion_id else None
        occasion = OccasionForm(formdata=None, data={"occasion": here.name if here else ""})
    return render_template(
        "media/library/people/marks.html",
        asset=asset,
        whole=None
        if is_withdrawn(asset)
        else library_queries.rendition(asset, RenditionFormat.WHOLE),
        rows=[
            Row(one.person, one, state.mark_state(one, today())) for one in queries.marks_in(asset)
        ],
        standings=_standings(asset),
        form=form,
        occasion=occasion,
        occasions=list(found.values()),
        search=search,
        people=queries.people_to_choose(organisation_id, search, but=asset),
    )


def _standings(asset: Asset) -> list[Standing]:
    return standings(asset, today())
