"""What a kit lacks before it can be handed out, in words. Pure."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from flask_babel import gettext as _

from ambassadors.enums import CohortStatus
from core.languages import LANGUAGES, localised
from media.kits import contents, overlays
from media.kits.enums import ItemKind, KitStatus, VariantPictures
from media.kits.models import Kit, KitItem, KitVariant
from media.library.enums import AssetState, Recognisable
from media.library.models import Asset


@dataclass(frozen=True)
class Lack:
    """One thing a kit lacks; of ``pictures`` it is said before them what they lack."""

    text: str
    pictures: tuple[Asset, ...] = ()

    def __str__(self) -> str:
        """Return all of it in words."""
        return " ".join([self.text, ", ".join(names_of(self.pictures))]).rstrip()


def missing(kit: Kit, on: date) -> list[Lack]:
    """Return everything that stands between a kit and its cohorts, in the order of the page."""
    pictures, rest = _pictures(kit, on), [*_captions(kit), *_people(kit, on)]
    return [*pictures, *(Lack(text) for text in rest)]


def _pictures(kit: Kit, on: date) -> list[Lack]:
    if not kit.items:
        return [Lack(_("Choose at least one picture."))]
    texts = dict.fromkeys(text for item in contents.all_items(kit) for text in _picture(item))
    rest = [*_carousels(kit), *_variants(kit)]
    found = [*map(Lack, texts), *_alt_texts(kit), *map(Lack, rest)]
    if not found and not contents.usable_items(kit, on):
        return [
            Lack(_("None of the pictures may be used yet. Ask the people in them, or add another."))
        ]
    return found


def _picture(item: KitItem) -> list[str]:
    name = name_of(item.asset)
    if item.asset.state is AssetState.REFUSED:
        return [_("“%(name)s” cannot be used. Take it out of the kit.", name=name)]
    found = []
    if item.asset.state is not AssetState.READY:
        found.append(_("“%(name)s” is still being made ready.", name=name))
    elif not overlays.is_drawn(item):
        found.append(_("Your mark or frame is still being drawn on “%(name)s”.", name=name))
    return found


def _alt_texts(kit: Kit) -> list[Lack]:
    """Say language by language which pictures nobody has described.

    In a kit that is out, those described in no language at all wait, and come first.
    """
    lacking: dict[str, dict[Asset, None]] = {"": {}, **{code: {} for code in LANGUAGES}}
    for item in contents.all_items(kit):
        if item.asset.state is AssetState.REFUSED:
            continue
        absent = [code for code in LANGUAGES if not contents.alt_of(item, code)]
        wanted = contents.languages_wanted(item.variant or item.kit)
        waits = kit.status is KitStatus.PUBLISHED and len(absent) == len(LANGUAGES)
        for code in [""] if waits else [one for one in absent if one in wanted]:
            lacking[code][item.asset] = None
    said = {
        "": _("Held back until there is alt text:"),
        "da": _("Alt text in Danish is missing for:"),
        "en": _("Alt text in English is missing for:"),
    }
    return [Lack(str(said[code]), tuple(found)) for code, found in lacking.items() if found]


def _carousels(kit: Kit) -> list[str]:
    holders: list[Kit | KitVariant] = [kit, *kit.variants]
    parts = [sum(i.kind is ItemKind.CAROUSEL for i in one.items) for one in holders]
    return [_("A carousel needs at least two pictures.")] if 1 in parts else []


def _variants(kit: Kit) -> list[str]:
    is_empty = any(
        one.pictures is not VariantPictures.BASE and not one.items for one in kit.variants
    )
    return [_("A local variant is to have pictures of its own and has none.")] if is_empty else []


def _captions(kit: Kit) -> list[str]:
    lacks = {
        "da": _("Write at least one text in Danish."),
        "en": _("Write at least one text in English."),
    }
    wanted = contents.languages_wanted(kit)
    return [lacks[code] for code in wanted if not contents.captions_in(kit, code)]


def _people(kit: Kit, on: date) -> list[str]:
    found = []
    if not kit.cohorts:
        found.append(_("Choose whom to give it to."))
    elif all(cohort.status is CohortStatus.ENDED for cohort in kit.cohorts):
        found.append(_("The season is over for those it is for. Choose somebody else."))
    if kit.ends_on < on:
        found.append(_("Its last day is over. Choose a later one."))
    return found


def name_of(asset: Asset) -> str:
    """Return what to call a picture: what is in it, else the name of its file."""
    return localised(asset, "alt").rstrip(".") or asset.original_name


def names_of(assets: Iterable[Asset]) -> list[str]:
    """Return what to call some pictures, in quotes, each once."""
    return [_("“%(name)s”", name=name_of(one)) for one in dict.fromkeys(assets)]


def held_back(kit: Kit, on: date) -> list[Asset]:
    """Return the pictures that wait for the people in them."""
    return [one for one in _waiting(kit, on) if one.recognisable is not Recognisable.UNANSWERED]


def unanswered(kit: Kit, on: date) -> list[Asset]:
    """Return the pictures that wait for somebody to say whether anybody can be recognised."""
    return [one for one in _waiting(kit, on) if one.recognisable is Recognisable.UNANSWERED]


def _waiting(kit: Kit, on: date) -> list[Asset]:
    waiting = (item.asset for item in contents.held_back(kit, on))
    return [asset for asset in waiting if asset.state is AssetState.READY]
