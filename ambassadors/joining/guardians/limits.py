"""How many mails one guardian's address can be sent through us, whoever asks."""

from flask import request

GUARDIAN_MAILS = "5 per day"
LONGEST = 254


def guardian_in_form() -> str:
    """Return the guardian's address in a form; forms without one are counted by who sends them."""
    typed = request.form.get("guardian_email", "").strip().lower()[:LONGEST]
    return f"guardian {typed or request.form.get('email', '').strip().lower()[:LONGEST]}"
