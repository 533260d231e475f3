"""Solby's ambassadors: 14 citizens and 8 who work for the municipality."""

from ambassadors.enums import Benefit, Channel, Kind, Rhythm
from ambassadors.messages.enums import IdeaKind
from demo.plans import CohortPlan, Idea, Letter, Person
from demo.profiles import Profile

TOWN, BEACH, WEST = "Solby by", "Strandby", "Vester Ager"
CARE, SCHOOLS, ROADS = "Ældre og sundhed", "Skoler og dagtilbud", "Teknik og miljø"
UNITS = (TOWN, BEACH, WEST, CARE, SCHOOLS, ROADS)
AREAS = {
    **dict.fromkeys((TOWN, BEACH, WEST), "Lokalområder"),
    **dict.fromkeys((CARE, SCHOOLS, ROADS), "Forvaltninger"),
}
GRAM, FACEBOOK, FACE = Channel.INSTAGRAM, Channel.FACEBOOK, Channel.IN_PERSON
LINKEDIN, STORY = Channel.LINKEDIN, Channel.INSTAGRAM_STORY
WEEKLY, OTHER, WHENEVER = Rhythm.WEEKLY, Rhythm.EVERY_OTHER_WEEK, Rhythm.WHENEVER
DRIVING, STEADY, SOME = Profile.DRIVING, Profile.STEADY, Profile.OCCASIONAL
NEW, FARM, CITY = "Er selv flyttet hertil for nylig", "Bor på landet", "Bor i byen"

CITIZENS = CohortPlan(
    key="citizens",
    kind=Kind.CITIZEN,
    name="Solbyborgere 2026/27",
    people=(
        Person(
            name="Hanne Bjerre", unit=TOWN, function=CITY, profile=STEADY, topics=(1, 3),
            channels=(FACEBOOK, FACE), benefits=(Benefit.NETWORK,), rhythm=WEEKLY,
        ),
        Person(name="Murad Aslan", unit=TOWN, function=NEW, profile=STEADY, topics=(5, 6),
               benefits=(Benefit.DIFFERENCE,)),
        Person(name="Cecilie Foged", unit=TOWN, function=NEW, profile=DRIVING, rhythm=WEEKLY,
               channels=(GRAM, STORY), topics=(2, 4, 6), shown_in_ranking=True),
        Person(name="Poul Erik Nygaard", unit=TOWN, function=CITY, rhythm=WHENEVER, topics=(3,)),
        Person(name="Fatima Hussein", unit=TOWN, function=CITY, topics=(1, 4)),
        Person(name="Kim Overby", unit=TOWN, function=CITY, profile=SOME, rhythm=WHENEVER),
        Person(name="Lotte Damsgaard", unit=BEACH, function="Bor ved kysten", profile=STEADY,
               topics=(2, 3), benefits=(Benefit.SHOWCASE,)),
        Person(name="Piotr Nowak", unit=BEACH, function=NEW, topics=(5, 6), locale="en"),
        Person(name="Birgit Fjeldgaard", unit=BEACH, function="Bor ved kysten", profile=SOME,
               channels=(FACEBOOK,), rhythm=WHENEVER, topics=(2,)),
        Person(name="Jeppe Munk", unit=BEACH, function=NEW, topics=(4, 6), joined_week=4),
        Person(name="Sofia Petersen", unit=BEACH, function=NEW, topics=(4,), joined_week=6),
        Person(name="Anders Hedegaard", unit=WEST, function=FARM, profile=STEADY, topics=(1, 2)),
        Person(name="Rikke Mose", unit=WEST, function=FARM, topics=(3, 4)),
        Person(name="Ove Ladefoged", unit=WEST, function=FARM, profile=Profile.SILENT, passed=1),
    ),
    ideas=(
        Idea(
            name="Cecilie Foged", kind=IdeaKind.IDEA, days_ago=3,
            text="Kunne vi lave noget om byttehylden på biblioteket? Det er den, jeg altid viser "
            "frem først.",
        ),
        Idea(
            name="Murad Aslan", kind=IdeaKind.QUESTION, days_ago=9,
            text="Hvor lang er ventelisten til vuggestue lige nu? Det er det første, folk spørger "
            "om.",
            reply="Omkring to måneder i byen og ingen ventetid i Vester Ager. Pladsanvisningen "
            "opdaterer tallet hver mandag.",
        ),
    ),
    letters=(
        Letter(
            subject="Suppe, bus og åbent hus", days_ago=5,
            body="Kære alle\n\nHar I en nabo, der går og overvejer? Tag dem med. Bussen kører fra "
            "rådhuset klokken 16.30.\n\nHilsen Mette",
        ),
    ),
    invited=(("Gitte Storm", WEST),),
)  # fmt: skip

COLLEAGUES = CohortPlan(
    key="colleagues",
    kind=Kind.EMPLOYEE,
    name="Kollegaer i Solby",
    people=(
        Person(name="Dorte Kragh", unit=CARE, function="Tæt på borgere", profile=STEADY,
               rhythm=WEEKLY, topics=(1, 4), benefits=(Benefit.RECOGNITION,)),
        Person(name="Ayse Kaya", unit=CARE, function="Elev, lærling eller nyansat", topics=(6,),
               channels=(GRAM, STORY)),
        Person(name="Claus Munkholm", unit=CARE, function="Tæt på borgere", topics=(1, 3)),
        Person(name="Trine Agger", unit=SCHOOLS, function="Fagspecialist", profile=DRIVING,
               rhythm=WEEKLY, channels=(LINKEDIN, GRAM), benefits=(Benefit.PROFILE,), topics=(2,)),
        Person(name="Simon Vad", unit=SCHOOLS, function="Tæt på borgere", topics=(1, 5)),
        Person(name="Maria Lindgreen", unit=SCHOOLS, function="HR og rekruttering", topics=(6,),
               profile=STEADY, channels=(LINKEDIN,), benefits=(Benefit.NETWORK,)),
        Person(name="Brian Hove", unit=ROADS, function="Fagspecialist", topics=(2, 5)),
        Person(name="Ilyas Öztürk", unit=ROADS, function="Elev, lærling eller nyansat",
               profile=SOME, topics=(6,), joined_week=5, passed=1),
    ),
    ideas=(
        Idea(
            name="Brian Hove", kind=IdeaKind.IDEA, days_ago=4,
            text="Ingen ser os salte klokken fire om natten. Må jeg tage et billede fra "
            "førerhuset, når vi holder stille?",
        ),
    ),
)  # fmt: skip
