"""What the entry point opens of shared results."""

from flask import Blueprint

from campaigns.results.sharing import personal_data
from campaigns.results.sharing.routes import organiser, public

BLUEPRINTS: tuple[Blueprint, ...] = (organiser.bp, public.bp)
REGISTERED = (personal_data,)
