"""Writes about page checks. They may raise DomainError and never commit."""

from collections.abc import Collection
from dataclasses import dataclass
from datetime import date

from accounts import audit
from accounts.models import Organisation, User
from campaigns.results.page_check import queries, wording
from campaigns.results.page_check.enums import Language, Part
from campaigns.results.page_check.listing import Listing, ReadPost
from campaigns.results.page_check.models import PageCheck, PageCheckPost
from core import jobs, sealing
from core.db import db, utcnow

CHECK_OWN_PAGE = "check_own_page"
NAMES = "accounts to look for in a page check"


@dataclass(frozen=True, kw_only=True)
class Asked:
    """What somebody said beside the posts."""

    language: Language
    followers: int | None = None
    comments_seen: int | None = None
    comments_answered: int | None = None
    ambassadors: Collection[str] = ()  # names of accounts; looked for, and not kept


def check(
    organisation: Organisation, listing: Listing, asked: Asked, *, as_of: date, actor: User | None
) -> PageCheck:
    """Keep the days, kinds and numbers of a page's posts; their texts and all names are let go."""
    made = PageCheck(
        organisation=organisation,
        as_of=as_of,
        way=listing.way,
        language=asked.language,
        followers=asked.followers if asked.followers is not None else listing.followers,
        comments_seen=asked.comments_seen,
        comments_answered=asked.comments_answered,
        campaign_was_running=queries.is_campaign_running(organisation.id, as_of),
        left_out=listing.left_out,
        made_by=actor,
        posts=[_kept(post, asked) for post in listing.posts if post.posted_on <= as_of],
    )
    db.session.add(made)
    _record(made, actor, "page_checked")
    return made


def _kept(post: ReadPost, asked: Asked) -> PageCheckPost:
    part = post.part
    if part is None and asked.ambassadors:
        mentioned = wording.mentioned_in(post.text) & set(asked.ambassadors)
        part = Part.MENTIONED if mentioned else Part.NONE
    return PageCheckPost(
        posted_on=post.posted_on,
        tongue=wording.tongue_of(post.text, asked.language),
        is_about_work=wording.is_about_work(post.text),
        likes=post.likes,
        comments=post.comments,
        part=part,
    )


def ask_own_account(
    organisation: Organisation, language: Language, names: Collection[str], *, actor: User
) -> None:
    """Have the page checked by the own account, unless that is under way.

    Names of accounts go along encrypted, and are gone from the job as soon as it begins.
    """
    under_way = jobs.latest(CHECK_OWN_PAGE, organisation.id)
    if under_way is not None and not under_way.is_over:
        return
    sealed = sealing.seal(" ".join(sorted(names)), purpose=NAMES) if names else ""
    jobs.enqueue(
        CHECK_OWN_PAGE,
        subject_id=organisation.id,
        language=language.value,
        names=sealed,
        by=actor.id,
    )


def names_in(sealed: str) -> set[str]:
    """Return the names of accounts a job was given."""
    return set(sealing.unseal(sealed, purpose=NAMES).split())


def remove(check: PageCheck, *, actor: User) -> None:
    """Take a check away; the trail keeps that it was made."""
    _record(check, actor, "page_check_removed")
    db.session.delete(check)


def note_reminder(check: PageCheck) -> None:
    """Note that whoever made a check has been asked to make the next."""
    check.reminded_at = utcnow()


def _record(check: PageCheck, actor: User | None, action: str) -> None:
    audit.record(
        check.organisation,
        actor=actor,
        action=action,
        subject=check,
        after={"as_of": check.as_of.isoformat(), "posts": len(check.posts)},
    )
