"""What an ambassador could do next: one thing, the one that helps most today."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from flask_babel import gettext as _
from flask_babel import ngettext

from ambassadors.models import Policy
from ambassadors.training.models import Module
from campaigns.models import Campaign, Participation
from core.languages import localised
from media.kits.models import Kit


@dataclass(frozen=True, kw_only=True)
class NextStep:
    """A title, a sentence, and where the one button leads."""

    title: str
    text: str
    action: str
    endpoint: str
    arguments: Mapping[str, Any]


@dataclass(frozen=True, kw_only=True)
class Training:
    """The module that comes next; whether kits wait for it, and whether she has none yet to use."""

    module: Module
    opens_kits: bool
    comes_first: bool


def next_step(
    training: Training | None, running: Sequence[Participation], kits: Sequence[Kit], today: date
) -> NextStep:
    """Return the next step: the training without which she can use nothing, then the campaign that
    ends first, then the rest of the training, then a kit.

    ``kits`` are the ones she can use today, the running campaign's among them.
    """
    if training is not None and training.comes_first:
        return _train(training)
    if running:
        return _campaign(running[0].campaign, kits, today)
    if training is not None:
        return _train(training)
    if kits:
        return _share(kits[0])
    return NextStep(
        title=_("Nothing is waiting for you"),
        text=_("Have you seen something worth telling? Send us the idea."),
        action=_("Tell us an idea"),
        endpoint="messages_ambassador.list_ideas",
        arguments={},
    )


def leads_to(step: NextStep, training: Training) -> bool:
    """Say whether the step is that training, so that it need not be told of twice."""
    return step.arguments.get("module_id") == training.module.id


def ask_again(policy: Policy) -> NextStep:
    """Return the question whether a new version of the policy suits her."""
    return NextStep(
        title=_("Something is new in what we agree on"),
        text=_(
            "Version %(version)s. See what has changed; it takes a minute.", version=policy.version
        ),
        action=_("See what is new"),
        endpoint="agreement_ambassador.show_policy",
        arguments={},
    )


def _train(training: Training) -> NextStep:
    module = training.module
    minutes = ngettext("%(num)d minute.", "%(num)d minutes.", module.minutes)
    opens = _("Then more media kits open.") if training.opens_kits else ""
    rest = _("You can stop and go on whenever you like.")
    return NextStep(
        title=localised(module, "title"),
        text=" ".join(filter(None, [minutes, opens, rest])),
        action=_("Begin"),
        endpoint="training_ambassador.show_module",
        arguments={"module_id": module.id},
    )


def _campaign(campaign: Campaign, kits: Sequence[Kit], today: date) -> NextStep:
    days = (campaign.ends_on - today).days
    name = localised(campaign, "name")
    title = ngettext(
        "%(campaign)s: one day left",
        "%(campaign)s: %(num)d days left",
        days,
        campaign=name,
    )
    own = {kit.id for kit in campaign.kits}
    kit = next((kit for kit in kits if kit.id in own), None)
    return NextStep(
        title=title if days > 0 else _("%(campaign)s: the last day", campaign=name),
        text=localised(campaign, "pitch") or _("Tell about it in your own way."),
        action=_("See the media kit") if kit else _("Show my link"),
        endpoint="kits_ambassador.show_kit" if kit else "tracking_ambassador.show_link",
        arguments={"kit_id": kit.id} if kit else {},
    )


def _share(kit: Kit) -> NextStep:
    return NextStep(
        title=localised(kit, "title"),
        text=localised(kit, "intro") or _("A new kit is ready, if you feel like it."),
        action=_("See the media kit"),
        endpoint="kits_ambassador.show_kit",
        arguments={"kit_id": kit.id},
    )


def greeting(hour: int, name: str) -> str:
    """Return "Good morning, Freja" by the hour of the organisation's zone."""
    if 5 <= hour < 10:
        return str(_("Good morning, %(name)s", name=name))
    if 18 <= hour < 24:
        return str(_("Good evening, %(name)s", name=name))
    return str(_("Hello, %(name)s", name=name))
