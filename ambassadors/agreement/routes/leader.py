"""Strategy and policy: leaders write and publish them, organisers read. Nobody is named here."""

import uuid

from flask import Blueprint, flash, redirect, render_template, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _

from accounts.session import current_organisation, current_roles, signed_in_user
from ambassadors import operations, permissions, queries
from ambassadors.agreement.comparison import compare_policies
from ambassadors.agreement.queries import count_accepted, policy_rows
from ambassadors.forms import policy_form
from core.access import Audience, open_to, require
from core.db import db
from core.errors import DomainError
from core.languages import LANGUAGES

bp = Blueprint("policy_leader", __name__, url_prefix="/o/<slug:organisation>/policy")


@bp.get("")
@open_to(Audience.LEADER, Audience.ORGANISER)
def show_policy(organisation: str) -> ResponseReturnValue:
    """Show each cohort's policy and how far it is."""
    return render_template(
        "ambassadors/agreement/policies.html",
        rows=policy_rows(current_organisation().id),
        can_edit=permissions.can_edit_policy(current_roles()),
    )


@bp.get("/<uuid:cohort_id>/<int:version>")
@open_to(Audience.LEADER, Audience.ORGANISER)
def show_version(organisation: str, cohort_id: uuid.UUID, version: int) -> ResponseReturnValue:
    """Show one version to read, in both languages."""
    cohort = queries.get_cohort(current_organisation().id, cohort_id)
    policy = queries.get_policy(cohort, version)
    accepted = count_accepted(policy)
    return render_template(
        "ambassadors/agreement/policy_version.html",
        cohort=cohort,
        policy=policy,
        accepted=accepted if permissions.can_see_count(current_roles(), accepted.active) else None,
        versions=queries.policies_of(cohort),
        can_edit=permissions.can_edit_policy(current_roles()),
    )


@bp.get("/<uuid:cohort_id>/<int:version>/changes")
@open_to(Audience.LEADER, Audience.ORGANISER)
def show_changes(organisation: str, cohort_id: uuid.UUID, version: int) -> ResponseReturnValue:
    """Show what is new since the version before, in both languages; the first one has none."""
    cohort = queries.get_cohort(current_organisation().id, cohort_id)
    before = queries.get_policy(cohort, version - 1)
    after = queries.get_policy(cohort, version)
    return render_template(
        "ambassadors/agreement/changes.html",
        cohort=cohort,
        before=before,
        after=after,
        changed={language: compare_policies(before, after, language) for language in LANGUAGES},
    )


@bp.route("/<uuid:cohort_id>/draft", methods=["GET", "POST"])
@open_to(Audience.LEADER, Audience.OWNER)
def edit_draft(organisation: str, cohort_id: uuid.UUID) -> ResponseReturnValue:
    """Write the next version; what is published stays as it is."""
    require(permissions.can_edit_policy(current_roles()))
    cohort = queries.get_cohort(current_organisation().id, cohort_id)
    form = policy_form(queries.latest_policy(cohort))
    if form.validate_on_submit():
        policy = operations.save_policy_draft(cohort, form.text(), actor=signed_in_user())
        db.session.commit()
        flash(_("The draft is saved. Read it through, then publish it."), "success")
        return redirect(
            url_for(
                ".show_version",
                organisation=organisation,
                cohort_id=cohort_id,
                version=policy.version,
            )
        )
    return render_template("ambassadors/agreement/policy_draft.html", cohort=cohort, form=form)


@bp.post("/<uuid:cohort_id>/publication")
@open_to(Audience.LEADER, Audience.OWNER)
def publish(organisation: str, cohort_id: uuid.UUID) -> ResponseReturnValue:
    """Make the draft the version people are asked to accept."""
    require(permissions.can_edit_policy(current_roles()))
    cohort = queries.get_cohort(current_organisation().id, cohort_id)
    try:
        policy = operations.publish_policy(cohort, actor=signed_in_user())
        db.session.commit()
        flash(_("Version %(version)s is published.", version=policy.version), "success")
    except DomainError as error:
        db.session.rollback()
        flash(error.message, "error")
    return redirect(url_for(".show_policy", organisation=organisation))
