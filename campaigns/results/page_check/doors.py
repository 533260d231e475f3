"""What the entry point opens of the page check."""

from flask import Blueprint

from campaigns.results.page_check import personal_data

BLUEPRINTS: tuple[Blueprint, ...] = ()
REGISTERED = (personal_data,)
