"""The page an organiser builds a kit on, put together from the kit and what was just typed."""

import uuid
from dataclasses import dataclass
from datetime import date

from flask import render_template
from flask_babel import gettext as _
from flask_babel import ngettext
from flask_wtf import FlaskForm

from accounts.session import current_organisation
from ambassadors.models import Cohort
from core.db import utcnow
from core.formats import local_date
from core.languages import LANGUAGES, localised
from media.kits import contents, disclosure, local_use, operations, readiness, versions
from media.kits.contents import Suggestion
from media.kits.enums import ItemKind, Overlay
from media.kits.forms import CaptionForm, RelationForm, caption_form, new_caption_form
from media.kits.models import Caption, Kit, KitItem, KitVariant
from media.kits.operations import Holder
from media.kits.reception.queries import feedback_on
from media.library.enums import RenditionFormat
from media.library.models import Asset
from media.library.standing import Standing, standings

STAND_IN_LINK = "tillid.example/r/KRTMWD"


@dataclass(frozen=True)
class Place:
    """A picture in a kit, and how it stands."""

    item: KitItem
    name: str
    standings: list[Standing]


@dataclass(frozen=True)
class Unanswered:
    """A picture of which nobody has said whether anybody can be recognised in it."""

    asset_id: uuid.UUID
    name: str


@dataclass(frozen=True)
class Suggested:
    """A text in the kit, or the place for a new one, with its form."""

    locale: str
    caption: Caption | None
    form: CaptionForm
    number: int
    first: int  # how many letters Instagram shows of it before "more"
    room: int  # and how many it takes of it and its hashtags, behind the longest first line


@dataclass(frozen=True)
class Typed:
    """What the last request typed into one of the page's forms, and got wrong."""

    form: FlaskForm
    caption_id: uuid.UUID | None = None
    locale: str = ""


def page_of(holder: Holder, typed: Typed | None = None) -> str:
    """Return the page of a kit's base or of one of its variants, with what was just typed."""
    if isinstance(holder, KitVariant):
        return variant_page(holder, typed)
    return builder_page(holder, typed)


def builder_page(kit: Kit, typed: Typed | None = None) -> str:
    """Return the page; ``typed`` keeps what was just typed in its place."""
    today = local_date(utcnow(), current_organisation().timezone)
    relation = RelationForm(formdata=None, data={"relation": kit.relation.value})
    if typed and isinstance(typed.form, RelationForm):
        relation = typed.form
    use, fetched = local_use.local_use_of(kit)
    return render_template(
        "media/kits/builder.html",
        kit=kit,
        today=today,
        use=use,
        fetched=fetched,
        without_own={one.id for one in kit.variants if not versions.has_own(one)},
        said=feedback_on(kit),
        held_back=readiness.names_of(readiness.held_back(kit, today)),
        unanswered=_unanswered(kit, today),
        missing=readiness.missing(kit, today),
        name_of=readiness.name_of,
        relation=relation,
        rules=_rules(kit),
        topics=list(dict.fromkeys(localised(one, "name") for one in kit.topics)),
        pasted=_pasted(kit),
        **parts(kit, typed),
    )


def variant_page(variant: KitVariant, typed: Typed | None = None) -> str:
    """Return the page of a variant: for whom it is, its own words and pictures."""
    return render_template(
        "media/kits/variant.html",
        kit=variant.kit,
        variant=variant,
        shown=versions.Version(variant.kit, variant),
        **parts(variant, typed),
    )


def parts(holder: Holder, typed: Typed | None) -> dict[str, object]:
    """Return pictures and texts of a base or a variant as their pages show them."""
    return {
        "places": [Place(i, readiness.name_of(i.asset), _all_states(i)) for i in holder.items],
        "suggested": _suggested(holder, typed),
        "languages": contents.languages_wanted(holder),
        **({"form": typed.form} if typed else {}),
    }


def _all_states(item: KitItem) -> list[Standing]:
    """Return how a picture stands, and what it becomes where that is not a single post."""
    kind = [Standing(str(item.kind.label), "quiet")] if item.kind is not ItemKind.FEED else []
    overlay = {Overlay.MARK: _("With your mark"), Overlay.FRAME: _("In your frame")}
    drawn = [Standing(overlay[item.overlay], "quiet")] if item.overlay in overlay else []
    return [*_states(item), *kind, *drawn]


def _states(item: KitItem) -> list[Standing]:
    """Return how a picture stands; a kit wants alt text in each of its languages."""
    asset: Asset = item.asset
    found = standings(asset, local_date(utcnow(), asset.organisation.timezone))
    lacks = {"da": _("Missing alt text in Danish"), "en": _("Missing alt text in English")}
    wanted = contents.languages_wanted(item.variant or item.kit)
    absent = [lacks[code] for code in wanted if not contents.alt_of(item, code)]
    has_any = bool(contents.alt_shown(item))  # else that is said already
    if absent and has_any and found[0].kind not in ("quiet", "bad"):
        said = (Standing(text, "") for text in absent)
        return [*(one for one in found if one.kind != "good"), *said]
    return [Standing(_ready(item), "good") if one.kind == "good" else one for one in found]


def _suggested(holder: Holder, typed: Typed | None) -> list[Suggested]:
    """Return the texts language by language, each language with a place for one more."""
    found = []
    for locale in _written_in(holder):
        lines = _first_lines(operations.kit_of(holder), locale)
        first = min(contents.room_after(line) for line in lines)
        room = min(Suggestion(line, "", "").room for line in lines)
        captions = [caption for caption in holder.captions if caption.locale == locale]
        for number, caption in enumerate(captions, 1):
            is_typed = typed is not None and typed.caption_id == caption.id
            form = typed.form if typed and is_typed else caption_form(caption)
            found.append(Suggested(locale, caption, form, number, first, room))
        is_typed = typed is not None and typed.locale == locale
        form = typed.form if typed and is_typed else new_caption_form(locale)
        found.append(Suggested(locale, None, form, len(captions) + 1, first, room))
    return found


def _ready(item: KitItem) -> str:
    """Say in how many formats a picture is handed out, which may be fewer than there are."""
    made = sum(one is not RenditionFormat.FILM for one in contents.files_of(item))
    return str(ngettext("Ready in %(num)d format", "Ready in %(num)d formats", made))


def _unanswered(kit: Kit, today: date) -> list[Unanswered]:
    assets = readiness.unanswered(kit, today)
    return [Unanswered(one.id, readiness.name_of(one)) for one in assets]


def _written_in(holder: Holder) -> list[str]:
    """Return the languages to write in: those wanted, and those there is something in."""
    wanted = {*contents.languages_wanted(holder), *(one.locale for one in holder.captions)}
    return [code for code in LANGUAGES if code in wanted]


def _first_lines(kit: Kit, locale: str) -> list[str]:
    return [contents.first_line(kit, cohort, locale) for cohort in _cohorts(kit)]


def _cohorts(kit: Kit) -> list[Cohort | None]:
    return [*kit.cohorts] or [None]


def _rules(kit: Kit) -> list[disclosure.Rule]:
    """Return the rule behind the first line for each kind of ambassador the kit is for."""
    kinds = dict.fromkeys(cohort.kind for cohort in kit.cohorts)
    return [disclosure.rule(kind, kit.relation) for kind in kinds]


def _pasted(kit: Kit) -> list[tuple[str, Suggestion]]:
    """Return a text as it will be pasted, in each language and for each sort of ambassador."""
    found: dict[tuple[str, str], Suggestion] = {}
    for code in _written_in(kit):
        for cohort in _cohorts(kit):
            line = contents.first_line(kit, cohort, code)
            texts = contents.suggestions(kit, cohort, code, STAND_IN_LINK)
            found.setdefault((code, line), texts[0] if texts else Suggestion(line, "", ""))
    return [(code, one) for (code, _line), one in found.items()]
