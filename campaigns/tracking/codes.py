"""Short codes that can be read aloud: in a link, on a poster, over the telephone."""

import re
import secrets

ALPHABET = "23456789ABCDEFGHJKMNPQRSTUVWXYZ"  # without 0 and O, 1, I and L
LENGTH = 6
SHAPE = re.compile(rf"[{ALPHABET}]{{4,12}}")

# Rude words that can be spelled at all: no code has an I, L or O in it.
RUDE_WORDS = """
    ANUS ARSE ASS BUTT CRAP CUM CUNT DAMN DYKE FAG FCK FUCK FUK HATE JERK KKK NAZ PEE PUSSY RAPE
    SEX SHT SPERM STUPD TURD TWAT WANK WTF XXX
    FANDEN FED HVRE KNEP KUSSE NEGER PATTE PERKER PRUT RUNK SATAN SKED TABER TUDE
"""
RUDE = tuple(RUDE_WORDS.split())
LOOKALIKES = str.maketrans("2345678", "ZEASGTB")


def new_code() -> str:
    """Return a random code that nobody would mind saying aloud. Uniqueness is the database's."""
    while True:
        code = "".join(secrets.choice(ALPHABET) for _ in range(LENGTH))
        if not is_rude(code):
            return code


def normalise(typed: str) -> str | None:
    """Return the code somebody typed or followed in any case, or None when it cannot be one."""
    code = typed.strip().upper()
    return code if SHAPE.fullmatch(code) else None


def is_rude(code: str) -> bool:
    """Say whether a code spells a rude Danish or English word, with digits read as letters too."""
    spelled = code.translate(LOOKALIKES)
    return any(word in code or word in spelled for word in RUDE)
