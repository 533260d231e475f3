"""Who can sign in to the demo: passwords made once per installation, kept in ``demo.json``."""

import json
import os
import secrets
from pathlib import Path
from typing import TypedDict

from accounts.operations import set_password
from accounts.queries import find_user
from core.mail import external_url
from core.settings import current_settings
from demo.building import email_of
from demo.plans import Programme

CONSONANTS, VOWELS = "bdfghklmnrstv", "aeio"
ROLES = ("organiser", "ambassador", "reader", "leader", "owner")


class SignIn(TypedDict):
    """One line of the file."""

    address: str
    email: str
    password: str


def path() -> Path:
    """Return where the sign-ins are written."""
    return current_settings().data / "demo.json"


def let_in(programme: Programme, *, is_new: bool) -> dict[str, SignIn]:
    """Return the sign-ins by role, and give their people these passwords where they lack them.

    A demo that was just loaded, and one whose file is lost, get theirs set; otherwise the
    database is not touched.
    """
    known = _known()
    emails = _emails(programme)
    sign_ins = {
        role: SignIn(
            address=external_url("security.login"),
            email=emails[role],
            password=known.get(role) or new_password(),
        )
        for role in ROLES
    }
    for role, sign_in in sign_ins.items():
        user = find_user(sign_in["email"])
        if user and (is_new or role not in known or not user.password):
            set_password(user, sign_in["password"])
    return sign_ins


def _emails(programme: Programme) -> dict[str, str]:
    people = [(person.sign_in, person.name) for person in programme.staff]
    people += [(one.role, one.name) for cohort in programme.cohorts for one in cohort.people]
    return {role: email_of(name, programme.slug) for role, name in people if role}


def _known() -> dict[str, str]:
    """Return the passwords of an earlier start."""
    try:
        content = json.loads(path().read_text(encoding="utf-8"))
        return {role: str(content[role]["password"]) for role in ROLES if role in content}
    except (OSError, ValueError, KeyError, TypeError):
        return {}


def new_password() -> str:
    """Return a random password that can be read off a screen: four words, 68 bits."""
    return "-".join("".join(_syllable() for _ in range(3)) for _ in range(4))


def _syllable() -> str:
    return secrets.choice(CONSONANTS) + secrets.choice(VOWELS)


def write(sign_ins: dict[str, SignIn]) -> None:
    """Write the file anew, readable by its owner only; the address may have another port now."""
    unfinished = path().with_suffix(f".{os.getpid()}.part")
    unfinished.touch(mode=0o600)
    unfinished.write_text(json.dumps(sign_ins, indent=2) + "\n", encoding="utf-8")
    unfinished.replace(path())
