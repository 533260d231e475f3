"""What a pictured person's own page shows and does: the steps its views share."""

import uuid
from datetime import date, datetime

from flask_babel import gettext as _

from core import mail
from core.db import utcnow
from core.formats import local_date
from core.forms import filled
from core.languages import language
from media.library.enums import AssetState
from media.library.people import age, queries, state
from media.library.people.channels import channel_names
from media.library.people.consents import notifications, operations, texts
from media.library.people.consents.forms import USUALLY_ASKED, AnswerForm
from media.library.people.consents.operations import Yes
from media.library.people.enums import ConsentScope, GivenBy
from media.library.people.errors import GuardianMustAnswer
from media.library.people.models import Consent, Occasion, Person, PersonInAsset, PersonLink
from media.library.permissions import is_withdrawn


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
    """Return the last day a yes given today would count.

    A day that is over, or that we have asked anew about, is not asked for again.
    """
    today, wanted = today_of(person), person.asked_until
    asked_anew = [one.until for one in state.standing_consents(person, today) if one.reminded_at]
    if wanted is None or wanted <= max([today, *asked_anew]):
        wanted = today + age.USUAL
    return age.last_day(person, wanted, today)


def marks_of(person: Person) -> list[PersonInAsset]:
    """Return where the person is marked, oldest first."""
    return sorted(person.appearances, key=lambda one: (one.created_at, one.id))


def answer_form(person: Person) -> AnswerForm:
    """Return the form, with the latest answer; before the first, nothing is ticked for anybody.

    A box that is ticked beforehand is no consent: recital 32 of the GDPR. A yes whose time is over
    is no answer any more.
    """
    marks, today = marks_of(person), today_of(person)
    agreed = [one for one in marks if one.consent and not state.has_ended(one.consent, today)]
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
    if age.needs_guardian(person, today):
        form.ask_guardian()
    return form


def _given_at(consent: Consent) -> datetime:
    return consent.given_at


def keep_yes(link: PersonLink, token: str, form: AnswerForm) -> None:
    """Keep what was answered and send the receipt; the same once more changes nothing.

    Raises NothingChosen and GuardianMustAnswer.
    """
    person, today, way = link.person, today_of(link.person), way_of(link)
    if must_be_asked_of_guardian(link):
        raise GuardianMustAnswer
    yes = Yes(
        pictures={uuid.UUID(one) for one in form.pictures.data or ()},
        channels=form.chosen_channels,
        until=until(person),
        given_by=way,
        locale=language(),
        occasion=_occasion(person, filled(form.scope.data)),
        guardian_name=(form.guardian_name.data or "") if way is GivenBy.GUARDIAN else "",
    )
    if operations.stands_already(person, yes):
        return
    person.locale = yes.locale  # what is written to them from now on
    person.asked_until = yes.until  # changing the answer later neither shortens nor prolongs it
    consent = operations.say_yes(person, yes, on=today)
    address = age.address_of(person, today)
    if address:
        notifications.send_receipt(person, consent, token, to=address)
    if age.is_young(person, today):
        notifications.tell_guardian(person, consent)


def keep_no(link: PersonLink, token: str) -> None:
    """Keep a no to everything, and confirm it; said twice it counts, and is confirmed, once."""
    person, today = link.person, today_of(link.person)
    person.locale = language()
    withdrawal = operations.say_no(person, way=way_of(link))
    address = age.address_of(person, today)
    if withdrawal and address:
        notifications.confirm_no(person, token, to=address)


def must_be_asked_of_guardian(link: PersonLink) -> bool:
    """Say whether this is a child's own link, which can say no and not yes."""
    return way_of(link) is GivenBy.GUARDIAN and not link.is_guardian


def why_hidden(mark: PersonInAsset) -> str:
    """Return why a picture is not shown even to who is in it, or nothing."""
    if mark.refused_at:
        return str(_("You have said no to it, so nobody is shown it."))
    if is_withdrawn(mark.asset):
        return str(_("Somebody else in it has said no, so nobody is shown it."))
    if mark.asset.state is not AssetState.READY:
        return str(_("It is being made ready. Look again in a moment."))
    return ""


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
        "by_guardian": way_of(link) is GivenBy.GUARDIAN and link.is_guardian,
        "asks_guardian": must_be_asked_of_guardian(link),
        "own_age": age.answers_from(person.organisation),
        "why_hidden": why_hidden,
        "until": until(person),
        "agreed": [one for one in marks if one.consent and not state.has_ended(one.consent, today)],
        "ends_soon": [
            one.until
            for one in state.standing_consents(person, today)
            if one.reminded_at and one.until < until(person)
        ],
        "is_asked_again": age.can_be_renewed(person, until(person)),
        "lines": texts.lines(person.organisation.name),
        "channel_names": channel_names,
    }
