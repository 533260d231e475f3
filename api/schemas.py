"""The shapes of the API's answers. Nothing is sent that is not listed here; no names of people."""

from marshmallow import Schema, fields


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
