"""Writes about kits. They raise DomainError, may flush, and never commit."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date

from accounts import audit
from accounts.models import Organisation, Unit, User
from ambassadors.enums import Relation
from ambassadors.models import Ambassador, Cohort, CohortTopic
from ambassadors.training.models import Module
from core import jobs
from core.db import db, utcnow
from media.kits import contents, disclosure, queries, readiness
from media.kits.enums import ItemKind, KitStatus, Overlay
from media.kits.errors import CaptionTooLong, DatesOutOfOrder, KitNotReady, TooManyPictures
from media.kits.hashtags import last_line, mentions_in, parsed
from media.kits.models import Caption, Kit, KitDownload, KitItem, KitVariant
from media.kits.versions import Version
from media.library.models import Asset

MOST_PICTURES = 30
DRAW_JOB = "draw_overlay"

# What holds pictures and texts: a kit's base, or one of its variants.
Holder = Kit | KitVariant


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


def kit_of(holder: Holder) -> Kit:
    """Return the kit that a base or a variant belongs to."""
    return holder.kit if isinstance(holder, KitVariant) else holder


def add_pictures(holder: Holder, assets: Iterable[Asset]) -> int:
    """Put pictures last and return how many were new. Raises TooManyPictures."""
    inside = {item.asset_id for item in holder.items}
    new = [asset for asset in assets if asset.id not in inside]
    if len(holder.items) + len(new) > MOST_PICTURES:
        raise TooManyPictures(MOST_PICTURES)
    first = max((item.position for item in holder.items), default=-1) + 1
    kit_id = kit_of(holder).id
    for position, asset in enumerate(new, first):
        kind = ItemKind.REEL if asset.seconds else ItemKind.FEED  # each film becomes a reel there
        holder.items.append(KitItem(kit_id=kit_id, asset=asset, position=position, kind=kind))
    return len(new)


def move_picture(holder: Holder, item: KitItem, *, by: int) -> None:
    """Move a picture ``by`` places towards the end, or with a negative number the beginning."""
    items = [one for one in holder.items if one.id != item.id]
    place = next(n for n, one in enumerate(holder.items) if one.id == item.id)
    items.insert(min(max(place + by, 0), len(items)), item)
    for position, one in enumerate(items):
        one.position = position


def order_pictures(holder: Holder, order: Sequence[str]) -> None:
    """Put pictures in the order of these ids; those not named keep theirs behind them."""
    places = {name: place for place, name in enumerate(order)}
    items = sorted(holder.items, key=lambda one: places.get(str(one.id), len(places)))
    for position, one in enumerate(items):
        one.position = position


def remove_picture(holder: Holder, item: KitItem) -> None:
    """Take a picture out; it stays in the library."""
    holder.items.remove(item)


def add_caption(
    holder: Holder, *, locale: str, text: str, hashtags: str, mentions: str = ""
) -> Caption:
    """Add a suggestion after the others; hashtags and mentions as people write them.

    Raises TooManyHashtags, NoHashtag, TooManyMentions, NoMention and CaptionTooLong.
    """
    caption = Caption(
        kit_id=kit_of(holder).id,
        locale=locale,
        position=max((one.position for one in holder.captions), default=-1) + 1,
    )
    _write(caption, kit_of(holder), text, hashtags, mentions)
    words = ("locale", "text", "hashtags", "mentions")
    for one in holder.captions:
        if all(getattr(one, name) == getattr(caption, name) for name in words):
            return one  # pressed twice
    holder.captions.append(caption)
    return caption


def edit_caption(caption: Caption, *, text: str, hashtags: str, mentions: str = "") -> None:
    """Change a suggestion. Raises what add_caption does."""
    _write(caption, caption.kit, text, hashtags, mentions)


def _write(caption: Caption, kit: Kit, text: str, hashtags: str, mentions: str) -> None:
    """Fill a suggestion in, once it is sure that the whole of it fits Instagram."""
    names, tags = mentions_in(mentions), parsed(hashtags, beside=text)
    cohorts: list[Cohort | None] = [*kit.cohorts]
    lines = [contents.first_line(kit, one, caption.locale) for one in cohorts or [None]]
    told, last = contents.with_link(text, "x" * contents.LINK_LETTERS), last_line(names, tags)
    letters = max(len(contents.Suggestion(line, told, last).whole) for line in lines)
    if letters > contents.MOST_LETTERS:
        raise CaptionTooLong(letters, contents.MOST_LETTERS)
    caption.text, caption.hashtags, caption.mentions = text, tags, names


def remove_caption(holder: Holder, caption: Caption) -> None:
    """Take a suggestion out."""
    holder.captions.remove(caption)


def choose_relation(kit: Kit, relation: Relation, *, actor: User | None) -> None:
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


def record_download(shown: Kit | Version, ambassador: Ambassador) -> KitDownload:
    """Remember who has a kit, so that they can be told if a picture must go, and how local it was.

    Local is a kit for her unit alone, or a variant.
    """
    version = shown if isinstance(shown, Version) else Version(shown)
    download = KitDownload(
        kit_id=version.kit.id,
        ambassador_id=ambassador.id,
        variant_id=version.variant.id if version.variant else None,
        is_local=version.is_local,
    )
    db.session.add(download)
    return download


def _record(
    kit: Kit, action: str, actor: User | None, *, before: dict[str, str], after: dict[str, str]
) -> None:
    audit.record(
        kit.organisation, actor=actor, action=action, subject=kit, before=before, after=after
    )


def use_instead(keep: Asset, other: Asset) -> None:
    """Show one picture wherever another was; where both were, one place is enough."""
    places = queries.places_of([keep.id, other.id])
    taken = {(one.kit_id, one.variant_id) for one in places if one.asset_id == keep.id}
    for one in places:
        if one.asset_id == other.id and (one.kit_id, one.variant_id) in taken:
            db.session.delete(one)
        elif one.asset_id == other.id:
            one.asset = keep
            if one.overlay is not Overlay.NONE:
                jobs.enqueue(DRAW_JOB, subject_id=one.id)
