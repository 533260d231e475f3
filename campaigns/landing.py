"""Whether links may lead to an address: https, and on one of an organisation's own hosts. Pure."""

import re
from collections.abc import Iterable
from urllib.parse import SplitResult, urlsplit

# Browsers read a backslash as a slash, drop tabs and ends of line, and stop at a control character.
TRICKS = re.compile(r"[\\\s\x00-\x20\x7f-\xa0\u200b-\u200f\u2028-\u202e\ufeff]")
PLAIN_HOST = re.compile(r"[a-z0-9-]+(\.[a-z0-9-]+)+")


def refused(address: str, allowed_hosts: Iterable[str]) -> str:
    """Return what is wrong with an address, its host or the address itself; "" when nothing is.

    A host is allowed with everything below it. It is compared as browsers will ask for it, so a
    letter that only looks like ours (а for a) is another host.
    """
    try:
        parts = urlsplit(address)
        host = _host_of(parts)
    except ValueError:
        return address
    if TRICKS.search(address) or parts.scheme != "https" or "@" in parts.netloc:
        return host or address
    if not PLAIN_HOST.fullmatch(host):
        return host or address
    known = [allowed.lower() for allowed in allowed_hosts]
    is_known = any(host == one or host.endswith(f".{one}") for one in known)
    return "" if is_known else host


def _host_of(parts: SplitResult) -> str:
    """Return the host as it is asked for: in ASCII. Raises ValueError for one that cannot be."""
    if parts.port == 0:
        raise ValueError("no such port")
    host = (parts.hostname or "").lower()
    return host.encode("idna").decode() if not host.isascii() else host
