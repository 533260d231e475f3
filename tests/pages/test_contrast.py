"""Words, lines and pictures can be told from their ground, whatever colour an organisation has."""

import re
from collections.abc import Iterator
from itertools import product
from pathlib import Path

import pytest

from core.contrast import contrast, is_readable_with_white
from core.db import db
from tests.conftest import ROOT
from tests.core.world import Who
from tests.pages.conftest import Site

TOKENS = (ROOT / "static" / "css" / "tokens.css").read_text(encoding="utf-8")
GROUNDS = ["paper", "surface", "sunken"]
WORDS = ["ink", "ink-soft", "good", "warn", "bad"]
SCHEMES = ["light", "dark"]
# The lightest greys, reds, blues and yellows that white words can still be read on.
AWKWARD = ["#767676", "#b00020", "#005fcc", "#7a5c00"]
PLACES = {
    "/my": Who.AMBASSADOR,
    "/my/effect": Who.AMBASSADOR,
    "/my/kits/{kit}": Who.AMBASSADOR,
    "/o/odder": Who.ORGANISER,
    "/o/odder/library": Who.ORGANISER,
    "/o/odder/results/{campaign}": Who.READER,
}
MEASURE = (Path(__file__).with_name("paint.js")).read_text(encoding="utf-8")


def tokens(scheme: str) -> dict[str, str]:
    """Return the plain colours of a scheme; the dark one changes some of the light one's."""
    light, dark = TOKENS.split("@media (prefers-color-scheme: dark)")
    light = light.split("@supports")[0]
    found = dict(re.findall(r"--([\w-]+): (#[0-9a-f]{3,6});", light))
    if scheme == "dark":
        found |= dict(re.findall(r"--([\w-]+): (#[0-9a-f]{3,6});", dark.split("@supports")[0]))
    return {name: long(colour) for name, colour in found.items()}


def long(colour: str) -> str:
    return colour if len(colour) == 7 else "#" + "".join(2 * digit for digit in colour[1:])


@pytest.mark.parametrize("scheme", SCHEMES)
def test_words_can_be_read_on_every_ground(scheme: str) -> None:
    colours = tokens(scheme)
    ratios = {
        (word, ground): contrast(colours[word], colours[ground])
        for word, ground in product(WORDS, GROUNDS)
    }
    assert {pair: ratio for pair, ratio in ratios.items() if ratio < 4.5} == {}


@pytest.mark.parametrize("scheme", SCHEMES)
def test_the_edge_of_a_field_can_be_seen_on_every_ground(scheme: str) -> None:
    colours = tokens(scheme)
    ratios = {ground: contrast(colours["field-line"], colours[ground]) for ground in GROUNDS}
    assert {ground: ratio for ground, ratio in ratios.items() if ratio < 3} == {}


@pytest.fixture(params=AWKWARD)
def colour(request: pytest.FixtureRequest, site: Site) -> Iterator[str]:
    """The organisation's own colour for a while."""
    organisation = site.season.world.organisation
    before, organisation.brand_colour = organisation.brand_colour, str(request.param)
    db.session.commit()
    yield str(request.param)
    organisation.brand_colour = before
    db.session.commit()


@pytest.mark.browser
@pytest.mark.parametrize("scheme", SCHEMES)
def test_an_awkward_colour_of_ones_own_can_be_read(site: Site, colour: str, scheme: str) -> None:
    assert is_readable_with_white(colour)
    kit, campaign = site.season.world.kit.id, site.season.world.campaign.id
    db.session.rollback()
    view = site.view("da", 390, scheme)
    wrong = []
    for place, who in PLACES.items():
        path = place.format(kit=kit, campaign=campaign)
        response = view.open(path, site.cookie(who, "da"))
        assert response.status == 200
        painted = view.page.evaluate(MEASURE)
        assert painted, "nothing on the page wears the colour"
        wrong += [
            f"{path}: {one['what']} {one['front']} on {one['back']}: {ratio:.2f}"
            for one in painted
            if (ratio := contrast(one["front"], one["back"])) < one["least"]
        ]
        wrong += [f"{path}: {fault}" for fault in view.axe("color-contrast")]
    assert not wrong, "\n".join(wrong)
