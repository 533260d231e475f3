"""Idrætsforbundet Fjord: a sports federation whose members tell about their clubs."""

from ambassadors.enums import Benefit, Channel, Kind, Rhythm
from ambassadors.messages.enums import IdeaKind
from campaigns.enums import OutcomeKind
from demo.fjord_kits import KITS
from demo.plans import (
    CampaignPlan,
    CohortPlan,
    EventPlan,
    Idea,
    Letter,
    Numbers,
    Person,
    Programme,
    Shown,
    Staff,
    Text,
)
from demo.profiles import Profile

NORTH, SOUTH, MIDDLE = "Nordfjord", "Sydfjord", "Midt"
WEEKLY, WHENEVER = Rhythm.WEEKLY, Rhythm.WHENEVER
DRIVING, STEADY, SOME = Profile.DRIVING, Profile.STEADY, Profile.OCCASIONAL
OUTDOOR, HALL, GYM = "Løb, cykling, vand og natur", "Holdsport", "Gymnastik og dans"
COACH = "Træner, leder eller frivillig"
STORY, FACE, GRAM = Channel.INSTAGRAM_STORY, Channel.IN_PERSON, Channel.INSTAGRAM

MEMBERS = CohortPlan(
    key="members",
    kind=Kind.MEMBER,
    name="Fjordens stemmer",
    people=(
        Person(name="Kasper Rømer", unit=NORTH, function=OUTDOOR, profile=DRIVING, rhythm=WEEKLY,
               topics=(1, 3), channels=(GRAM, STORY), shown_in_ranking=True),
        Person(name="Pia Juhl", unit=NORTH, function=COACH, profile=STEADY, topics=(2, 4),
               benefits=(Benefit.RECOGNITION,), channels=(FACE, GRAM)),
        Person(name="Mikkel Storgaard", unit=NORTH, function=HALL, rhythm=WEEKLY, topics=(1,)),
        Person(name="Samira Osman", unit=NORTH, function=GYM, profile=STEADY, topics=(2, 6),
               benefits=(Benefit.DIFFERENCE,)),
        Person(name="Erik Baun", unit=NORTH, function=COACH, profile=SOME, rhythm=WHENEVER),
        Person(name="Louise Enevoldsen", unit=NORTH, function=OUTDOOR, topics=(3, 5)),
        Person(name="Daniel Abebe", unit=SOUTH, function=HALL, profile=STEADY, rhythm=WEEKLY,
               topics=(3, 6), benefits=(Benefit.NETWORK,)),
        Person(name="Bodil Kusk", unit=SOUTH, function=GYM, topics=(2, 6), channels=(FACE,)),
        Person(name="Sebastian Holt", unit=SOUTH, function=HALL, topics=(1, 5), joined_week=3),
        Person(name="Camilla Riis", unit=SOUTH, function=GYM, profile=SOME, topics=(1,), passed=1),
        Person(name="Tue Grønbæk", unit=SOUTH, function=OUTDOOR, profile=Profile.SILENT),
        Person(name="Nadia Haddad", unit=MIDDLE, function=COACH, profile=STEADY, topics=(4, 6),
               paused_weeks=(9, 10)),
        Person(name="Peder Enggaard", unit=MIDDLE, function=OUTDOOR, topics=(3,)),
        Person(name="Viktoria Balan", unit=MIDDLE, function=GYM, topics=(1, 2), locale="en"),
        Person(name="Leif Aaen", unit=MIDDLE, function=COACH, rhythm=WHENEVER, topics=(4,)),
    ),
    ideas=(
        Idea(
            name="Samira Osman", kind=IdeaKind.IDEA, days_ago=2,
            text="Kan vi fortælle, at man må komme tre gange uden at melde sig ind? Det ved næsten "
            "ingen.",
        ),
        Idea(
            name="Kasper Rømer", kind=IdeaKind.QUESTION, days_ago=15,
            text="Må vi vise juniorholdet, hvis man kun ser dem bagfra?",
            reply="Ja, hvis ingen kan genkendes, heller ikke på nummer eller tøj. Er du i tvivl, "
            "så spørg forældrene først.",
        ),
    ),
    letters=(
        Letter(
            subject="Hallen er åben om 12 dage", days_ago=1,
            body="Kære alle\n\nTag en ven i hånden. Det er den korteste vej ind i en forening.\n\n"
            "Hilsen Nikolaj",
        ),
    ),
    invited=(("Rosa Kjeldsen", SOUTH),),
)  # fmt: skip

OPEN_HALL = CampaignPlan(
    name=Text("Åbent hus i hallen", "Open house in the sports hall"),
    pitch=Text(
        "Fortæl om din første gang. Det er længe siden, men du husker den.",
        "Tell people about your first time. It is long ago, but you remember it.",
    ),
    cohorts=("members",),
    goals={OutcomeKind.EVENT_SIGN_UPS: 150, OutcomeKind.CONVERSATIONS: 90},
    weeks=(0, 17),
    spike_week=6,
    event=EventPlan(
        title=Text("Åbent hus i hallen", "Open house in the sports hall"),
        description=Text(
            "Prøv alt fra rulleskøjter til vandrehold. Kom i det tøj, du har på. Ingen skal være "
            "god til noget.",
            "Try everything from roller skates to the hiking team. Come as you are. Nobody has to "
            "be good at anything.",
        ),
        place="Fjordhallen, Havnevej 4",
        in_days=12,
        hours=(10, 14),
        capacity=180,
        picture="meadow.jpg",
    ),
    numbers=Numbers(
        clicks=1288,
        conversations=74,
        by_link=88,
        told_by=29,
        by_themselves=21,
        cancelled=7,
    ),
)

FJORD = Programme(
    seed=47,
    name="Idrætsforbundet Fjord",
    slug="fjord",
    colour="#8a3324",
    units=(NORTH, SOUTH, MIDDLE),
    staff=(
        Staff(name="Susanne Vinther", roles=("owner",)),
        Staff(name="Nikolaj Boye", roles=("organiser",)),
        Staff(name="Ditte Randrup", roles=("reader",)),
        Staff(name="Henrik Solgaard", roles=("leader",)),
    ),
    pictures=(
        Shown(file="trail.jpg"),
        Shown(file="meadow.jpg"),
        Shown(file="sunset.jpg"),
    ),
    cohorts=(MEMBERS,),
    kits=KITS,
    campaigns=(OPEN_HALL,),
)
