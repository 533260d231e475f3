"""Forms of the log: they check shape, operations check rules."""

import uuid
from collections.abc import Sequence
from typing import Any

from flask_babel import lazy_gettext as _l
from flask_wtf import FlaskForm
from flask_wtf.file import FileField
from wtforms import (
    BooleanField,
    DateField,
    HiddenField,
    RadioField,
    StringField,
    SubmitField,
    TextAreaField,
)
from wtforms.validators import InputRequired, Length, Optional

from campaigns.models import Participation
from campaigns.posts.enums import ConversationPlace, ConversationTopic, LedTo, PostChannel
from campaigns.posts.labels import TOPICS
from campaigns.posts.models import Post
from campaigns.posts.origins import Origin
from campaigns.posts.screenshots.taking import Taken
from campaigns.posts.telling import Told
from core.formats import local
from core.forms import (
    SelectChoice,
    TicksField,
    filled,
    no_contact_details,
    no_id_number,
    stripped,
)
from core.languages import localised
from media.kits import contents

LONGEST_CAPTION = 2200
LONGEST_WORDS = 300
LONGEST_ADDRESS = 500
TOO_LONG = _l("Write at most %(max)d letters.")
ELSEWHERE = (
    PostChannel.FACEBOOK,
    PostChannel.LINKEDIN,
    PostChannel.TIKTOK,
    PostChannel.BLOG,
    PostChannel.TALK,
    PostChannel.STAND,
    PostChannel.OTHER,
)


class TellingForm(FlaskForm):
    """What every way of logging asks."""

    # Whose it is and whether it still runs is asked of the campaign itself.
    participation = RadioField(
        _l("Which campaign is it for?"),
        validators=[InputRequired(_l("Choose a campaign."))],
        validate_choice=False,
    )
    # Only those of the kit that may be used today are looked for.
    pictures = TicksField(
        _l("Which pictures did you use?"),
        description=_l("So we know whom to ask if somebody in one of them changes their mind."),
        validate_choice=False,
    )
    day = DateField(_l("Which day was it?"), validators=[Optional()])
    caption = TextAreaField(
        _l("The text you wrote"),
        description=_l(
            "Paste it if you want to keep it here. It is yours, and you can take it out."
        ),
        filters=[stripped],
        validators=[Length(max=LONGEST_CAPTION, message=TOO_LONG), no_id_number],
    )
    asked_people = BooleanField(_l("I asked the people in the picture"))
    shows_disclosure = BooleanField(_l("My first line says that I am an ambassador"))
    sent_key = HiddenField(validators=[Optional(), Length(min=32, max=36)])
    submit = SubmitField(_l("Log it"))

    def offer(self, participations: Sequence[Participation], origin: Origin) -> None:
        """Offer the campaigns and the pictures of the kit.

        The campaign with the kit, else the first, is chosen, and so are the pictures likely used.
        """
        self.participation.choices = [
            SelectChoice(str(part.id), localised(part.campaign, "name")) for part in participations
        ]
        self.pictures.choices = [
            SelectChoice(str(item.asset_id), contents.alt_shown(item)) for item in origin.items
        ]
        if not self.is_submitted() and participations:
            with_kit = (part for part in participations if origin.kit in part.campaign.kits)
            self.participation.data = str(next(with_kit, participations[0]).id)
            self.pictures.data = [str(one) for one in origin.likely]
            self.sent_key.data = uuid.uuid4().hex

    def told(self, screenshot: Taken | None = None) -> Told:
        """Return what was told."""
        return Told(screenshot=screenshot, **self._said())

    def _said(self) -> dict[str, Any]:
        return {
            "day": self.day.data,
            "caption": self.caption.data or "",
            "asked_people": self.asked_people.data,
            "shows_disclosure": self.shows_disclosure.data,
            "sent_key": self.sent_key.data or None,
        }


class LogPostForm(TellingForm):
    """A post by its link."""

    url = StringField(
        _l("Link to your post"),
        description=_l("In the app: Share, then Copy link. Paste it here."),
        validators=[InputRequired(_l("Paste the link to your post.")), Length(max=LONGEST_ADDRESS)],
    )
    submit = SubmitField(_l("Log my post"))

    def _said(self) -> dict[str, Any]:
        return {**super()._said(), "url": filled(self.url.data)}


class StoryForm(TellingForm):
    """A story by a picture of the screen, since it is gone after a day."""

    screenshot = FileField(
        _l("Screenshot of your story"),
        description=_l("Only you and your organisers see it."),
        render_kw={"accept": "image/*"},
    )
    submit = SubmitField(_l("Log my story"))

    def _said(self) -> dict[str, Any]:
        return {**super()._said(), "channel": PostChannel.INSTAGRAM_STORY}


class ElsewhereForm(TellingForm):
    """Whatever was told somewhere else: by its link, a picture or a few words."""

    channel = RadioField(
        _l("Where was it?"),
        choices=[SelectChoice(one.value, one.label) for one in ELSEWHERE],
        validators=[InputRequired(_l("Choose where it was."))],
    )
    url = StringField(
        _l("Link to it"),
        description=_l("If it has one."),
        filters=[stripped],
        validators=[Length(max=LONGEST_ADDRESS)],
    )
    words = StringField(
        _l("What was it, in a few words?"),
        description=_l("Such as: talk for 3.b at the upper secondary school. No names of others."),
        filters=[stripped],
        validators=[
            Length(max=LONGEST_WORDS, message=TOO_LONG),
            no_id_number,
            no_contact_details,
        ],
    )
    screenshot = FileField(_l("A picture of it"), render_kw={"accept": "image/*"})
    submit = SubmitField(_l("Log it"))

    def _said(self) -> dict[str, Any]:
        return {
            **super()._said(),
            "channel": PostChannel(self.channel.data),
            "url": self.url.data or "",
            "words": self.words.data or "",
        }


class ChangePostForm(ElsewhereForm):
    """What was logged, to be put right."""

    submit = SubmitField(_l("Save"))

    @classmethod
    def of(cls, post: Post, origin: Origin) -> "ChangePostForm":
        """Return the form with what is known of a post; what its link says is not asked."""
        form = cls(obj=None if cls().is_submitted() else post)
        form.offer([post.participation], origin)
        if post.channel not in ELSEWHERE:
            form.channel.choices = [SelectChoice(post.channel.value, post.channel.label)]
        if not form.is_submitted():
            form.channel.data = post.channel.value
            form.pictures.data = [str(one.id) for one in post.pictures]
            form.day.data = local(post.published_at).date()
        else:
            form.channel.data = form.channel.data or post.channel.value
            form.participation.data = str(post.participation_id)
        return form


class TalkForm(FlaskForm):
    """More about a conversation, all of it if one likes, and nothing about the other."""

    topic = RadioField(
        _l("What was it about?"),
        choices=[SelectChoice(one.value, TOPICS[one]) for one in ConversationTopic],
        validators=[Optional()],
    )
    place = RadioField(
        _l("Where was it?"),
        choices=[SelectChoice(one.value, one.label) for one in ConversationPlace],
        validators=[Optional()],
    )
    led_to = RadioField(
        _l("What did it lead to?"),
        choices=[SelectChoice(one.value, one.label) for one in LedTo],
        validators=[Optional()],
    )
    question = TextAreaField(
        _l("A question I could not answer"),
        description=_l(
            "Somebody who knows answers you. Write only the question: no name, number or address."
        ),
        filters=[stripped],
        validators=[
            Length(max=1000, message=TOO_LONG),
            no_id_number,
            no_contact_details,
        ],
    )
    submit = SubmitField(_l("Save"))

    def said(self) -> dict[str, Any]:
        """Return what was said, in the words of the operation."""
        return {
            "topic": ConversationTopic(self.topic.data) if self.topic.data else None,
            "place": ConversationPlace(self.place.data) if self.place.data else None,
            "led_to": LedTo(self.led_to.data) if self.led_to.data else None,
            "question": self.question.data or "",
        }
