"""What a pictured person's own page shows and does: the steps its views share."""

import uuid
from datetime import date, datetime

from core import mail
from core.db import utcnow
from core.formats import local_date
from core.forms import filled
from core.languages import language
from media.library.people import age, queries, state
from media.library.people.channels import channel_names
from media.library.people.consents import notifications, operations, texts
from media.library.people.consents.forms import USUALLY_ASKED, AnswerForm
from media.library.people.consents.operations import Yes
from media.library.people.enums import ConsentScope, GivenBy
from media.library.people.errors import GuardianMustAnswer
from media.library.people.models import Consent, Occasion, Person, PersonInAsset, PersonLink


def today_of(person: Person) -> date:
    """Return the day where the person's organisation is."""
    return local_date(utcnow(), person.organisation.timezone)


def way_of(link: PersonLink) -> GivenBy:
    """Return how an answer by this link counts as given."""
    if age.needs_guardian(link.person, today_of(link.person)):
        return GivenBy.GUARDIAN
    return GivenBy.ON_THE_SPOT if link.was_shown else GivenBy.LINK


def asked_for(person: Person) -> list[str]:
    """Return the channels that are offered: those asked for, and those said yes to before."""
    agreed = [code for one in person.appearances if one.consent for code in one.consent.channels]
    return [*(person.asked_channels or USUALLY_ASKED), *agreed]


def until(person: Person) -> date:
    """Return the last day a yes given today would count."""
    today = today_of(person)
    return age.last_day(person, person.asked_until or today + age.USUAL, today)


def marks_of(person: Person) -> list[PersonInAsset]:
    """Return where the person is marked, oldest first."""
    return sorted(person.appearances, key=lambda one: (one.created_at, one.id))


def answer_form(person: Person) -> AnswerForm:
    """Return the form, with the latest answer; before the first, nothing is ticked for anybody.

    A box that is ticked beforehand is no consent: recital 32 of the GDPR.
    """
    marks = marks_of(person)
    agreed = [one for one in marks if one.consent]
    newest = max((one.consent for one in agreed if one.consent), key=_given_at, default=None)
    form = AnswerForm(
        data={
            "pictures": [str(one.id) for one in agreed],
            "channels": newest.channels if newest else [],
            "scope": str(newest.occasion_id or ConsentScope.PICTURES.value)
            if newest
            else ConsentScope.PICTURES.value,
            "guardian_name": person.guardian_name,
        }
    )
    form.offer(marks, asked_for(person), queries.occasions_in(marks))
    if age.needs_guardian(person, today_of(person)):
        form.ask_guardian()
    return form


def _given_at(consent: Consent) -> datetime:
    return consent.given_at


def keep_yes(link: PersonLink, token: str, form: AnswerForm) -> None:
    """Keep what was answered and send the receipt. Raises NothingChosen and GuardianMustAnswer."""
    person, today, way = link.person, today_of(link.person), way_of(link)
    if way is GivenBy.GUARDIAN and not link.is_guardian:
        raise GuardianMustAnswer
    consent = operations.say_yes(
        person,
        Yes(
            pictures={uuid.UUID(one) for one in form.pictures.data or ()},
            channels=form.chosen_channels,
            until=until(person),
            given_by=way,
            locale=language(),
            occasion=_occasion(person, filled(form.scope.data)),
            guardian_name=(form.guardian_name.data or "") if way is GivenBy.GUARDIAN else "",
        ),
        on=today,
    )
    address = age.address_of(person, today)
    if address:
        notifications.send_receipt(person, consent, token, to=address)
    if age.is_young(person, today):
        notifications.tell_guardian(person, consent)


def _occasion(person: Person, chosen: str) -> Occasion | None:
    offered = queries.occasions_in(person.appearances)
    return next((one for one in offered if str(one.id) == chosen), None)


def page_parts(link: PersonLink, token: str, form: AnswerForm) -> dict[str, object]:
    """Return what the page shows."""
    person, today = link.person, today_of(link.person)
    marks = marks_of(person)
    return {
        "person": person,
        "token": token,
        "address": mail.external_url("consents_public.show_pictures", token=token),
        "form": form,
        "marks": marks,
        "shown": [one for one in marks if not one.refused_at],
        "taken_back": [one for one in marks if one.refused_at],
        "standing": state.standing_consents(person, today)[:1],
        "is_open": operations.is_open(person, today),
        "by_guardian": age.needs_guardian(person, today),
        "until": until(person),
        "lines": texts.lines(person.organisation.name),
        "channel_names": channel_names,
    }
