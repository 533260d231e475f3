import datetime

import factory

from core.db import utcnow
from media.library.people.enums import ConsentScope, GivenBy
from media.library.people.models import Consent, Occasion, Person, PersonInAsset
from tests.factories.accounts import OrganisationFactory
from tests.factories.base import Factory
from tests.factories.media import AssetFactory


class OccasionFactory(Factory):
    class Meta:
        model = Occasion

    organisation_id = factory.LazyFunction(lambda: OrganisationFactory().id)
    name = factory.Sequence(lambda n: f"Åbent hus {n}")


class PersonFactory(Factory):
    """An adult in the register who has not been asked."""

    class Meta:
        model = Person

    organisation = factory.SubFactory(OrganisationFactory)
    name = factory.Sequence(lambda n: f"Sofie Dahl {n}")
    email = factory.Sequence(lambda n: f"sofie{n}@example.dk")


class ConsentFactory(Factory):
    """A yes to Instagram for a year."""

    class Meta:
        model = Consent

    person = factory.SubFactory(PersonFactory)
    scope = ConsentScope.PICTURES
    channels = factory.LazyFunction(lambda: ["instagram"])
    until = factory.LazyFunction(lambda: utcnow().date() + datetime.timedelta(days=365))
    given_by = GivenBy.LINK
    given_at = factory.LazyFunction(utcnow)


class PersonInAssetFactory(Factory):
    """Somebody marked in a picture; give it ``consent`` for their yes."""

    class Meta:
        model = PersonInAsset

    asset = factory.SubFactory(AssetFactory)
    person = factory.SubFactory(
        PersonFactory, organisation=factory.SelfAttribute("..asset.organisation")
    )
