"""Words on screen for states and outcome kinds of campaigns."""

from flask_babel import lazy_gettext as _l

from campaigns.enums import CampaignStatus, OutcomeKind

STATUSES = {
    CampaignStatus.DRAFT: _l("Draft"),
    CampaignStatus.LIVE: _l("Running"),
    CampaignStatus.CLOSED: _l("Closed"),
}
OUTCOMES = {
    OutcomeKind.EVENT_SIGN_UPS: _l("Event sign-ups"),
    OutcomeKind.ENROLMENTS: _l("Enrolments"),
    OutcomeKind.APPLICATIONS: _l("Applications"),
    OutcomeKind.NEWCOMER_ENQUIRIES: _l("Newcomer enquiries"),
    OutcomeKind.MEMBERSHIPS: _l("New members"),
    OutcomeKind.JOB_APPLICATIONS: _l("Job applications"),
    OutcomeKind.CONVERSATIONS: _l("Conversations"),
}
