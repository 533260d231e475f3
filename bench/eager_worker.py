"""The worker of a measurement: waves of mail leave one after the other, without the usual pause.

Started by ``bench.mails`` as ``flask --app bench.eager_worker worker``.
"""

from datetime import timedelta

from ambassadors.messages import jobs
from app import create_app

jobs.BETWEEN_WAVES = timedelta(0)

app = create_app()
