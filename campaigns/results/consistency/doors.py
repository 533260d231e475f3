"""What the entry point opens of consistency."""

from flask import Blueprint

from campaigns.results.consistency import personal_data

BLUEPRINTS: tuple[Blueprint, ...] = ()
REGISTERED = (personal_data,)
