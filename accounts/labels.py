"""What roles and recorded acts are called on screen."""

from flask_babel import LazyString
from flask_babel import lazy_gettext as _

from accounts.enums import Role, TokenScope

ROLE_LABELS: dict[Role, LazyString] = {
    Role.OWNER: _("Owner"),
    Role.ORGANISER: _("Organiser"),
    Role.READER: _("Results reader"),
    Role.LEADER: _("Leader"),
}
ROLE_HINTS: dict[str, LazyString] = {
    Role.OWNER: _("Decides who may do what, and everything an organiser can."),
    Role.ORGANISER: _("Runs cohorts, kits and campaigns."),
    Role.READER: _("Reads the results of campaigns given to them."),
    Role.LEADER: _("Writes policy and strategy, and sees totals without names."),
}
SCOPE_LABELS: dict[TokenScope, LazyString] = {
    TokenScope.READ_RESULTS: _("Reads campaigns and their results, without names"),
}
# Acts of every room, by the code they are recorded under; a code without words shows as it is.
ACTS: dict[str, LazyString] = {
    "organisation_created": _("Set up the organisation"),
    "settings_changed": _("Changed the settings"),
    "brand_colour_changed": _("Changed the brand colour"),
    "unit_added": _("Added a unit"),
    "unit_renamed": _("Renamed a unit"),
    "person_added": _("Added a person"),
    "person_offered": _("Offered somebody a role"),
    "offer_accepted": _("Said yes to a role"),
    "offer_refused": _("Somebody said no to a role"),
    "person_removed": _("Removed a person"),
    "role_granted": _("Gave a role"),
    "role_revoked": _("Took a role away"),
    "second_step_app_added": _("Turned codes from an app on"),
    "second_step_app_removed": _("Turned codes from an app off"),
    "passkey_added": _("Added a passkey"),
    "passkey_removed": _("Removed a passkey"),
    "recovery_codes_made": _("Made new recovery codes"),
    "recovery_code_used": _("Signed in with a recovery code"),
    "second_step_reset": _("Took somebody's second step away"),
    "external_identity_connected": _("Connected a sign-in from elsewhere"),
    "external_identity_disconnected": _("Disconnected a sign-in from elsewhere"),
    "token_created": _("Made a key for the API"),
    "token_revoked": _("Withdrew a key for the API"),
    "cohort_created": _("Set up a cohort"),
    "cohort_opened": _("Opened a cohort"),
    "season_copied": _("Started a cohort from last season’s"),
    "season_closed": _("Closed the season of a cohort"),
    "season_reopened": _("Opened the season of a cohort again"),
    "cohort_changed": _("Changed a cohort"),
    "policy_published": _("Published a policy"),
    "invitation_sent": _("Invited an ambassador"),
    "invitation_withdrawn": _("Withdrew an invitation"),
    "invitation_extended": _("Let an invitation work longer"),
    "invitations_imported": _("Invited a whole list"),
    "invitations_sent": _("Sent invitations that were waiting"),
    "invitations_sent_again": _("Sent invitations again"),
    "join_page_changed": _("Changed the way into a cohort"),
    "applications_accepted": _("Accepted applications"),
    "applications_declined": _("Declined applications"),
    "decision_undone": _("Took back a decision on applications"),
    "guardian_approved": _("A guardian said yes"),
    "guardian_withdrew": _("A guardian said no"),
    "kit_published": _("Published a kit"),
    "kit_withdrawn": _("Withdrew a kit"),
    "kit_footing_chosen": _("Chose the first line of a kit"),
    "campaign_launched": _("Launched a campaign"),
    "campaign_closed": _("Closed a campaign"),
    "campaign_deleted": _("Deleted a draft of a campaign"),
    "module_added": _("Added a training module"),
    "module_changed": _("Changed a training module"),
    "lesson_added": _("Added a lesson"),
    "lesson_changed": _("Changed a lesson"),
    "question_added": _("Added a quiz question"),
    "question_changed": _("Changed a quiz question"),
    "module_removed": _("Deleted a training module"),
    "lesson_removed": _("Deleted a lesson"),
    "question_removed": _("Deleted a quiz question"),
    "lesson_picture_changed": _("Changed the picture of a lesson"),
    "lesson_film_changed": _("Changed the film of a lesson"),
    "retake_asked": _("Asked for a training module to be taken again"),
    "practice_answered": _("Said a word about practice"),
    "reminder_sent": _("Reminded ambassadors kindly"),
    "training_order_changed": _("Changed the order of training"),
    "diploma_given": _("Gave somebody a diploma"),
    "diplomas_given": _("Sent thanks and diplomas to a cohort"),
    "diploma_withdrawn": _("Withdrew a diploma"),
    "hours_counted": _("Began counting hours"),
    "hours_not_counted": _("Stopped counting hours"),
    "announcement_sent": _("Wrote to a cohort"),
    "ambassador_joined": _("Joined as an ambassador"),
    "ambassador_left": _("Stopped as an ambassador"),
    "ambassador_returned": _("Came back as an ambassador"),
    "ambassador_erased": _("Erased an ambassador at their own wish"),
    "season_erased": _("Erased a cohort’s ambassadors on the day promised"),
}


def act(code: str) -> str:
    """Return what a recorded act is called."""
    return str(ACTS.get(code, code.replace("_", " ").capitalize()))
