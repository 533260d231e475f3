"""Those who began: last year's ambassadors of Studieliv Holstebro, whose season is over."""

from ambassadors.enums import Benefit, Kind
from demo.plans import CohortPlan, Person, Text
from demo.studieliv_people import AARHUS, BUILD, DESIGN, HOLSTEBRO, LEMVIG, NURSE, TEACH

FIRST_WEEK = -42  # forty weeks before the season that runs now
JOINED = FIRST_WEEK + 2

FIRST_SEASON = CohortPlan(
    key="first",
    kind=Kind.STUDENT,
    name="De første ni",
    first_week=FIRST_WEEK,
    thanks=Text(
        "I var de første, og I gik i gang, før nogen vidste, hvad det skulle blive til. I talte "
        "med 74 mennesker om at læse her, og vi ved, at 31 af dem går her nu. Tak, fordi I gjorde "
        "det på jeres egen måde.\n\nHilsen Line",
        "You were the first, and you began before anybody knew what would come of it. You talked "
        "with 74 people about studying here, and we know that 31 of them study here now. Thank "
        "you for doing it your own way.\n\nLine",
    ),
    people=(
        Person(name="Katrine Møller", unit=HOLSTEBRO, function=NURSE, joined_week=JOINED,
               benefits=(Benefit.RECOGNITION,), may_be_asked=True),
        Person(name="Signe Kjær", unit=HOLSTEBRO, function=DESIGN, joined_week=JOINED,
               benefits=(Benefit.SHOWCASE,), may_be_asked=True, was_asked_again=True),
        Person(name="Anders Fruergaard", unit=HOLSTEBRO, function=BUILD, joined_week=JOINED + 1),
        Person(name="Fatma Çelik", unit=AARHUS, function=TEACH, joined_week=JOINED,
               benefits=(Benefit.DIFFERENCE,), may_be_asked=True),
        Person(name="Mathilde Ravn", unit=AARHUS, function=NURSE, joined_week=JOINED,
               may_be_asked=True, was_asked_again=True),
        Person(name="Lukas Hjorth", unit=AARHUS, function=DESIGN, joined_week=JOINED + 3,
               passed=1),
        Person(name="Sophie Hartmann", unit=AARHUS, function=BUILD, joined_week=JOINED,
               locale="en", may_be_asked=True),
        Person(name="Nanna Frost", unit=LEMVIG, function=TEACH, joined_week=JOINED,
               may_be_asked=True, was_asked_again=True),
        Person(name="Villy Bach", unit=LEMVIG, function=BUILD, joined_week=JOINED, passed=0),
    ),
)  # fmt: skip
