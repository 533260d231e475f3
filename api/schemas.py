"""The shapes of the API's answers. Nothing is sent that is not listed here; no names of people."""

from typing import Any

from marshmallow import EXCLUDE, Schema, fields, validate


def _whole(description: str) -> fields.Integer:
    return fields.Integer(required=True, metadata={"description": description})


class GoalSchema(Schema):
    kind = fields.String(
        required=True,
        attribute="outcome_kind.value",
        metadata={"description": "What is counted, such as event_sign_ups."},
    )
    target = _whole("How many are wanted.")


class GoalResultSchema(Schema):
    kind = fields.String(
        required=True,
        attribute="kind.value",
        metadata={"description": "What is counted, such as event_sign_ups."},
    )
    target = _whole("How many are wanted.")
    reached = _whole("How many there are.")


class CampaignSchema(Schema):
    id = fields.UUID(required=True)
    name_da = fields.String(
        required=True,
        metadata={"description": "Its Danish name; empty when it only has an English one."},
    )
    name_en = fields.String(
        required=True,
        metadata={"description": "Its English name; empty when it only has a Danish one."},
    )
    status = fields.String(
        required=True,
        attribute="status.value",
        metadata={"description": "draft, live or closed."},
    )
    starts_on = fields.Date(required=True)
    ends_on = fields.Date(required=True, metadata={"description": "The last day, included."})
    goals = fields.List(fields.Nested(GoalSchema), required=True)


class LadderSchema(Schema):
    clicks = _whole("Visits by ambassadors' links, bots left out.")
    conversations = _whole("Talks that ambassadors logged.")
    sign_ups = _whole("Sign-ups that stand.")
    confirmed = _whole("Sign-ups that were confirmed.")


class ResultsSchema(CampaignSchema):
    goals = fields.List(fields.Nested(GoalResultSchema), required=True)
    ladder = fields.Nested(LadderSchema, required=True)
    posts = _whole("Posts that ambassadors logged.")
    as_of = fields.AwareDateTime(
        required=True, metadata={"description": "When the numbers were read, in UTC."}
    )


def _words(description: str, **more: Any) -> fields.String:
    return fields.String(required=True, metadata={"description": description}, **more)


class KitFileSchema(Schema):
    format = _words("Such as 4x5, or film.", attribute="format.value")
    address = _words("Opens for somebody of the organisation who is signed in.")
    mimetype = fields.String(required=True)
    width = _whole("In pixels.")
    height = _whole("In pixels.")
    byte_size = _whole("In bytes.")


class KitPictureSchema(Schema):
    kind = _words("feed, carousel, story or reel.", attribute="kind.value")
    alt_da = _words("Alt text in Danish.")
    alt_en = _words("Alt text in English.")
    files = fields.List(fields.Nested(KitFileSchema), required=True)


class CaptionSchema(Schema):
    language = _words("da or en.", attribute="locale")
    text = _words("“{link}” stands where each ambassador’s own link comes.")
    hashtags = fields.List(fields.String(), required=True)
    mentions = fields.List(fields.String(), required=True)


class KitVersionSchema(Schema):
    unit = _words("Whose it is; empty for everybody’s.")
    function = _words("For whose work it is; empty for everybody’s.")
    language = _words("In which language its readers tell: da, en or empty.")
    title_da = fields.String(required=True)
    title_en = fields.String(required=True)
    intro_da = fields.String(required=True)
    intro_en = fields.String(required=True)
    captions = fields.List(fields.Nested(CaptionSchema), required=True)
    pictures = fields.List(
        fields.Nested(KitPictureSchema),
        required=True,
        metadata={"description": "Those that may be used on Instagram today, and no others."},
    )


class KitSchema(Schema):
    id = fields.UUID(required=True)
    address = _words("The page where an ambassador uses it.")
    starts_on = fields.Date(required=True)
    ends_on = fields.Date(required=True, metadata={"description": "The last day, included."})
    cohorts = fields.List(fields.String(), required=True)
    first_line_da = _words("What must stand first in a post in Danish; empty when nothing must.")
    first_line_en = _words("What must stand first in a post in English; empty when nothing must.")
    versions = fields.List(
        fields.Nested(KitVersionSchema),
        required=True,
        metadata={"description": "The base first, then what is made for some."},
    )


class OutcomeSchema(Schema):
    class Meta:
        unknown = EXCLUDE  # names and the like have no place here: read past, never kept

    reference = fields.String(
        required=True,
        validate=validate.Length(min=1, max=80),
        metadata={"description": "Your own number for it. The same number is the same outcome."},
    )
    code = fields.String(
        load_default="",
        validate=validate.Length(max=400),
        metadata={"description": "The ambassador's code or link; nothing when none is named."},
    )
    status = fields.String(
        load_default="signed_up",
        metadata={"description": "signed_up, confirmed, no_show or cancelled."},
    )
    occurred_at = fields.AwareDateTime(
        metadata={"description": "When it became so. Older news never replaces newer."}
    )
    goal = fields.UUID(
        metadata={"description": "The id of a goal; without it the first that can be counted."}
    )


class OutcomeResultSchema(Schema):
    result = fields.String(
        required=True,
        metadata={"description": "counted, changed, same or older."},
    )
