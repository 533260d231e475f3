"""The pages of recognition, for the application to open."""

from flask import Blueprint

from ambassadors.recognition.hours.routes import ambassador as hours_ambassador
from ambassadors.recognition.hours.routes import organiser as hours_organiser
from ambassadors.recognition.portfolios.routes import ambassador as portfolio_ambassador
from ambassadors.recognition.portfolios.routes import public as portfolio_public
from ambassadors.recognition.routes import organiser, person, public

BLUEPRINTS: tuple[Blueprint, ...] = (
    person.bp,
    organiser.bp,
    public.bp,
    hours_ambassador.bp,
    hours_organiser.bp,
    portfolio_ambassador.bp,
    portfolio_public.bp,
)
