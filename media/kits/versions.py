"""Which version of a kit somebody sees: the most local one that fits, else the base. Pure."""

import uuid
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from flask_babel import gettext as _

from accounts.models import Unit
from ambassadors.models import Ambassador
from media.kits.enums import VariantPictures
from media.kits.models import Caption, Kit, KitItem, KitVariant


@dataclass(frozen=True)
class Version:
    """A kit as some see it: the base, or a variant with the base behind what it leaves empty.

    Titles, lines, pictures and texts are named as a Kit's are, so a page can show either.
    """

    kit: Kit
    variant: KitVariant | None = None

    @property
    def id(self) -> uuid.UUID:
        """Return the kit's id: a version has no address of its own."""
        return self.kit.id

    @property
    def unit(self) -> Unit | None:
        """Return the unit it is for, if it is for one."""
        return (self.variant.unit if self.variant else None) or self.kit.unit

    @property
    def is_local(self) -> bool:
        """Say whether this was made for somebody's place, work or language."""
        is_own = self.variant is not None and has_own(self.variant)
        return is_own or self.kit.unit_id is not None

    @property
    def title_da(self) -> str:
        """Return the Danish title."""
        return self._words("title_da")

    @property
    def title_en(self) -> str:
        """Return the English title."""
        return self._words("title_en")

    @property
    def intro_da(self) -> str:
        """Return the line under the Danish title."""
        return self._words("intro_da")

    @property
    def intro_en(self) -> str:
        """Return the line under the English title."""
        return self._words("intro_en")

    def _words(self, name: str) -> str:
        own = getattr(self.variant, name) if self.variant else ""
        return str(own or getattr(self.kit, name))

    @property
    def items(self) -> list[KitItem]:
        """Return the pictures in order; one that stands in both comes where the variant has it."""
        variant = self.variant
        if variant is None or variant.pictures is VariantPictures.BASE:
            return list(self.kit.items)
        if variant.pictures is VariantPictures.OWN:
            return list(variant.items)
        own = {item.asset_id for item in variant.items}
        return [*variant.items, *(one for one in self.kit.items if one.asset_id not in own)]

    @property
    def captions(self) -> list[Caption]:
        """Return the texts; a variant's stand instead of the base's in each language it has."""
        own = list(self.variant.captions) if self.variant else []
        written = {caption.locale for caption in own}
        return [*own, *(one for one in self.kit.captions if one.locale not in written)]


def has_own(variant: KitVariant) -> bool:
    """Say whether a variant holds a word or a picture that not everybody gets."""
    words = (variant.title_da, variant.title_en, variant.intro_da, variant.intro_en)
    shows_own = variant.pictures is not VariantPictures.BASE and bool(variant.items)
    return shows_own or bool(variant.captions) or any(words)


def most_local(
    variants: Iterable[KitVariant],
    *,
    units: Sequence[uuid.UUID],
    function: str,
    languages: Sequence[str],
) -> KitVariant | None:
    """Return the variant nearest to somebody, or None when only the base fits.

    ``units`` is her own unit, then what it lies in; ``languages`` those she tells in. A variant
    fits when everything it names is hers. Nearest is the one for her own unit, then for the area
    around it; among those the one for her function, then for her language, then the first.
    """
    fitting = [one for one in variants if _fits(one, units, function, languages)]
    return min(fitting, key=lambda one: _distance(one, units), default=None)


def version_for(kit: Kit, ambassador: Ambassador, locale: str) -> Version:
    """Return what an ambassador sees of a kit; ``locale`` counts when she has named no language."""
    unit = ambassador.unit
    found = most_local(
        kit.variants,
        units=[one for one in (unit.id, unit.parent_id) if one] if unit else [],
        function=ambassador.function,
        languages=ambassador.tells_in or [locale],
    )
    return Version(kit, found)


def versions_of(kit: Kit) -> list[Version]:
    """Return the base and every variant of a kit, in order: what can be looked at."""
    return [Version(kit), *(Version(kit, variant) for variant in kit.variants)]


def chosen(kit: Kit, own: Version, wanted: str | None) -> Version:
    """Return the version an address asks for ("base" or a variant's id), else one's own."""
    by_name = {str(one.variant.id) if one.variant else "base": one for one in versions_of(kit)}
    return by_name.get(wanted or "", own)


def name_of(variant: KitVariant) -> str:
    """Return for whom a variant is: "Holstebro · Nurse · English"."""
    languages = {"": "", "da": _("Danish"), "en": _("English")}
    unit = variant.unit.path if variant.unit else ""
    parts = (unit, variant.function, languages[variant.locale])
    return " · ".join(part for part in parts if part) or str(_("Nobody any more"))


def _fits(
    variant: KitVariant, units: Sequence[uuid.UUID], function: str, languages: Sequence[str]
) -> bool:
    names_somebody = bool(variant.unit_id or variant.function or variant.locale)
    return (
        names_somebody
        and (variant.unit_id is None or variant.unit_id in units)
        and (not variant.function or _plain(variant.function) == _plain(function))
        and (not variant.locale or variant.locale in languages)
    )


def _plain(words: str) -> str:
    return " ".join(words.casefold().split())


def _distance(variant: KitVariant, units: Sequence[uuid.UUID]) -> tuple[int, bool, bool, int]:
    steps = units.index(variant.unit_id) if variant.unit_id else len(units)
    return steps, not variant.function, not variant.locale, variant.position
