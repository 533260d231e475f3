"""What the entry point opens of the monthly mail."""

from flask import Blueprint

from campaigns.results.letters import personal_data

BLUEPRINTS: tuple[Blueprint, ...] = ()
REGISTERED = (personal_data,)
