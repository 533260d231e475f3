"""The pages of kits, for the application to open."""

from flask import Blueprint

from media.kits.contributions.routes import ambassador as contributions_ambassador
from media.kits.contributions.routes import organiser as contributions_organiser
from media.kits.items.routes import files
from media.kits.items.routes import organiser as items_organiser
from media.kits.reception.routes import ambassador as reception_ambassador
from media.kits.routes import ambassador, builder, organiser
from media.kits.variants.routes import organiser as variants_organiser

BLUEPRINTS: tuple[Blueprint, ...] = (
    ambassador.bp,
    builder.bp,
    organiser.bp,
    files.bp,
    items_organiser.bp,
    variants_organiser.bp,
    reception_ambassador.bp,
    contributions_ambassador.bp,
    contributions_organiser.bp,
)
