"""Writes about local variants. They raise DomainError, may flush, and never commit."""

from dataclasses import dataclass

from accounts.models import Unit
from core.db import db
from media.kits.enums import VariantPictures
from media.kits.errors import VariantExists, VariantForNobody
from media.kits.models import Kit, KitVariant


@dataclass(frozen=True, kw_only=True)
class VariantTerms:
    """For whom a variant is, and what it is called there; empty words are the base's."""

    unit: Unit | None = None
    function: str = ""
    locale: str = ""
    title_da: str = ""
    title_en: str = ""
    intro_da: str = ""
    intro_en: str = ""
    pictures: VariantPictures = VariantPictures.BASE


def add_variant(kit: Kit, terms: VariantTerms) -> KitVariant:
    """Begin a variant after the others. Raises VariantForNobody and VariantExists."""
    position = max((one.position for one in kit.variants), default=-1) + 1
    variant = KitVariant(position=position)
    _check(kit, terms, variant)
    kit.variants.append(variant)
    _fill(variant, terms)
    db.session.flush()  # its address is the next page
    return variant


def edit_variant(variant: KitVariant, terms: VariantTerms) -> None:
    """Change for whom a variant is. Raises VariantForNobody and VariantExists."""
    _check(variant.kit, terms, variant)
    _fill(variant, terms)


def remove_variant(variant: KitVariant) -> None:
    """Take a variant away with its own texts; whoever had it gets the base."""
    variant.kit.variants.remove(variant)


def _check(kit: Kit, terms: VariantTerms, variant: KitVariant) -> None:
    if not (terms.unit or terms.function or terms.locale):
        raise VariantForNobody
    wanted = (terms.unit.id if terms.unit else None, terms.function.casefold(), terms.locale)
    for one in kit.variants:
        if one is not variant and (one.unit_id, one.function.casefold(), one.locale) == wanted:
            raise VariantExists


def _fill(variant: KitVariant, terms: VariantTerms) -> None:
    words = ("title_da", "title_en", "intro_da", "intro_en")
    for name in ("unit", "function", "locale", "pictures", *words):
        setattr(variant, name, getattr(terms, name))
