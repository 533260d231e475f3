"""Asking a server that somebody named: by TLS, outside our own network, once, and not for long.

A name is looked up here and the connection made to the address that was judged, so that it cannot
lead outside when it is asked about and inside when it is used. Nothing is followed anywhere else.
"""

import ipaddress
import socket
import ssl
import threading
from collections.abc import Mapping
from contextlib import suppress
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any
from urllib.parse import SplitResult, urlsplit

from certifi import where

from core.settings import current_settings

if TYPE_CHECKING:
    import urllib3

CONNECT_SECONDS, READ_SECONDS, WHOLE_SECONDS = 5, 20, 30
LARGEST = 2 * 1024 * 1024
PIECE = 64 * 1024
TLS_PORT, PLAIN_PORT = 443, 80
# Ways into a network of version 4, of which Python's own lists have not always known.
TRANSLATED = [ipaddress.IPv6Network(net) for net in ("64:ff9b::/96", "64:ff9b:1::/48")]
Address = ipaddress.IPv4Address | ipaddress.IPv6Address


class NotAllowed(Exception):
    """We ask no such address."""


class Unreachable(Exception):
    """Nobody answered, or not as was asked; it may go better another time."""


@dataclass(frozen=True)
class Answer:
    """What came back."""

    status: int
    body: bytes


def is_allowed(address: str, *, named: frozenset[str] = frozenset()) -> bool:
    """Say whether an address looks like one we ask, before its name is looked up.

    ``named`` are hosts that the settings name: those may lie inside.
    """
    try:
        _parts(address, named)
    except NotAllowed:
        return False
    return True


def get(address: str, *, headers: Mapping[str, str]) -> Answer:
    """Return the answer of a server. Raises NotAllowed and Unreachable."""
    return ask("GET", address, headers=headers, within=WHOLE_SECONDS)


def ask(
    method: str,
    address: str,
    *,
    headers: Mapping[str, str],
    within: float,
    body: bytes | None = None,
    named: frozenset[str] = frozenset(),
) -> Answer:
    """Return the answer of a server, if all of it comes ``within`` so many seconds.

    ``named`` are hosts that the settings name. Raises NotAllowed and Unreachable.
    """
    import urllib3  # noqa: PLC0415 -- few processes ask

    parts = _parts(address, named)
    sent = {"Host": parts.netloc, "User-Agent": "Tillid", "Accept": "application/json", **headers}
    path = f"{parts.path or '/'}{'?' if parts.query else ''}{parts.query}"
    try:
        with _HangUp(within) as hang_up, _watched(_pool(parts, named), hang_up) as pool:
            answer = pool.request(
                method, path, body=body, headers=sent, redirect=False, retries=False,
                preload_content=False,
            )  # fmt: skip
            whole = _whole(answer)
            if hang_up.is_over:  # what has come may look like an end
                raise Unreachable("the answer has no end")
            return Answer(answer.status, whole)
    except (urllib3.exceptions.HTTPError, OSError) as error:
        raise Unreachable(type(error).__name__) from None  # its words may hold more than we keep


def _pool(parts: SplitResult, named: frozenset[str]) -> "urllib3.HTTPConnectionPool":
    import urllib3  # noqa: PLC0415 -- few processes ask

    host, timeout = str(parts.hostname), urllib3.Timeout(connect=CONNECT_SECONDS, read=READ_SECONDS)
    if parts.scheme != "https":
        port = parts.port or PLAIN_PORT
        return urllib3.HTTPConnectionPool(_place(host, port, named), port, timeout=timeout)
    port = parts.port or TLS_PORT
    return urllib3.HTTPSConnectionPool(
        _place(host, port, named),
        port,
        timeout=timeout,
        ssl_context=_trusted(),
        server_hostname=host,
        assert_hostname=host,
    )


def _trusted() -> ssl.SSLContext:
    """Return whom this machine trusts; one that keeps no list trusts whom browsers trust."""
    paths = ssl.get_default_verify_paths()
    return ssl.create_default_context(cafile=None if paths.cafile or paths.capath else where())


class _HangUp:
    """Cuts a line when its time is up, however slowly something still comes in by it.

    What reads waits for each piece anew, so a letter now and then would hold it for weeks.
    """

    def __init__(self, seconds: float) -> None:
        self.is_over = False
        self._lines: list[socket.socket] = []
        self._timer = threading.Timer(seconds, self._cut)
        self._timer.daemon = True

    def watch(self, line: socket.socket) -> None:
        """Cut this line too, under a name of its own: TLS takes the first one over."""
        self._lines.append(line.dup())
        if self.is_over:  # it took all the time to get through
            self._cut()

    def _cut(self) -> None:
        self.is_over = True
        for line in self._lines:
            with suppress(OSError):
                line.shutdown(socket.SHUT_RDWR)

    def __enter__(self) -> "_HangUp":
        self._timer.start()
        return self

    def __exit__(self, *_how: object) -> None:
        self._timer.cancel()
        for line in self._lines:
            line.close()


def _watched(pool: "urllib3.HTTPConnectionPool", hang_up: _HangUp) -> "urllib3.HTTPConnectionPool":
    """Let every line that a pool opens be cut in time."""
    plain: Any = pool.ConnectionCls

    def connection(*args: Any, **kwargs: Any) -> Any:
        made = plain(*args, **kwargs)
        dial = made._new_conn

        def watched() -> socket.socket:
            line: socket.socket = dial()
            hang_up.watch(line)
            return line

        made._new_conn = watched
        return made

    pool.ConnectionCls = connection  # type: ignore[assignment]  # it is only ever called
    return pool


def _whole(answer: "urllib3.BaseHTTPResponse") -> bytes:
    """Return the answer as it came: what is packed, though we did not ask for it, is no answer."""
    body = b""
    for piece in answer.stream(PIECE, decode_content=False):
        body += piece
        if len(body) > LARGEST:
            raise Unreachable("the answer has no end")
    return body


def _parts(address: str, named: frozenset[str] = frozenset()) -> SplitResult:
    try:
        parts = urlsplit(address)
        host, _port = parts.hostname or "", parts.port
    except ValueError as error:
        raise NotAllowed(address) from error
    is_inside = host in current_settings().hosts_inside | named
    if parts.scheme != "https" and not (is_inside and parts.scheme == "http"):
        raise NotAllowed(address)
    if not host or parts.username is not None or parts.password is not None or parts.fragment:
        raise NotAllowed(address)
    if not is_inside and ("." not in host or _is_inner(host)):
        raise NotAllowed(address)
    return parts


def _is_inner(host: str) -> bool:
    """Say so of an address written in numbers; of a name nothing is known yet."""
    try:
        return not _is_public(ipaddress.ip_address(host))
    except ValueError:
        return False


def _place(host: str, port: int, named: frozenset[str]) -> str:
    """Return the address that a name stands for now, if all of them lie outside."""
    try:
        found = socket.getaddrinfo(host, port, type=socket.SOCK_STREAM)
    except OSError as error:
        raise Unreachable("no such name") from error
    places = [str(one[4][0]) for one in found]
    is_outside = all(_is_public(ipaddress.ip_address(place)) for place in places)
    if not is_outside and host not in current_settings().hosts_inside | named:
        raise NotAllowed(host)
    return places[0]


def _is_public(address: Address) -> bool:
    """Say so of an address outside that leads to no other one inside."""
    if isinstance(address, ipaddress.IPv6Address) and (
        address.ipv4_mapped
        or address.sixtofour
        or address.teredo
        or any(address in network for network in TRANSLATED)
    ):
        return False
    return address.is_global and not address.is_multicast
