"""How gunicorn serves pages; read with ``gunicorn -c python:core.gunicorn_settings``.

The application is loaded once and its workers are forked from it, so that they share its memory.
That is safe because loading it and answering the first page opens nothing: no connection, no thread
and no client of the object storage, which would hang in a child it was not made in. A test watches
over that.

There is no access log: it would store addresses of visitors.
"""

import gc
import socket
import struct
from pathlib import Path
from typing import Any

from gunicorn.http.errors import ParseException  # type: ignore[import-untyped]  # has none
from gunicorn.http.unreader import SocketUnreader  # type: ignore[import-untyped]  # has none
from werkzeug.exceptions import BadRequest

from core.settings import Settings

FIRST_PAGE = "/sign-in"

# A page takes what is sent 64 kB at a time; whatever gunicorn has read beyond, it copies each time.
SocketUnreader.max_body_chunk = 128 * 1024
SILENCE = 30  # seconds; who sends nothing for so long gives their thread to somebody else

_settings = Settings()
_memory = Path("/dev/shm")  # noqa: S108 -- the heartbeat file of gunicorn, which makes its own name

wsgi_app = "app:create_app()"
bind = f"{_settings.host}:{_settings.port}"
worker_class = "gthread"
workers = _settings.web_workers
threads = _settings.web_threads
worker_tmp_dir = str(_memory) if _memory.is_dir() else None
timeout = 60
graceful_timeout = 30
keepalive = 5
preload_app = True
# Where the product lies is for us to say, and no header does: proxies pass on what visitors send.
forwarder_headers = ""
accesslog = None
errorlog = "-"
loglevel = "error"  # a warning about a malformed request would name its address
control_socket_disable = True

gc.disable()  # next to nothing becomes garbage while the application loads


def when_ready(server: Any) -> None:
    """Answer one page, so that workers share what the first page makes; then freeze what is there.

    What comes in pieces that cannot be read is a bad request, and none of our own faults.

    The collector would write its marks into shared memory, and so turn it into copies.
    """
    app = server.app.wsgi()
    app.register_error_handler(ParseException, lambda _: app.handle_user_exception(BadRequest()))
    app.test_client().get(FIRST_PAGE)
    gc.freeze()


def pre_request(_worker: Any, request: Any) -> None:
    """Wait for nobody for ever: a dozen who begin to send and stop would hold up everybody.

    Who fetches something may pause for longer, as on a train.
    """
    patience = struct.pack("ll", SILENCE, 0)
    request.unreader.sock.setsockopt(socket.SOL_SOCKET, socket.SO_RCVTIMEO, patience)


def post_fork(_server: Any, _worker: Any) -> None:
    """Collect what requests leave behind; less often than Python would, as next to nothing is."""
    gc.set_threshold(5_000)
    gc.enable()
