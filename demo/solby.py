"""Solby Kommune: a municipality with citizen ambassadors and employee ambassadors."""

from campaigns.enums import OutcomeKind
from demo.plans import CampaignPlan, EventPlan, Numbers, Programme, Shown, Staff, Text
from demo.solby_kits import KITS
from demo.solby_people import AREAS, CITIZENS, COLLEAGUES, UNITS

OPEN_HOUSE = CampaignPlan(
    name=Text("Åbent hus i Solby", "Open house in Solby"),
    pitch=Text(
        "Fortæl om det, du selv savnede at vide, før du flyttede eller søgte job her.",
        "Tell people what you wish you had known before you moved or applied for a job here.",
    ),
    cohorts=("citizens", "colleagues"),
    goals={OutcomeKind.EVENT_SIGN_UPS: 120, OutcomeKind.CONVERSATIONS: 80},
    weeks=(0, 17),
    event=EventPlan(
        title=Text("Åbent hus i Solby", "Open house in Solby"),
        description=Text(
            "Overvejer du at flytte eller arbejde her? Kom og mød nogen, der har gjort det. Der er "
            "suppe, en rundtur i bus og folk fra skoler, foreninger og jobcenter.",
            "Thinking of moving or working here? Come and meet people who have done it. There is "
            "soup, a tour by bus, and people from schools, clubs and the job centre.",
        ),
        place="Rådhuset, Torvet 1, Solby",
        in_days=12,
        hours=(16, 19),
        capacity=160,
        waiting=4,
        picture="dandelions.jpg",
    ),
    numbers=Numbers(
        clicks=1630,
        conversations=96,
        by_link=71,
        told_by=24,
        by_themselves=19,
        cancelled=6,
    ),
)

SOLBY = Programme(
    seed=38,
    name="Solby Kommune",
    slug="solby",
    colour="#1f4e79",
    units=UNITS,
    staff=(
        Staff(name="Torben Thomsen", roles=("owner",)),
        Staff(name="Mette Lyngsø", roles=("organiser",)),
        Staff(name="Hassan Rahimi", roles=("reader",)),
        Staff(name="Grethe Bjerregaard", roles=("leader",)),
    ),
    pictures=(
        Shown(file="dandelions.jpg"),
        Shown(file="stream.jpg"),
        Shown(file="friends.jpg", is_waiting=True),
    ),
    cohorts=(CITIZENS, COLLEAGUES),
    kits=KITS,
    campaigns=(OPEN_HOUSE,),
    areas=AREAS,
    welcome=Text(
        "Solby er **din** by, og du kender den bedst. Spørg os, hvis du er i tvivl om noget: "
        "vi svarer inden for to dage.",
        "Solby is **your** town, and you know it best. Ask us if you are in doubt about "
        "anything: we answer within two days.",
    ),
    has_logo=True,
)
