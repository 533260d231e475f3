"""People who ask for a place: a page where they can apply, and applications in every state."""

from dataclasses import dataclass
from datetime import timedelta

from ambassadors.joining import admission
from ambassadors.joining.applications import operations
from ambassadors.joining.applications.operations import PageTerms, Question, Sent
from ambassadors.joining.enums import ApplicationState, JoinMode
from ambassadors.joining.guardians import operations as guardians
from ambassadors.joining.models import Application, JoinPage
from core.db import db, utcnow
from demo.building import House, email_of

SLUG = "studieliv"
INTRO_DA = """Vi søger **fem nye stemmer** til foråret. Du går her, og du har lyst til at fortælle \
om det, som det er.

* En kort træning, som du tager på telefonen
* Billeder og tekster, du kan bruge eller lade ligge
* Et hold at være sammen med"""
INTRO_EN = """We are looking for **five new voices** for the spring. You study here, and you feel \
like telling people what it is like.

* A short training that you take on your phone
* Pictures and texts to use or leave alone
* A group to be part of"""
QUESTION = Question(
    text_da="Hvad ville du vise en, der overvejer at søge ind?",
    text_en="What would you show somebody who is thinking of applying?",
    is_long=True,
    is_required=False,
)


@dataclass(frozen=True, kw_only=True)
class Applicant:
    """Somebody who applies, and what has become of it."""

    name: str
    why: str
    function: str = ""
    show: str = ""
    locale: str = "da"
    days_ago: int = 3
    again: bool = False
    shortlisted: bool = False
    state: ApplicationState = ApplicationState.RECEIVED


ACCEPTED, DECLINED = ApplicationState.ACCEPTED, ApplicationState.DECLINED
APPLICANTS = (
    Applicant(name="Alberte Friis", function="Sygeplejerske, 3. semester", shortlisted=True,
              why="Jeg var selv i tvivl i to år. Det ville have hjulpet at høre det fra en, der "
                  "stod midt i det.", show="Vores øvelokale klokken otte om morgenen."),
    Applicant(name="Yusuf Demir", function="Multimediedesigner, 1. semester", shortlisted=True,
              why="Jeg filmer alligevel det hele, og folk hjemme i Herning spørger hele tiden.",
              days_ago=5, again=True),
    Applicant(name="Emma Kjær", function="Pædagog, 5. semester", shortlisted=True, days_ago=8,
              why="Der mangler nogen, der siger, hvordan praktikken faktisk er.",
              show="En helt almindelig tirsdag i vuggestuen."),
    Applicant(name="Sarah O’Brien", function="International Sales, 2nd semester", locale="en",
              why="I moved here from Cork knowing nobody. Half of what I learnt is in no brochure.",
              show="The bike ride to campus, in the rain.", days_ago=2),
    Applicant(name="Mikkel Bro", function="Datamatiker, 4. semester", days_ago=1,
              why="Jeg vil gerne vise, at man ikke skal kunne programmere, før man begynder."),
    Applicant(name="Nanna Vestergaard", function="Ergoterapeut, 2. semester", days_ago=6,
              why="Fordi ingen ved, hvad en ergoterapeut laver."),
    Applicant(name="Oliwia Zielińska", function="Bioanalytiker, 1. semester", days_ago=4,
              why="Min studiegruppe sagde, at jeg skulle.", show="Laboratoriet om aftenen."),
    Applicant(name="Lasse Holk", function="Læreruddannelsen, 6. semester", days_ago=9,
              why="Jeg har været tutor to gange og savner det."),
    Applicant(name="Tenna Juul", function="Socialrådgiver, 3. semester", days_ago=19,
              why="Jeg kan godt lide at snakke med folk, der ikke har bestemt sig.",
              state=ACCEPTED),
    Applicant(name="Bilal Hassan", function="Maskinmester, 2. semester", days_ago=21,
              why="Der er for få af os på billederne.", state=ACCEPTED),
    Applicant(name="Rikke Lund", function="Sygeplejerske, 1. semester", days_ago=20,
              why="Det lyder hyggeligt.", state=DECLINED),
    Applicant(name="Tobias Krog", function="Finansøkonom, 2. semester", days_ago=22,
              why="Vil gerne have flere følgere.", state=DECLINED),
)  # fmt: skip
YOUNG = Applicant(
    name="Villads Toft",
    function="10. klasse på Gasværksvej",
    why="Min søster går her, og jeg er her hver dag efter skole.",
    days_ago=2,
)


def apply(house: House) -> None:
    """Open a page for the first cohort of an organisation, and let people apply on it."""
    if house.organisation.slug != SLUG:
        return
    cohort = next(iter(house.cohorts.values()))
    today = house.season.today
    page = operations.edit_page(
        cohort,
        PageTerms(
            mode=JoinMode.APPLICATION,
            slug="studieliv-foraar",
            intro_da=INTRO_DA,
            intro_en=INTRO_EN,
            asked={"unit": "optional", "function": "required", "topics": "optional",
                   "channels": "optional", "why": "required"},
            opens_on=today - timedelta(days=24),
            closes_on=today + timedelta(days=12),
            decided_by=today + timedelta(days=26),
            places=None,
            kept_days=60,
            questions=(QUESTION,),
        ),
        actor=house.actor,
    )  # fmt: skip
    for number, applicant in enumerate(APPLICANTS):
        _write(applicant, page, house, number)
    young = _write(YOUNG, page, house, len(APPLICANTS))
    young.state = ApplicationState.UNCONFIRMED
    guardians.name_guardian(young, guardian_email=email_of("Karen Toft", SLUG), locale="da")
    young.state = ApplicationState.AWAITING_GUARDIAN


def _write(applicant: Applicant, page: JoinPage, house: House, number: int) -> Application:
    units = list(house.units.values())
    topics = page.cohort.topics
    answers = {str(page.questions[0].id): applicant.show} if applicant.show else {}
    sent = Sent(
        name=applicant.name,
        email=email_of(applicant.name, SLUG),
        locale=applicant.locale,
        unit=units[number % len(units)],
        function=applicant.function,
        why=applicant.why,
        topics=[str(topics[n % len(topics)].id) for n in (number, number + 3)],
        channels=["instagram", "in_person"] if number % 2 else ["instagram_story"],
        answers=answers,
    )
    application, _fate, _token = operations.apply(page, sent, with_guardian=False)
    if applicant.again:
        operations.apply(page, sent, with_guardian=False)
    sent_at = utcnow() - timedelta(days=applicant.days_ago, hours=number)
    application.created_at = sent_at - timedelta(days=applicant.again)
    application.applied_at = sent_at
    application.times = [sent_at.isoformat()] * (2 if applicant.again else 1)
    application.is_shortlisted = applicant.shortlisted
    _answer(application, applicant, house)
    return application


def _answer(application: Application, applicant: Applicant, house: House) -> None:
    """Let somebody have had their answer; nothing is mailed for the demo."""
    application.state = applicant.state
    if applicant.state is ApplicationState.RECEIVED:
        return
    told_at = application.applied_at + timedelta(days=9)
    application.decided_at = application.mailed_at = told_at
    if applicant.state is ApplicationState.ACCEPTED:
        admission.admit(application, actor=house.actor)
        db.session.flush()
