import factory

from ambassadors.messages.enums import IdeaKind, NudgeAbout
from ambassadors.messages.models import Announcement, AnnouncementDelivery, Idea, IdeaReply, Nudge
from tests.factories.accounts import UserFactory
from tests.factories.ambassadors import AmbassadorFactory, CohortFactory
from tests.factories.base import Factory


class IdeaFactory(Factory):
    class Meta:
        model = Idea

    ambassador = factory.SubFactory(AmbassadorFactory)
    kind = IdeaKind.IDEA
    text = factory.Sequence(lambda n: f"Vis kantinen en torsdag, nummer {n}")


class IdeaReplyFactory(Factory):
    class Meta:
        model = IdeaReply

    idea = factory.SubFactory(IdeaFactory)
    written_by = factory.SubFactory(UserFactory)
    text = "God idé. Det gør vi."


class AnnouncementFactory(Factory):
    class Meta:
        model = Announcement

    cohort = factory.SubFactory(CohortFactory)
    subject = "Åbent hus"
    body = "Kom og vær med."


class AnnouncementDeliveryFactory(Factory):
    """Somebody who is still to be told."""

    class Meta:
        model = AnnouncementDelivery

    announcement = factory.SubFactory(AnnouncementFactory)
    ambassador = factory.SubFactory(
        AmbassadorFactory, cohort=factory.SelfAttribute("..announcement.cohort")
    )


class NudgeFactory(Factory):
    class Meta:
        model = Nudge

    ambassador = factory.SubFactory(AmbassadorFactory)
    about = NudgeAbout.TRAINING
