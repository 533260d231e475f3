"""Which passwords are good enough. Asks nobody else: the list of common ones is kept here."""

import re
import unicodedata
from functools import cache
from itertools import pairwise
from pathlib import Path
from threading import BoundedSemaphore

from flask_babel import gettext as _
from flask_security import hash_password, verify_password

SHORTEST = 12
LONGEST = 128
# Of what is typed to get in: browsers cut it there, and count a picture or a composed letter as
# several. Whether it fits the stored one is what decides.
LONGEST_TYPED = 2_000
SHORTEST_OWN_WORD = 4
LIST = Path(__file__).with_name("common_passwords.txt")
OUR_WORDS = ("tillid", "ambassador", "ambassadør")
SUBSTITUTES = str.maketrans("013457@$!€", "oieastasie")

# OWASP's choice for Argon2id. Each hash takes 19 MiB and a core, so only a few run at a time.
HASHING = {"argon2__memory_cost": 19_456, "argon2__time_cost": 2, "argon2__parallelism": 1}
CHEAP_HASHING = {"argon2__memory_cost": 64, "argon2__time_cost": 1, "argon2__parallelism": 1}
few_at_a_time = BoundedSemaphore(4)


@cache
def common_passwords() -> frozenset[str]:
    """Return the passwords that are tried first, in lower case."""
    return frozenset(LIST.read_text(encoding="utf-8").split())


def normalise(password: str) -> str:
    """Return a password the way it is hashed, however the keyboard composed its letters."""
    return unicodedata.normalize("NFKC", password)


def fault(password: str, *, own_words: tuple[str, ...] = ()) -> str | None:
    """Say what is wrong with a new password, or None.

    ``own_words`` are names an attacker would try for this person: their own, their organisation's.
    """
    password = normalise(password)
    if len(password) < SHORTEST:
        return str(_("Choose a password of at least %(number)s characters.", number=SHORTEST))
    if len(password) > LONGEST:
        return str(_("Choose a password of at most %(number)s characters.", number=LONGEST))
    if is_common(password):
        return str(_("That password is among the first that are tried. Choose a less common one."))
    if _is_made_of(password, (*OUR_WORDS, *own_words)):
        return str(_("Choose a password that is not a name, an address or your organisation."))
    return None


def is_common(password: str) -> bool:
    """Say whether a password, or what is left without its digits and signs, is a common one."""
    folded = password.casefold()
    core = _core(folded)
    candidates = {folded, core, core.translate(SUBSTITUTES), _core(folded.translate(SUBSTITUTES))}
    return bool(candidates & common_passwords()) or _is_monotone(folded)


def _core(text: str) -> str:
    return re.sub(r"^[\W\d_]+|[\W\d_]+$", "", text)


def _is_monotone(text: str) -> bool:
    """Say whether a text only repeats a short piece, or walks up or down one step at a time."""
    if re.fullmatch(r"(.{1,4}?)\1+.{0,3}", text):
        return True
    steps = {ord(b) - ord(a) for a, b in pairwise(text)}
    return steps <= {1, -9} or steps <= {-1, 9}


def _is_made_of(password: str, names: tuple[str, ...]) -> bool:
    left = password.casefold()
    words = {w for name in names for w in [name.casefold(), *re.split(r"[\W_]+", name.casefold())]}
    for word in sorted(words, key=len, reverse=True):
        if len(word) >= SHORTEST_OWN_WORD:
            left = left.replace(word, "")
    return left != password.casefold() and len(re.sub(r"[\W\d_]", "", left)) < SHORTEST_OWN_WORD


def hashed(password: str) -> str:
    """Return what is stored of a password. Check it with ``fault`` first."""
    with few_at_a_time:
        return str(hash_password(normalise(password)))


def matches(password: str, stored: str) -> bool:
    """Say whether a password is the one that is stored."""
    with few_at_a_time:
        return bool(verify_password(normalise(password), stored))
