"""What the entry point opens of the monthly mail."""

from flask import Blueprint

from campaigns.results.letters import jobs, personal_data
from campaigns.results.letters.routes import reader

BLUEPRINTS: tuple[Blueprint, ...] = (reader.bp,)
REGISTERED = (jobs, personal_data)
