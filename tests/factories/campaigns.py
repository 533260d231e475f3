from datetime import UTC, date, datetime, timedelta

import factory

from campaigns.costs.models import Cost
from campaigns.enums import CampaignStatus, OutcomeKind
from campaigns.models import Campaign, Goal, OwnKind, Participation
from campaigns.outcomes.enums import Source, Stage
from campaigns.outcomes.events.models import Event, SignUp
from campaigns.outcomes.models import Outcome
from campaigns.posts.models import Conversation, Post
from campaigns.tracking.models import Link
from core.db import utcnow
from core.formats import local_date
from tests.factories.accounts import OrganisationFactory
from tests.factories.ambassadors import AmbassadorFactory
from tests.factories.base import Factory


def today() -> date:
    """The day it is where our organisations are: late in the evening, a day ahead of UTC."""
    return local_date(utcnow(), "Europe/Copenhagen")


class CampaignFactory(Factory):
    class Meta:
        model = Campaign

    organisation = factory.SubFactory(OrganisationFactory)
    name_da = factory.Sequence(lambda n: f"Åbent hus {n}")
    slug = factory.Sequence(lambda n: f"aabent-hus-{n}")
    status = CampaignStatus.LIVE
    starts_on = factory.LazyFunction(lambda: today() - timedelta(days=30))
    ends_on = factory.LazyFunction(lambda: today() + timedelta(days=30))
    landing_address = factory.LazyAttribute(lambda campaign: f"/e/{campaign.slug}")


class GoalFactory(Factory):
    class Meta:
        model = Goal

    campaign = factory.SubFactory(CampaignFactory)
    position = 0
    outcome_kind = OutcomeKind.EVENT_SIGN_UPS
    target = 300


class OwnKindFactory(Factory):
    class Meta:
        model = OwnKind

    organisation = factory.SubFactory(OrganisationFactory)
    name_da = factory.Sequence(lambda n: f"Frivillige {n}")
    name_en = factory.Sequence(lambda n: f"Volunteers {n}")


class CostFactory(Factory):
    class Meta:
        model = Cost

    campaign = factory.SubFactory(CampaignFactory)
    what = "Plakater"
    spent_on = factory.LazyFunction(today)
    amount = 125000


class ParticipationFactory(Factory):
    """Campaign and ambassador of one organisation, unless given."""

    class Meta:
        model = Participation

    ambassador = factory.SubFactory(AmbassadorFactory)
    campaign = factory.SubFactory(
        CampaignFactory,
        organisation=factory.SelfAttribute("..ambassador.cohort.organisation"),
    )


class LinkFactory(Factory):
    class Meta:
        model = Link

    participation = factory.SubFactory(ParticipationFactory)
    campaign_id = factory.LazyAttribute(lambda link: link.participation.campaign.id)
    code = factory.Sequence(lambda n: "ABCDEF" + "".join("ABCDEFGHJK"[int(d)] for d in str(n)))
    target = factory.LazyAttribute(
        lambda link: f"{link.participation.campaign.landing_address}?code={link.code}"
    )


class PostFactory(Factory):
    class Meta:
        model = Post

    participation = factory.SubFactory(ParticipationFactory)
    campaign_id = factory.LazyAttribute(lambda post: post.participation.campaign.id)
    channel = "instagram"
    shortcode = factory.Sequence(lambda n: f"C_VIniGz{n:03d}")
    url = factory.LazyAttribute(lambda post: f"https://www.instagram.com/p/{post.shortcode}/")
    published_at = factory.LazyFunction(lambda: datetime.now(UTC) - timedelta(days=1))


class ConversationFactory(Factory):
    class Meta:
        model = Conversation

    participation = factory.SubFactory(ParticipationFactory)
    topic = None
    happened_on = factory.LazyFunction(today)


class EventFactory(Factory):
    class Meta:
        model = Event

    campaign = factory.SubFactory(CampaignFactory)
    organisation = factory.SelfAttribute("campaign.organisation")
    slug = factory.SelfAttribute("campaign.slug")
    title_da = "Åbent hus på campus"
    title_en = "Open day on campus"
    description_da = "Mød dem, der går her."
    description_en = "Meet the people who study here."
    place = "Gasværksvej 10, Holstebro"
    starts_at = factory.LazyFunction(lambda: datetime.now(UTC) + timedelta(days=12))
    ends_at = factory.LazyAttribute(lambda event: event.starts_at + timedelta(hours=3))
    capacity = 120
    has_waiting_list = False


class SignUpFactory(Factory):
    class Meta:
        model = SignUp

    event = factory.SubFactory(EventFactory)
    name = "Signe"
    email = factory.Sequence(lambda n: f"signe{n}@example.org")
    locale = "da"
    token_hash = factory.Sequence(lambda n: f"{n:064d}")


class OutcomeFactory(Factory):
    class Meta:
        model = Outcome

    goal = factory.SubFactory(GoalFactory)
    source = Source.LINK
    stage = Stage.SIGNED_UP
    external_ref = factory.Sequence(lambda n: f"ref-{n}")
    happened_at = factory.LazyFunction(lambda: datetime.now(UTC))
    news_at = factory.LazyFunction(lambda: datetime.now(UTC))
