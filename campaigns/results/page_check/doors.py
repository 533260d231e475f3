"""What the entry point opens of the page check."""

from flask import Blueprint

from campaigns.results.page_check import jobs, personal_data
from campaigns.results.page_check.routes import reader

BLUEPRINTS: tuple[Blueprint, ...] = (reader.bp,)
REGISTERED = (jobs, personal_data)
