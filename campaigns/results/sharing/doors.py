"""What the entry point opens of shared results."""

from flask import Blueprint

from campaigns.results.sharing import personal_data

BLUEPRINTS: tuple[Blueprint, ...] = ()
REGISTERED = (personal_data,)
