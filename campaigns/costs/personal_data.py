"""What costs hold about a person: nothing."""

from campaigns.costs.models import Cost
from core.personal_data import exempt

exempt(Cost, "what the organisation spent on a campaign; who typed it is in the audit trail")
