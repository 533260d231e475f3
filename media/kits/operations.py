"""Writes about kits. They raise DomainError, may flush, and never commit."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date

from accounts import audit
from accounts.models import Organisation, Unit, User
from ambassadors.enums import Relation
from ambassadors.models import Ambassador, Cohort, CohortTopic
from ambassadors.training.models import Module
from core.db import db, utcnow
from media.kits import contents, disclosure, readiness
from media.kits.enums import KitStatus
from media.kits.errors import CaptionTooLong, DatesOutOfOrder, KitNotReady, TooManyPictures
from media.kits.hashtags import parsed, written
from media.kits.models import Caption, Kit, KitDownload, KitItem
from media.library.models import Asset

MOST_PICTURES = 10  # what Chrome hands to the share sheet at once
MOST_LETTERS = 2200
LINK_LETTERS = 40  # about as long as a personal link is
COPY_DA, COPY_EN = "kopi", "copy"


@dataclass(frozen=True, kw_only=True)
class KitTerms:
    """What a kit is called, whom it is for and when."""

    title_da: str
    title_en: str
    starts_on: date
    ends_on: date
    cohorts: Sequence[Cohort]
    intro_da: str = ""
    intro_en: str = ""
    unit: Unit | None = None
    gate: Module | None = None
    topics: Sequence[CohortTopic] = ()


def create_kit(organisation: Organisation, terms: KitTerms) -> Kit:
    """Begin a kit as a draft, on the strictest footing of its cohorts.

    Raises DatesOutOfOrder.
    """
    relation = disclosure.strictest([cohort.relation for cohort in terms.cohorts])
    kit = Kit(organisation=organisation, relation=relation)
    edit_kit(kit, terms)
    db.session.add(kit)
    db.session.flush()  # its address is the next page
    return kit


def edit_kit(kit: Kit, terms: KitTerms) -> None:
    """Change what a kit is called, whom it is for and when.

    Topics and training of cohorts that are no longer chosen fall away. Raises DatesOutOfOrder.
    """
    if terms.ends_on < terms.starts_on:
        raise DatesOutOfOrder
    for name in ("title_da", "title_en", "intro_da", "intro_en", "starts_on", "ends_on", "unit"):
        setattr(kit, name, getattr(terms, name))
    chosen = {cohort.id for cohort in terms.cohorts}
    kit.cohorts = list(terms.cohorts)
    kit.topics = [topic for topic in terms.topics if topic.cohort_id in chosen]
    kit.gate = terms.gate if terms.gate and terms.gate.cohort_id in chosen else None


def add_pictures(kit: Kit, assets: Iterable[Asset]) -> int:
    """Put pictures last in a kit and return how many were new to it. Raises TooManyPictures."""
    inside = {item.asset_id for item in kit.items}
    new = [asset for asset in assets if asset.id not in inside]
    if len(kit.items) + len(new) > MOST_PICTURES:
        raise TooManyPictures(MOST_PICTURES)
    first = max((item.position for item in kit.items), default=-1) + 1
    for position, asset in enumerate(new, first):
        kit.items.append(KitItem(asset=asset, position=position))
    return len(new)


def move_picture(kit: Kit, item: KitItem, *, by: int) -> None:
    """Move a picture ``by`` places towards the end, or with a negative number the beginning."""
    items = [one for one in kit.items if one.id != item.id]
    place = next(n for n, one in enumerate(kit.items) if one.id == item.id)
    items.insert(min(max(place + by, 0), len(items)), item)
    for position, one in enumerate(items):
        one.position = position


def remove_picture(kit: Kit, item: KitItem) -> None:
    """Take a picture out of a kit; it stays in the library."""
    kit.items.remove(item)


def add_caption(kit: Kit, *, locale: str, text: str, hashtags: str) -> Caption:
    """Add a suggestion after the others; ``hashtags`` as people write them.

    Raises TooManyHashtags, NoHashtag and CaptionTooLong.
    """
    position = max((caption.position for caption in kit.captions), default=-1) + 1
    tags = _fitting(kit, locale, text, hashtags)
    caption = Caption(locale=locale, text=text, hashtags=tags, position=position)
    kit.captions.append(caption)
    return caption


def edit_caption(caption: Caption, *, text: str, hashtags: str) -> None:
    """Change a suggestion. Raises TooManyHashtags, NoHashtag and CaptionTooLong."""
    caption.hashtags = _fitting(caption.kit, caption.locale, text, hashtags)
    caption.text = text


def _fitting(kit: Kit, locale: str, text: str, hashtags: str) -> list[str]:
    """Return the hashtags, once it is sure that the whole caption fits Instagram."""
    tags = parsed(hashtags)
    lines = [contents.first_line(kit, cohort, locale) for cohort in kit.cohorts]
    with_a_link = contents.with_link(text, "x" * LINK_LETTERS)
    rest = [with_a_link, written(tags)]
    letters = max(len("\n".join([line, *rest])) for line in lines or [""])
    if letters > MOST_LETTERS:
        raise CaptionTooLong(letters, MOST_LETTERS)
    return tags


def remove_caption(kit: Kit, caption: Caption) -> None:
    """Take a suggestion out of a kit."""
    kit.captions.remove(caption)


def choose_relation(kit: Kit, relation: Relation, *, actor: User) -> None:
    """Decide on what footing ambassadors post with a kit, and so the first line."""
    if kit.relation is relation:
        return
    before, kit.relation = kit.relation, relation
    _record(
        kit, "kit_footing_chosen", actor, before={"footing": before}, after={"footing": relation}
    )


def publish(kit: Kit, *, on: date, actor: User) -> bool:
    """Hand a kit out to its cohorts; return False when somebody else just has.

    Raises KitNotReady with everything that is missing. Pictures that wait for a consent stay out
    by themselves, so they do not hold the others up.
    """
    if kit.status is KitStatus.PUBLISHED:
        return False
    if missing := readiness.missing(kit, on):
        raise KitNotReady([str(one) for one in missing])
    before, kit.status = kit.status, KitStatus.PUBLISHED
    kit.published_at = utcnow()
    _record(kit, "kit_published", actor, before={"status": before}, after={"status": kit.status})
    return True


def withdraw(kit: Kit, *, actor: User) -> bool:
    """Take a kit back from its cohorts; return False when it was not out."""
    if kit.status is not KitStatus.PUBLISHED:
        return False
    before, kit.status = kit.status, KitStatus.WITHDRAWN
    _record(kit, "kit_withdrawn", actor, before={"status": before}, after={"status": kit.status})
    return True


def copy_kit(kit: Kit) -> Kit:
    """Make a draft with everything a kit holds."""
    copied = contents_copied(kit)
    copied.title_da = f"{kit.title_da} ({COPY_DA})"
    copied.title_en = f"{kit.title_en} ({COPY_EN})"
    copied.cohorts, copied.topics = list(kit.cohorts), list(kit.topics)
    for name in ("starts_on", "ends_on", "gate"):
        setattr(copied, name, getattr(kit, name))
    db.session.add(copied)
    db.session.flush()  # its address is the next page
    return copied


def contents_copied(kit: Kit) -> Kit:
    """Return a draft with a kit's pictures and words, for nobody yet."""
    return Kit(
        organisation=kit.organisation,
        unit=kit.unit,
        intro_da=kit.intro_da,
        intro_en=kit.intro_en,
        relation=kit.relation,
        items=[KitItem(asset_id=item.asset_id, position=item.position) for item in kit.items],
        captions=[_copied(caption) for caption in kit.captions],
    )


def _copied(caption: Caption) -> Caption:
    return Caption(
        locale=caption.locale,
        text=caption.text,
        hashtags=list(caption.hashtags),
        position=caption.position,
    )


def record_download(kit: Kit, ambassador: Ambassador) -> KitDownload:
    """Remember who has a kit, so that they can be told if a picture must go."""
    download = KitDownload(kit_id=kit.id, ambassador_id=ambassador.id)
    db.session.add(download)
    return download


def _record(
    kit: Kit, action: str, actor: User, *, before: dict[str, str], after: dict[str, str]
) -> None:
    audit.record(
        kit.organisation, actor=actor, action=action, subject=kit, before=before, after=after
    )
