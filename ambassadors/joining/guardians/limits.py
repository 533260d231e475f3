"""How many mails one guardian's address can be sent through us, whoever asks."""

from flask import request

GUARDIAN_MAILS = "5 per day"


def guardian_in_form() -> str:
    """Return the guardian's address in a form; forms without one share no limit."""
    typed = request.form.get("guardian_email", "").strip().lower()[:254]
    return typed or request.form.get("email", "").strip().lower()[:254]
