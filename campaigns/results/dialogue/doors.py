"""What the entry point opens of dialogue."""

from flask import Blueprint

from campaigns.results.dialogue.routes import reader

BLUEPRINTS: tuple[Blueprint, ...] = (reader.bp,)
