"""How gunicorn serves pages; read with ``gunicorn -c python:core.gunicorn_settings``.

Nothing is loaded before the fork (no preload), since clients of the object storage hang in a child
they were not made in. There is no access log: it would store addresses of visitors.
"""

from pathlib import Path

from core.settings import Settings

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
preload_app = False
accesslog = None
errorlog = "-"
loglevel = "error"  # a warning about a malformed request would name its address
control_socket_disable = True
