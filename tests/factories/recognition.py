import datetime

import factory

from ambassadors.recognition.hours.models import HoursEntry
from ambassadors.recognition.models import Diploma
from ambassadors.recognition.portfolios.models import Portfolio, PortfolioLink
from core.db import utcnow
from tests.factories.ambassadors import AmbassadorFactory
from tests.factories.base import Factory


class DiplomaFactory(Factory):
    """A diploma that stands; its badge's page names nobody."""

    class Meta:
        model = Diploma

    ambassador = factory.SubFactory(AmbassadorFactory)
    issued_at = factory.LazyFunction(utcnow)
    status_index = factory.Sequence(lambda n: n)
    learned = factory.LazyFunction(
        lambda: {"da": ["Folk i billedet"], "en": ["People in pictures"]}
    )


class HoursEntryFactory(Factory):
    """Two and a half hours."""

    class Meta:
        model = HoursEntry

    ambassador = factory.SubFactory(AmbassadorFactory)
    day = datetime.date(2026, 9, 1)
    quarters = 10
    what = "Stod på torvet"


class PortfolioFactory(Factory):
    """A public page that is on."""

    class Meta:
        model = Portfolio

    ambassador = factory.SubFactory(AmbassadorFactory)
    slug = factory.Sequence(lambda n: f"kim-{n:016x}")
    is_on = True
    said_adult_at = factory.LazyFunction(utcnow)
    name = "Kim"
    facts = factory.LazyFunction(lambda: ["cohort", "modules", "hours", "diploma"])


class PortfolioLinkFactory(Factory):
    class Meta:
        model = PortfolioLink

    portfolio = factory.SubFactory(PortfolioFactory)
    position = factory.Sequence(lambda n: n)
    address = "https://www.instagram.com/p/abc/"
    words = "Min morgen på værkstedet"
