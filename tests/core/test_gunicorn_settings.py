"""Workers are forked from a loaded application, which must not have opened anything by then.

What visitors send is read as gunicorn reads it: nobody names the place of our pages by a header.
"""

import json
import os
import subprocess
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[2]
LOADED = """
import io, json, os, socket, struct, sys, threading
from types import SimpleNamespace
from gunicorn.config import Config
from gunicorn.http.errors import InvalidChunkSize
from gunicorn.http.parser import RequestParser
from app import create_app
from core import gunicorn_settings
from core.db import db

app = create_app()
gunicorn_settings.when_ready(SimpleNamespace(app=SimpleNamespace(wsgi=lambda: app)))
with app.app_context():
    connections = db.engine.pool.checkedin()
files = [os.readlink(f"/proc/self/fd/{fd}") for fd in os.listdir("/proc/self/fd") if int(fd) > 2
         and os.path.exists(f"/proc/self/fd/{fd}")]

class Garbled(io.BytesIO):
    def read(self, _size=-1):
        raise InvalidChunkSize(b"zz")

config = Config()
config.set("forwarder_headers", gunicorn_settings.forwarder_headers)
sent = b"GET /x HTTP/1.1\\r\\nHost: localhost\\r\\nSCRIPT_NAME: /x\\r\\n\\r\\n"
read = next(RequestParser(config, iter([sent]), ("127.0.0.1", 1)))
ours, theirs = socket.socketpair()
gunicorn_settings.pre_request(None, RequestParser(config, ours, ("127.0.0.1", 1)))
sign_in = {"input_stream": Garbled(), "content_type": "application/octet-stream",
           "environ_overrides": {"wsgi.input_terminated": True}}
print(json.dumps({
    "headers": [name for name, _value in read.headers],
    "waits": struct.unpack("ll", ours.getsockopt(socket.SOL_SOCKET, socket.SO_RCVTIMEO, 16)),
    "garbled": app.test_client().post("/sign-in", **sign_in).status_code,
    "connections": connections,
    "threads": [thread.name for thread in threading.enumerate()],
    "sockets": [file for file in files if file.startswith("socket:")],
    "opened": [name for name in ("storage", "job_queue") if name in app.extensions],
    "loaded": [name for name in ("alembic", "obstore", "typst") if name in sys.modules],
}))
"""


@pytest.mark.slow
def test_a_loaded_application_has_opened_nothing(tmp_path: Path) -> None:
    environment = {
        **os.environ,
        "TILLID_ENVIRONMENT": "production",
        "TILLID_SECRET_KEY": "x" * 40,
        "TILLID_BASE_URL": "https://localhost",
        "TILLID_DATA": str(tmp_path),
        "TILLID_DATABASE_URL": "postgresql://nobody@127.0.0.1:1/nowhere",
        "TILLID_STORAGE_URL": "s3://pictures",
        "TILLID_S3_ENDPOINT": "http://127.0.0.1:1",
    }
    command = [sys.executable, "-c", LOADED]
    printed = subprocess.run(
        command, cwd=ROOT, env=environment, check=True, capture_output=True, text=True
    ).stdout
    assert json.loads(printed) == {
        "headers": ["HOST"],
        "waits": [30, 0],
        "garbled": 400,
        "connections": 0,
        "threads": ["MainThread"],
        "sockets": [],
        "opened": [],
        "loaded": [],
    }
