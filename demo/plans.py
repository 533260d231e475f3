"""What a demo programme is made of, in plain values; the other files turn them into rows."""

from collections.abc import Mapping
from dataclasses import dataclass, field

from ambassadors.enums import Benefit, Channel, Kind, Rhythm
from ambassadors.messages.enums import IdeaKind
from campaigns.enums import OutcomeKind
from demo.profiles import Profile

WEEKS = 16


@dataclass(frozen=True)
class Text:
    """The same thing said in both languages."""

    da: str
    en: str


@dataclass(frozen=True, kw_only=True)
class Shown:
    """A picture in one organisation's library: which file, and whether it may be used."""

    file: str
    unit: str = ""
    consent_days: int | None = None
    is_waiting: bool = False


@dataclass(frozen=True, kw_only=True)
class Person:
    """Somebody who takes part, and how their season goes; weeks are counted from the first."""

    name: str
    unit: str
    function: str = ""
    profile: Profile = Profile.REGULAR
    rhythm: Rhythm = Rhythm.EVERY_OTHER_WEEK
    channels: tuple[Channel, ...] = (Channel.INSTAGRAM,)
    benefits: tuple[Benefit, ...] = ()
    topics: tuple[int, ...] = (1, 2)
    joined_week: int = 0
    paused_weeks: tuple[int, ...] = ()
    active_weeks: tuple[int, ...] | None = None
    passed: int = 2
    locale: str = "da"
    shown_in_ranking: bool = False
    named_to_guests: bool = False
    role: str = ""
    may_be_asked: bool = False
    was_asked_again: bool = False


@dataclass(frozen=True, kw_only=True)
class Idea:
    """Something an ambassador wrote to the organiser, and what came back."""

    name: str
    kind: IdeaKind
    text: str
    days_ago: int
    reply: str = ""


@dataclass(frozen=True, kw_only=True)
class Letter:
    """A mail that went out to a whole cohort."""

    subject: str
    body: str
    days_ago: int


@dataclass(frozen=True, kw_only=True)
class Story:
    """A story somebody logged by its screenshot: whose, what it showed, when."""

    name: str
    picture: str
    days_ago: int


@dataclass(frozen=True, kw_only=True)
class SentIn:
    """A post that is to be looked at before it counts; one with a reason was given back."""

    name: str
    days_ago: int
    caption: str
    shows_disclosure: bool = True
    reason: str = ""


@dataclass(frozen=True, kw_only=True)
class CohortPlan:
    """The ambassadors of one kind; without people it is still a draft, with thanks it is over."""

    key: str
    kind: Kind
    name: str
    people: tuple[Person, ...] = ()
    ideas: tuple[Idea, ...] = ()
    letters: tuple[Letter, ...] = ()
    stories: tuple[Story, ...] = ()
    sent_in: tuple[SentIn, ...] = ()
    invited: tuple[tuple[str, str], ...] = ()
    first_week: int = -1
    thanks: Text | None = None


@dataclass(frozen=True, kw_only=True)
class CaptionPlan:
    locale: str
    text: str
    hashtags: tuple[str, ...] = ()


@dataclass(frozen=True, kw_only=True)
class VariantPlan:
    """What a kit says in one unit."""

    unit: str
    captions: tuple[CaptionPlan, ...]


@dataclass(frozen=True, kw_only=True)
class KitPlan:
    """A kit: pictures by file, texts in both languages, for whom."""

    cohorts: tuple[str, ...]
    title: Text
    intro: Text
    pictures: tuple[str, ...]
    captions: tuple[CaptionPlan, ...]
    unit: str = ""
    gate: int = 0
    topics: tuple[int, ...] = ()
    is_draft: bool = False
    in_campaign: bool = True
    variants: tuple[VariantPlan, ...] = ()
    frame: str = ""  # words in a frame on the last picture


@dataclass(frozen=True, kw_only=True)
class EventPlan:
    """An event ``in_days`` from today, or as many days ago.

    One for which somebody waits has no more seats than are taken.
    """

    title: Text
    description: Text
    place: str
    in_days: int
    hours: tuple[int, int]
    capacity: int
    picture: str
    waiting: int = 0


@dataclass(frozen=True, kw_only=True)
class Numbers:
    """What a campaign has brought about; the season spreads it over days and people."""

    clicks: int
    conversations: int
    by_link: int
    told_by: int
    by_themselves: int
    cancelled: int
    came: int = 0


@dataclass(frozen=True, kw_only=True)
class Spent:
    """Kroner for something in a week of the season, or hours at so many kroner each."""

    what: str
    week: int
    kroner: int = 0
    hours: int = 0
    rate: int = 0


@dataclass(frozen=True, kw_only=True)
class OwnGoal:
    """A goal of a kind that the organisation has named itself."""

    name: Text
    target: int


@dataclass(frozen=True, kw_only=True)
class CampaignPlan:
    """A campaign over some weeks of the season; one without numbers is still a draft.

    One that was called off is in the archive, and nobody took part.
    """

    name: Text
    pitch: Text
    cohorts: tuple[str, ...]
    goals: dict[OutcomeKind, int]
    weeks: tuple[int, int]
    event: EventPlan | None = None
    numbers: Numbers | None = None
    spike_week: int | None = None
    # What one person brings, fixed, so that their page can be told about.
    own: dict[str, Numbers] = field(default_factory=dict)
    is_closed: bool = False
    is_called_off: bool = False
    own_goal: OwnGoal | None = None
    costs: tuple[Spent, ...] = ()


@dataclass(frozen=True, kw_only=True)
class Staff:
    """Somebody who runs, reads or leads; ``sign_in`` names their line in demo.json."""

    name: str
    roles: tuple[str, ...]
    sign_in: str = ""


@dataclass(frozen=True, kw_only=True)
class Programme:
    """One organisation with everything in it."""

    seed: int
    name: str
    slug: str
    colour: str
    units: tuple[str, ...]
    staff: tuple[Staff, ...]
    pictures: tuple[Shown, ...]
    cohorts: tuple[CohortPlan, ...]
    kits: tuple[KitPlan, ...]
    campaigns: tuple[CampaignPlan, ...]
    # The area that some units lie in, by unit.
    areas: Mapping[str, str] = field(default_factory=dict)
    welcome: Text | None = None
    has_logo: bool = False
    has_pictured_people: bool = False
