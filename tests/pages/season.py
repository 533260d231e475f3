"""The world of the permission matrix in the middle of its season, so that no list is empty."""

import io
from datetime import date, timedelta
from functools import cache
from pathlib import Path

from PIL import Image, ImageOps

import tests.core.permission_matrix  # noqa: F401 -- its rooms give the world their things
from accounts import audit
from accounts.models import Unit
from ambassadors.enums import AmbassadorStatus
from ambassadors.messages.enums import IdeaKind
from ambassadors.models import Ambassador
from campaigns import operations
from campaigns.enums import CampaignStatus, OutcomeKind, Step
from campaigns.models import Participation
from campaigns.outcomes.enums import Source
from campaigns.outcomes.models import GoalSource
from campaigns.posts.enums import ConversationTopic
from campaigns.totals import count
from core import storage
from core.db import db, utcnow
from core.tokens import hash_token
from media.kits.enums import KitStatus
from media.library.enums import OF_PICTURES, AssetState, Recognisable
from media.library.models import Asset, Rendition
from tests.core.world import MAKERS, Who, World
from tests.factories.accounts import UserFactory
from tests.factories.ambassadors import AmbassadorFactory, CohortTopicFactory, PauseFactory
from tests.factories.campaigns import (
    CampaignFactory,
    ConversationFactory,
    EventFactory,
    GoalFactory,
    PostFactory,
    SignUpFactory,
)
from tests.factories.joining import InvitationFactory
from tests.factories.media import (
    AssetFactory,
    CaptionFactory,
    KitFactory,
    KitItemFactory,
    RenditionFactory,
)
from tests.factories.messages import AnnouncementFactory, IdeaFactory, IdeaReplyFactory
from tests.factories.training import (
    LessonProgressFactory,
    PassedAttemptFactory,
    QuizAnswerFactory,
    QuizAttemptFactory,
    full_module,
)

PHOTOS = Path(__file__).parents[2] / "demo" / "photos"
NAMES = ["Mette Holm", "Aksel Bang Christoffersen", "Liv Ø", "Jørgen Skov", "Fatima El-Amin"]
TOPICS = ["Naturen", "Foreningslivet", "At være ny i byen", "Mad og marked"]
WEEKS = 16
TODAY = date.today()  # noqa: DTZ011 -- only to lie some weeks back


class Season:
    """A world with things in every list; what matrix rows do not name is kept here."""

    def __init__(self) -> None:
        self.world = world = World()
        for name in list(MAKERS):
            getattr(world, name)
        world.organisation.contact = "frivillig@odder.example.org, 87 80 33 33"
        db.session.add(Unit(organisation=world.organisation, name="Saksild og Rude Strand"))
        self.ambassadors = self._people()
        self.assets = self._pictures()
        self._kits()
        self._campaigns()
        self._training()
        self._messages()
        for number in range(3):
            actor = world.people[Who.OWNER]
            audit.record(
                world.organisation, actor=actor, action="unit_renamed", subject=world.unit,
                before={"name": f"Hov {number}"}, after={"name": "Hou"},
            )  # fmt: skip
        db.session.commit()
        self._files()

    def _people(self) -> list[Ambassador]:
        cohort, unit = self.world.cohort, self.world.unit
        names = ["The nature", "Clubs and associations", "Being new in town", "Food and markets"]
        for danish, english in zip(TOPICS, names, strict=True):
            CohortTopicFactory(cohort=cohort, name_da=danish, name_en=english)
        people = [
            AmbassadorFactory(cohort=cohort, user=UserFactory(name=name), unit=unit)
            for name in NAMES
        ]
        people[4].status = AmbassadorStatus.LEFT
        PauseFactory(ambassador=people[1], starts_on=TODAY, ends_on=TODAY + timedelta(days=21))
        InvitationFactory(cohort=cohort, name="Karen Marie Sigvardsen-Andersen", opened_at=utcnow())
        InvitationFactory(cohort=cohort, name="", expires_at=utcnow() - timedelta(days=2))
        InvitationFactory(cohort=cohort, token="used", accepted_at=utcnow())
        return [self.world.ambassador, self.world.peer, *people]

    def _pictures(self) -> list[Asset]:
        organisation = self.world.organisation
        AssetFactory(organisation=organisation, state=AssetState.PROCESSING)
        self.refused = AssetFactory(
            organisation=organisation, state=AssetState.REFUSED, refusal="not_a_picture",
            original_name="et-meget-langt-filnavn-fra-en-telefon-2026-11-21.jpg",
        )  # fmt: skip
        for one in set(OF_PICTURES) - {self.world.rendition.format}:
            RenditionFactory(asset=self.world.asset, format=one)
        made = AssetFactory.create_batch(4, organisation=organisation, renditions=True)
        made[1].recognisable = Recognisable.UNANSWERED
        return made

    def _kits(self) -> None:
        world = self.world
        shared = {"organisation": world.organisation, "cohorts": [world.cohort]}
        for asset in self.assets[2:]:
            KitItemFactory(kit=world.kit, asset=asset)
        CaptionFactory(kit=world.kit, locale="en", text="Tuesday in the workshop. {link}")
        for title in ("Sommer ved vandet", "Lørdag på torvet"):
            kit = KitFactory(title_da=title, title_en=f"{title} (en)", **shared)
            KitItemFactory(kit=kit, asset=self.assets[3])
        self.draft_kit = KitFactory(
            title_da="Kladde uden billeder", status=KitStatus.DRAFT, **shared
        )

    def _campaigns(self) -> None:
        world = self.world
        world.campaign.name_da = "Åbent hus i Odder"
        world.campaign.name_en = "Open house in Odder"
        world.campaign.pitch_da = "Fortæl, hvad du selv ville have ønsket at vide, før du flyttede."
        world.campaign.kits = [world.kit]
        goal = GoalFactory(campaign=world.campaign, position=1, target=40,
                           outcome_kind=OutcomeKind.CONVERSATIONS)  # fmt: skip
        db.session.add(GoalSource(goal_id=goal.id, source=Source.LINK, sign_ups=3))
        first = next(g for g in world.campaign.goals if g is not goal)
        for source, number in ((Source.LINK, 84), (Source.CODE, 31), (Source.TOLD_BY, 22)):
            db.session.add(GoalSource(goal_id=first.id, source=source, sign_ups=number))
        world.event.picture = self.assets[0]
        for ambassador in self.ambassadors[2:]:
            operations.add_participation(world.campaign, ambassador)
        db.session.commit()
        parts = list(db.session.query(Participation).filter_by(campaign_id=world.campaign.id))
        for number, part in enumerate(parts):
            self._history(part, number)
        SignUpFactory.create_batch(4, event=world.event, told_by="Mette fra biblioteket")
        SignUpFactory(event=world.event, name="Bo", confirmed_at=utcnow())
        SignUpFactory(event=world.event, name="Eva", cancelled_at=utcnow())
        world.event.taken = 6
        shared = {"organisation": world.organisation, "cohorts": [world.cohort]}
        self.draft = CampaignFactory(
            name_da="Efterårets foreningsdag", status=CampaignStatus.DRAFT, **shared
        )
        self.closed = CampaignFactory(name_da="Nye naboer", status=CampaignStatus.CLOSED, **shared)
        self.full_event = EventFactory(campaign=self.closed, capacity=10, taken=10)
        GoalFactory(campaign=self.closed, target=20)
        line = CampaignFactory(name_da="Prøvetime", **shared)
        self.line_event = EventFactory(campaign=line, capacity=1, taken=1, has_waiting_list=True)
        past = CampaignFactory(name_da="Sidste uge", status=CampaignStatus.CLOSED, **shared)
        over = EventFactory(campaign=past, starts_at=utcnow() - timedelta(days=7))
        SignUpFactory(event=over, token_hash=hash_token("afterwards"))

    def _history(self, part: Participation, number: int) -> None:
        mine = part.ambassador_id == self.world.ambassador.id
        for week in range(WEEKS):
            day = TODAY - timedelta(weeks=week)
            for step, by in ((Step.CLICKS, (week * 7 + number * 5) % 19), (Step.SIGN_UPS, week % 3),
                             (Step.CONVERSATIONS, (week + number) % 2), (Step.POSTS, week % 2),
                             (Step.CONFIRMED, week % 2)):  # fmt: skip
                if by and number != 4:
                    count(campaign_id=part.campaign_id, participation_id=part.id,
                          step=step, day=day, by=by)  # fmt: skip
        PostFactory.create_batch(3 if mine else 1, participation=part)
        ConversationFactory(participation=part, topic=ConversationTopic.HOUSING)

    def _training(self) -> None:
        cohort, learner = self.world.cohort, self.world.ambassador
        self.module = full_module(cohort, title_da="Må jeg tage et billede?", minutes=7)
        self.passed_module = full_module(cohort, title_da="Sådan fortæller du", required=False)
        self.lesson, self.question = self.module.lessons[0], self.module.questions[0]
        self.answered = self.module.questions[1]
        LessonProgressFactory(ambassador_id=learner.id, lesson_id=self.lesson.id)
        self.attempt = QuizAttemptFactory(ambassador=learner, module=self.module)
        first = self.answered.choices[0]
        QuizAnswerFactory(
            attempt=self.attempt, question=self.answered, chosen=[str(first.id)],
            is_right=first.is_right,
        )  # fmt: skip
        self.passed = PassedAttemptFactory(ambassador=learner, module=self.passed_module)
        for question in self.passed_module.questions:
            chosen = [str(question.choices[1].id)]
            QuizAnswerFactory(attempt=self.passed, question=question, chosen=chosen, is_right=True)

    def _messages(self) -> None:
        mine = self.world.ambassador
        self.idea = IdeaFactory(ambassador=mine, kind=IdeaKind.QUESTION, text="Må jeg vise skolen?")
        answered = IdeaFactory(ambassador=mine)
        IdeaReplyFactory(idea=answered, written_by=self.world.people[Who.ORGANISER])
        IdeaFactory(ambassador=self.world.peer)
        AnnouncementFactory(cohort=self.world.cohort, sent_at=utcnow(), sent_to=7)

    def _files(self) -> None:
        photos = sorted(PHOTOS.glob("*.jpg"))[:3]
        renditions = db.session.query(Rendition).order_by(Rendition.asset_id)
        for number, rendition in enumerate(renditions):
            photo = photos[number // 7 % len(photos)]
            body = cut(photo, rendition.width, rendition.height)
            storage.save(rendition.storage_key, body, mimetype=rendition.mimetype)


@cache
def cut(photo: Path, width: int, height: int) -> bytes:
    """Return a photograph cut to a size, as JPEG whatever the rendition says; browsers look."""
    out = io.BytesIO()
    with Image.open(photo) as picture:
        picture.draft("RGB", (width // 2, height // 2))
        ImageOps.fit(picture, (width, height), Image.Resampling.BILINEAR).save(out, "JPEG")
    return out.getvalue()
