"""The 24 student ambassadors of Studieliv Holstebro, each on their own terms."""

from ambassadors.enums import Benefit, Channel, Kind, Rhythm
from ambassadors.messages.enums import IdeaKind
from demo.plans import CohortPlan, Idea, Letter, Person
from demo.profiles import Profile
from demo.studieliv_lately import SENT_IN, STORIES

HOLSTEBRO, AARHUS = "Campus Holstebro", "Campus Aarhus C"
LEMVIG, ONLINE = "Campus Lemvig", "Netstudiet"
GRAM, STORY, FACE = Channel.INSTAGRAM, Channel.INSTAGRAM_STORY, Channel.IN_PERSON
TIKTOK, LINKEDIN = Channel.TIKTOK, Channel.LINKEDIN
WEEKLY, OTHER, WHENEVER = Rhythm.WEEKLY, Rhythm.EVERY_OTHER_WEEK, Rhythm.WHENEVER
NURSE, TEACH = "Sygeplejerske", "Pædagog"
DESIGN, BUILD = "Design og håndværk", "Bygningskonstruktør"

AT_HOLSTEBRO = (
    Person(
        name="Freja Nørgaard", unit=HOLSTEBRO, function=DESIGN, profile=Profile.STEADY,
        rhythm=WEEKLY, channels=(GRAM, STORY, FACE), topics=(1, 2, 3),
        benefits=(Benefit.DIFFERENCE, Benefit.NETWORK), joined_week=8, paused_weeks=(11,),
        active_weeks=(8, 9, 10, 12, 14), passed=1, role="ambassador",
    ),
    Person(
        name="Emil Skov", unit=HOLSTEBRO, function=BUILD, profile=Profile.DRIVING, rhythm=WEEKLY,
        channels=(GRAM, TIKTOK), benefits=(Benefit.PROFILE,), topics=(1, 3, 5),
        shown_in_ranking=True,
        named_to_guests=True,
    ),
    Person(
        name="Amina Yusuf", unit=HOLSTEBRO, function=NURSE, profile=Profile.STEADY,
        channels=(GRAM, FACE), benefits=(Benefit.DIFFERENCE,), topics=(1, 4, 6),
    ),
    Person(name="Mads Vestergaard", unit=HOLSTEBRO, function=TEACH, topics=(1, 2)),
    Person(
        name="Signe Kjær", unit=HOLSTEBRO, function=DESIGN, profile=Profile.STEADY, rhythm=WEEKLY,
        channels=(GRAM, STORY), benefits=(Benefit.SHOWCASE, Benefit.PROFILE), topics=(3,),
    ),
    Person(
        name="Jonas Bak", unit=HOLSTEBRO, function=BUILD, profile=Profile.SILENT, topics=(5,),
        passed=1,
    ),
    Person(
        name="Olena Shevchenko", unit=HOLSTEBRO, function=NURSE, locale="en", topics=(2, 6),
        benefits=(Benefit.NETWORK,), channels=(GRAM, LINKEDIN),
    ),
    Person(
        name="Karoline Toft", unit=HOLSTEBRO, function=TEACH, profile=Profile.OCCASIONAL,
        rhythm=WHENEVER, channels=(FACE,), topics=(1, 5, 6),
    ),
)  # fmt: skip

AT_AARHUS = (
    Person(
        name="Sara Lindholm", unit=AARHUS, function=DESIGN, profile=Profile.DRIVING, rhythm=WEEKLY,
        channels=(GRAM, STORY, TIKTOK), benefits=(Benefit.SHOWCASE,), topics=(1, 3, 5),
        shown_in_ranking=True,
        named_to_guests=True,
    ),
    Person(
        name="Yusuf Demir", unit=AARHUS, function=BUILD, profile=Profile.STEADY, topics=(2, 4),
        benefits=(Benefit.NETWORK, Benefit.KNOWLEDGE),
    ),
    Person(
        name="Mathilde Ravn", unit=AARHUS, function=NURSE, profile=Profile.DRIVING, rhythm=WEEKLY,
        benefits=(Benefit.DIFFERENCE,), channels=(GRAM, FACE), topics=(1, 4),
    ),
    Person(name="Oliver Bruun", unit=AARHUS, function=TEACH, topics=(1, 5), rhythm=WHENEVER),
    Person(
        name="Linh Nguyen", unit=AARHUS, function=DESIGN, topics=(3, 5), joined_week=2,
        benefits=(Benefit.PROFILE, Benefit.SHOWCASE),
    ),
    Person(
        name="Asta Mølgaard", unit=AARHUS, function=TEACH, profile=Profile.STEADY,
        paused_weeks=(11, 12, 13, 14, 15), topics=(1, 6), benefits=(Benefit.RECOGNITION,),
    ),
    Person(
        name="Victor Lauritsen", unit=AARHUS, function=BUILD, profile=Profile.OCCASIONAL,
        rhythm=WHENEVER, topics=(2,), passed=1, paused_weeks=(12, 13, 14, 15, 16),
    ),
    Person(
        name="Zahra Hosseini", unit=AARHUS, function=NURSE, topics=(1, 2, 4),
        paused_weeks=(12, 13, 14, 15, 16),
    ),
    Person(
        name="Theis Krogh", unit=AARHUS, function=DESIGN, profile=Profile.SILENT, topics=(5,),
        rhythm=WEEKLY,
    ),
)  # fmt: skip

ELSEWHERE = (
    Person(name="Nanna Frost", unit=LEMVIG, function=TEACH, profile=Profile.STEADY, topics=(1, 5)),
    Person(name="Marek Kowalski", unit=LEMVIG, function=BUILD, topics=(2, 5), locale="en"),
    Person(
        name="Ida Søgaard", unit=LEMVIG, function=NURSE, profile=Profile.OCCASIONAL, topics=(4, 6),
        joined_week=5,
    ),
    Person(name="Rasmus Dahl", unit=LEMVIG, function=TEACH, topics=(1,), rhythm=WHENEVER),
    Person(
        name="Bente Holst", unit=ONLINE, function=TEACH, profile=Profile.STEADY, topics=(2, 6),
        benefits=(Benefit.DIFFERENCE,), channels=(FACE, Channel.FACEBOOK),
    ),
    Person(name="Ahmad Khan", unit=ONLINE, function=BUILD, topics=(2, 6), joined_week=3),
    Person(
        name="Julie Winther", unit=ONLINE, function=NURSE, profile=Profile.OCCASIONAL, topics=(6,),
        passed=0,
    ),
)  # fmt: skip

IDEAS = (
    Idea(
        name="Signe Kjær", kind=IdeaKind.IDEA, days_ago=1,
        text="På torsdag river vi den store skulptur ned igen. Må jeg filme det i tidsforløb? "
        "Det siger mere om studiet end ti færdige billeder.",
    ),
    Idea(
        name="Yusuf Demir", kind=IdeaKind.QUESTION, days_ago=1,
        text="Der er flere, der spørger, om man kan nå det fra Randers med tog til klokken 8.15. "
        "Er der nogen, der ved det?",
    ),
    Idea(
        name="Olena Shevchenko", kind=IdeaKind.IDEA, days_ago=2,
        text="Could we have a kit about coming here from another country? I get that question "
        "almost every week.",
    ),
    Idea(
        name="Freja Nørgaard", kind=IdeaKind.QUESTION, days_ago=12,
        text="En, jeg talte med, spurgte, om man kan få dispensation med et halvt års højskole. "
        "Det turde jeg ikke svare på.",
        reply="Godt, du spurgte i stedet for at gætte. Studievejledningen siger, at højskoleophold "
        "kan give point i kvote 2, men ikke dispensation. Giv gerne deres nummer videre.",
    ),
    Idea(
        name="Emil Skov", kind=IdeaKind.IDEA, days_ago=23,
        text="Kan vi vise kantinen klokken halv otte, før nogen er mødt? Der er så smukt.",
        reply="Ja! Tag billedet, når du alligevel er der. Hvis ingen kan genkendes, ryger det "
        "direkte i næste pakke.",
    ),
)  # fmt: skip

LETTERS = (
    Letter(
        subject="12 dage til åbent hus", days_ago=0,
        body="Kære alle\n\nDer er 25 pladser tilbage, før vi er i mål. Det, der virker, er de helt "
        "almindelige dage: værkstedet, køkkenet, bussen hjem. Er du midt i eksamen, så hold pause "
        "med god samvittighed.\n\nHilsen Line",
    ),
    Letter(
        subject="Åbningsweekenden: tak!", days_ago=36,
        body="Kære alle\n\nSikke en weekend. Vi har aldrig haft så mange forbi på to dage, og "
        "rigtig mange sagde, at de kom på grund af jer. Nu er det godt at falde tilbage i jeres "
        "egen rytme.\n\nHilsen Line",
    ),
)  # fmt: skip

STUDENTS = CohortPlan(
    key="students",
    kind=Kind.STUDENT,
    name="Studieambassadører, efterår",
    people=AT_HOLSTEBRO + AT_AARHUS + ELSEWHERE,
    ideas=IDEAS,
    letters=LETTERS,
    stories=STORIES,
    sent_in=SENT_IN,
    invited=(("Laura Bundgaard", HOLSTEBRO), ("Hamza Ali", AARHUS)),
)
NEXT_SEASON = CohortPlan(
    key="next",
    kind=Kind.STUDENT,
    name="Studieambassadører, forår",
    first_week=26,
)
