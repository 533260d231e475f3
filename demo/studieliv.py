"""Studieliv Holstebro: a place of education with four campuses and 24 student ambassadors."""

from campaigns.enums import OutcomeKind
from demo.plans import (
    CampaignPlan,
    EventPlan,
    Numbers,
    OwnGoal,
    Programme,
    Shown,
    Spent,
    Staff,
    Text,
)
from demo.studieliv_first_season import FIRST_SEASON
from demo.studieliv_kits import KITS
from demo.studieliv_people import AARHUS, HOLSTEBRO, LEMVIG, NEXT_SEASON, ONLINE, STUDENTS

OPEN_HOUSE = CampaignPlan(
    name=Text("Åbent hus", "Open house"),
    pitch=Text(
        "Vis en helt almindelig tirsdag på campus. Det er den, de søgende spørger om.",
        "Show a perfectly ordinary Tuesday on campus. That is what applicants ask about.",
    ),
    cohorts=("students",),
    goals={OutcomeKind.EVENT_SIGN_UPS: 300, OutcomeKind.CONVERSATIONS: 100},
    weeks=(0, 17),
    spike_week=10,
    costs=(
        Spent(what="Plakater og postkort", week=1, kroner=6400),
        Spent(what="Kaffe og boller", week=9, kroner=3850),
        Spent(what="Planlægning og opfølgning", week=4, hours=36, rate=290),
        Spent(what="Møder med uddannelserne", week=6, hours=5),
    ),
    event=EventPlan(
        title=Text("Åbent hus på campus", "Open house on campus"),
        description=Text(
            "Mød dem, der går her. Ingen taler fra en scene: du går rundt, smager på kantinen og "
            "spørger om det, du vil vide.\n\nDer er nogen fra hver uddannelse, og "
            "studievejledningen har åbent hele eftermiddagen. Tag gerne en ven eller en forælder "
            "med.",
            "Meet the people who study here. No speeches from a stage: walk around, try the "
            "canteen and ask what you want to know.\n\nSomebody from every programme is here, and "
            "student counselling is open all afternoon. Bring a friend or a parent.",
        ),
        place="Gasværksvej 10, Holstebro",
        in_days=12,
        hours=(15, 18),
        capacity=400,
        picture="dandelions.jpg",
    ),
    numbers=Numbers(
        clicks=4812,
        conversations=168,
        by_link=214,
        told_by=61,
        by_themselves=44,
        cancelled=17,
    ),
    own={
        "Freja Nørgaard": Numbers(
            clicks=41, conversations=5, by_link=5, told_by=0, by_themselves=0, cancelled=0
        )
    },
)

STUDY_WEEK = CampaignPlan(
    name=Text("Prøv en studiedag", "Try a day of studying"),
    pitch=Text(
        "Tag en med i timerne. De fleste beslutter sig i frokostpausen.",
        "Take somebody along to class. Most people make up their minds over lunch.",
    ),
    cohorts=("students",),
    goals={OutcomeKind.EVENT_SIGN_UPS: 80, OutcomeKind.ENROLMENTS: 30},
    weeks=(3, 10),
    is_closed=True,
    costs=(
        Spent(what="Frokost til gæsterne", week=10, kroner=4140),
        Spent(what="Planlægning", week=5, hours=12, rate=290),
    ),
    event=EventPlan(
        title=Text("Prøv en studiedag", "Try a day of studying"),
        description=Text(
            "Følg med i timerne en hel dag sammen med en, der går her. Vi giver frokost.",
            "Come along to classes for a day with somebody who studies here. Lunch is on us.",
        ),
        place="Campus Holstebro og Campus Aarhus C",
        in_days=-26,
        hours=(9, 14),
        capacity=120,
        picture="paint.jpg",
    ),
    numbers=Numbers(
        clicks=964,
        conversations=31,
        by_link=58,
        told_by=11,
        by_themselves=9,
        cancelled=5,
        came=46,
    ),
    own={
        "Freja Nørgaard": Numbers(
            clicks=19, conversations=2, by_link=5, told_by=0, by_themselves=0, cancelled=0, came=4
        )
    },
)

STUDY_START = CampaignPlan(
    name=Text("Velkommen til de nye", "Welcome to our new students"),
    pitch=Text(
        "Hvad ville du gerne have vidst den første uge?",
        "What would you have liked to know in your first week?",
    ),
    cohorts=("students",),
    goals={OutcomeKind.CONVERSATIONS: 60},
    weeks=(24, 30),
    own_goal=OwnGoal(name=Text("Nye med en studiemakker", "New students with a buddy"), target=40),
)

SUMMER_PARTY = CampaignPlan(
    name=Text("Sommerfest i gården (aflyst)", "Summer party in the yard (called off)"),
    pitch=Text("Tag naboerne med.", "Bring the neighbours."),
    cohorts=("students",),
    goals={OutcomeKind.CONVERSATIONS: 30},
    weeks=(-6, -4),
    is_called_off=True,
    costs=(Spent(what="Depositum for teltet", week=-6, kroner=1500),),
)

STUDIELIV = Programme(
    seed=26,
    name="Studieliv Holstebro",
    slug="studieliv",
    colour="#14594f",
    units=(HOLSTEBRO, AARHUS, LEMVIG, ONLINE),
    areas=dict.fromkeys((HOLSTEBRO, AARHUS, LEMVIG), "Campusser"),
    has_logo=True,
    staff=(
        Staff(name="Jens Overgaard", roles=("owner",), sign_in="owner"),
        Staff(name="Line Kjærgaard", roles=("organiser",), sign_in="organiser"),
        Staff(name="Peter Brandt", roles=("reader",), sign_in="reader"),
        Staff(name="Anne-Marie Sloth", roles=("leader",), sign_in="leader"),
    ),
    pictures=(
        Shown(file="paint.jpg", unit=HOLSTEBRO),
        Shown(file="friends.jpg"),
        Shown(file="dandelions.jpg"),
        Shown(file="sunset.jpg"),
        Shown(file="stream.jpg", is_waiting=True),
        Shown(file="trail.jpg"),
        Shown(file="meadow.jpg"),
    ),
    has_pictured_people=True,
    cohorts=(STUDENTS, NEXT_SEASON, FIRST_SEASON),
    kits=KITS,
    campaigns=(OPEN_HOUSE, STUDY_WEEK, STUDY_START, SUMMER_PARTY),
)
