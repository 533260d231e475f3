"""Short codes that can be read aloud: in a link, on a poster, over the telephone.

A code drawn at random has no vowels and no digit that is read as one, so it spells no word. One
that somebody chooses may have vowels, and is held against the words below.
"""

import re
import secrets

ALPHABET = "23456789ABCDEFGHJKMNPQRSTUVWXYZ"  # without 0 and O, 1, I and L
RANDOM = "256789BCDFGHJKMNPQRSTVWXZ"  # and without A, E, U, Y, and 3 and 4, which are read as E, A
LENGTH = 6
SHAPE = re.compile(rf"[{ALPHABET}]{{4,12}}")
# Three signs alike, such as 555, are hard to say and easy to mistype.
MONOTONOUS = re.compile(r"(.)\1\1")

# Our own list, Danish and English, of what can be spelled without I, L and O at all. The first are
# looked for anywhere; the others are parts of names and places (Hasse, Janus, parsec), so they are
# refused only when nothing but digits stands around them. Digits are read as letters too.
RUDE_WORDS = """
    BASTARD CNT CUNT DYKE FANDEN FCK FCUK FUCK FUK GANGBANG HVRE KKK KNEP KUSSE NAZ NEGER NGR
    PATTE PERKER PERVERS PRUT PUSSY RETARD RUNK SATAN SHT SKEDE SPERM STUPD TWAT WANK WETBACK
    WTF XXX
"""
RUDE_ALONE_WORDS = """
    ABE ANUS ARSE ASS BUM BUTT CRAP CUM DAMN DUM DUMB FAG FART FED HATE HEKS JERK KNEPPE NAR
    NUDE PEE PERV RAPE SCUM SEKS SEX SHAG SUCK SVANS TABER TAESK TUDE TURD
"""
RUDE_ANYWHERE, RUDE_ALONE = tuple(RUDE_WORDS.split()), tuple(RUDE_ALONE_WORDS.split())
LOOKALIKES = str.maketrans("2345678", "ZEASGTB")
# What would pass for something official.
RESERVED_WORDS = """
    ABUSE ACCESS AUTH BACKUP BANK BETA BRUGER DATA EVENT EVENTS GEST GUEST HACK MEDARBEJDER
    PASSKEY PAY PAYMENT SECURE SETUP STAFF STATUS SYSTEM TEST USER WEBMASTER
"""
RESERVED = frozenset(RESERVED_WORDS.split())


def new_code() -> str:
    """Return a random code that nobody would mind saying aloud. Uniqueness is the database's."""
    while True:
        code = "".join(secrets.choice(RANDOM) for _ in range(LENGTH))
        if not is_rude(code) and not MONOTONOUS.search(code):
            return code


def normalise(typed: str) -> str | None:
    """Return the code somebody typed or followed in any case, or None when it cannot be one."""
    code = typed.strip().upper()
    return code if SHAPE.fullmatch(code) else None


def is_rude(code: str) -> bool:
    """Say whether a code spells a rude Danish or English word, with digits read as letters too."""
    spelled = code.translate(LOOKALIKES)
    return any(word in code or word in spelled for word in RUDE_ANYWHERE) or any(
        _stands_alone(word, spelled, code) for word in RUDE_ALONE
    )


def _stands_alone(word: str, spelled: str, code: str) -> bool:
    """Say whether a word is all there is in a code, apart from digits around it."""
    start = spelled.find(word)
    around = code[:start] + code[start + len(word) :]
    return start >= 0 and (not around or around.isdigit())


def is_reserved(code: str) -> bool:
    """Say whether a code would pass for something official, alone or with digits after it."""
    return code.rstrip("23456789") in RESERVED
