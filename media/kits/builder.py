"""The page an organiser builds a kit on, put together from the kit and what was just typed."""

import uuid
from dataclasses import dataclass

from flask import render_template
from flask_babel import gettext as _
from flask_wtf import FlaskForm

from accounts.session import current_organisation
from ambassadors.models import Cohort
from core.db import utcnow
from core.formats import local_date
from core.languages import LANGUAGES
from media.kits import contents, readiness
from media.kits.forms import CaptionForm, RelationForm, caption_form, new_caption_form
from media.kits.models import Caption, Kit, KitItem
from media.library.models import Asset
from media.library.standing import Standing, standings


@dataclass(frozen=True)
class Place:
    """A picture in a kit, and how it stands."""

    item: KitItem
    name: str
    standings: list[Standing]


@dataclass(frozen=True)
class Suggested:
    """A text in the kit, or the place for a new one, with its form."""

    locale: str
    caption: Caption | None
    form: CaptionForm
    number: int


@dataclass(frozen=True)
class Typed:
    """What the last request typed into one of the page's forms, and got wrong."""

    form: FlaskForm
    caption_id: uuid.UUID | None = None
    locale: str = ""


def builder_page(kit: Kit, typed: Typed | None = None) -> str:
    """Return the page; ``typed`` keeps what was just typed in its place."""
    today = local_date(utcnow(), current_organisation().timezone)
    relation = RelationForm(formdata=None, data={"relation": kit.relation.value})
    if typed and isinstance(typed.form, RelationForm):
        relation = typed.form
    return render_template(
        "media/kits/builder.html",
        kit=kit,
        today=today,
        places=[Place(i, readiness.name_of(i.asset), _states(i.asset)) for i in kit.items],
        held_back=readiness.held_back_names(kit, today),
        missing=readiness.missing(kit, today),
        suggested=_suggested(kit, typed),
        relation=relation,
        lines=_lines(kit),
        **({"form": typed.form} if typed else {}),
    )


def _states(asset: Asset) -> list[Standing]:
    """Return how a picture stands; a kit wants alt text in both languages."""
    found = standings(asset, local_date(utcnow(), asset.organisation.timezone))
    lacks = {"da": _("Missing alt text in Danish"), "en": _("Missing alt text in English")}
    absent = [text for code, text in lacks.items() if not getattr(asset, f"alt_{code}")]
    if len(absent) == 1 and found[0].kind not in ("quiet", "bad"):
        return [*(one for one in found if one.kind != "good"), Standing(absent[0], "")]
    return found


def _suggested(kit: Kit, typed: Typed | None) -> list[Suggested]:
    """Return the texts language by language, each language with a place for one more."""
    found = []
    for locale in LANGUAGES:
        captions = contents.captions_in(kit, locale)
        for number, caption in enumerate(captions, 1):
            is_typed = typed is not None and typed.caption_id == caption.id
            form = typed.form if typed and is_typed else caption_form(caption)
            found.append(Suggested(locale, caption, form, number))
        is_typed = typed is not None and typed.locale == locale
        form = typed.form if typed and is_typed else new_caption_form(locale)
        found.append(Suggested(locale, None, form, len(captions) + 1))
    return found


def _lines(kit: Kit) -> list[tuple[str, str]]:
    """Return every first line the kit's cohorts get, with its language, each once."""
    cohorts: list[Cohort | None] = [*kit.cohorts] or [None]
    lines = {
        (code, contents.first_line(kit, cohort, code)): None
        for code in LANGUAGES
        for cohort in cohorts
    }
    return list(lines)
