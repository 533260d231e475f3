import datetime

import factory

from ambassadors.enums import CohortStatus, Kind, Rhythm
from ambassadors.models import (
    Ambassador,
    Cohort,
    CohortTopic,
    Pause,
    Policy,
    PolicyAcceptance,
)
from core.db import utcnow
from tests.factories.accounts import OrganisationFactory, UserFactory
from tests.factories.base import Factory


class CohortFactory(Factory):
    """An open cohort of students; it has neither topics nor a policy unless you make them."""

    class Meta:
        model = Cohort

    organisation = factory.SubFactory(OrganisationFactory)
    kind = Kind.STUDENT
    name = factory.Sequence(lambda n: f"Studieliv {n}")
    status = CohortStatus.OPEN
    season_start = datetime.date(2026, 8, 1)
    season_end = datetime.date(2027, 6, 30)
    retention_until = datetime.date(2027, 12, 31)
    suggested_rhythm = Rhythm.EVERY_OTHER_WEEK
    minimum_age = 15
    ambassador_word_da = "studieambassadør"
    ambassador_word_en = "student ambassador"
    notice_da = "{organisation} er dataansvarlig. Skriv til {contact}."
    notice_en = "{organisation} is the controller. Write to {contact}."


class CohortTopicFactory(Factory):
    class Meta:
        model = CohortTopic

    cohort = factory.SubFactory(CohortFactory)
    position = factory.Sequence(lambda n: n)
    name_da = factory.Sequence(lambda n: f"Emne {n}")
    name_en = factory.Sequence(lambda n: f"Topic {n}")


class PolicyFactory(Factory):
    """A published policy; ``published_at=None`` makes it a draft."""

    class Meta:
        model = Policy

    cohort = factory.SubFactory(CohortFactory)
    version = factory.Sequence(lambda n: n + 1)
    strategy_da = "Vi fortæller ærligt om hverdagen."
    strategy_en = "We talk honestly about everyday life."
    text_da = "Du bestemmer selv, hvad du deler."
    text_en = "You decide what you share."
    published_at = factory.LazyFunction(utcnow)


class AmbassadorFactory(Factory):
    """Somebody without quiet hours, so that a test about mail may run at night."""

    class Meta:
        model = Ambassador

    cohort = factory.SubFactory(CohortFactory)
    user = factory.SubFactory(UserFactory)
    rhythm = Rhythm.EVERY_OTHER_WEEK
    channels = factory.LazyFunction(lambda: ["instagram"])
    benefits = factory.LazyFunction(lambda: ["knowledge"])
    quiet_from = quiet_until = 0
    joined_at = factory.LazyFunction(utcnow)


class PauseFactory(Factory):
    class Meta:
        model = Pause

    ambassador = factory.SubFactory(AmbassadorFactory)
    starts_on = datetime.date(2026, 12, 1)
    ends_on = datetime.date(2026, 12, 21)


class PolicyAcceptanceFactory(Factory):
    class Meta:
        model = PolicyAcceptance

    ambassador = factory.SubFactory(AmbassadorFactory)
    policy = factory.SubFactory(PolicyFactory, cohort=factory.SelfAttribute("..ambassador.cohort"))
    accepted_at = factory.LazyFunction(utcnow)
