"""The organisation's own account is nobody's."""

from campaigns.posts.measurements.own_account.models import OwnAccount
from core.personal_data import exempt

exempt(OwnAccount, "the organisation's own account: a token, encrypted, and when it was used")
