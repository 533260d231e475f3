"""What ambassadors have tried as practice: some have had a word back, some wait for one."""

from datetime import timedelta

from ambassadors.training.enums import LessonKind, PracticeAnswerKind
from ambassadors.training.lesson_files import store_picture, take_picture
from ambassadors.training.models import Lesson, PracticeAnswer
from ambassadors.training.queries import modules_of
from core.db import db
from demo.building import House, Member
from demo.photographs import FOLDER

MOST = 5
WAITING = 2  # the newest wait for a word
PHOTOS = ("meadow.jpg", "trail.jpg", "stream.jpg", "paint.jpg", "sunset.jpg")
OWN_WORDS = (
    "Her holder jeg frikvarter, når bogen bliver for tyk.",
    "Man kan ikke høre det på billedet, men der bliver grinet lige bag mig.",
    "Det er klokken syv om morgenen, og vi er tre, der er mødt.",
    "Jeg gik forbi her hver dag i et år, før jeg så det.",
    "Det lugter af nyslået græs og lidt af dieselolie.",
)
REPLIES = (
    "Sikke et lys! Prøv også at gå to skridt tættere på næste gang.",
    "Din linje gør hele forskellen. Den kan du roligt bruge.",
    "Dejligt konkret. Skriv gerne, hvor det er, så flere kan finde derhen.",
)


def practise(house: House) -> None:
    """Let some of those who have come that far send something."""
    for key, members in house.members.items():
        if house.cohorts[key].season_end < house.season.today:
            continue  # the pictures of a season that is over are nobody's task any more
        for number, module in enumerate(modules_of(house.cohorts[key].id), 1):
            there = [member for member in members if member.plan.passed >= number]
            tasks = [one for one in module.lessons if _wants_picture(one)]
            for lesson in tasks[:1]:
                for n, member in enumerate(there[:MOST]):
                    _send(house, member, lesson, n, is_waiting=n < WAITING)


def _wants_picture(lesson: Lesson) -> bool:
    """Say whether a lesson asks for a picture; the words above are about pictures."""
    is_practice = lesson.kind is LessonKind.PRACTICE
    return is_practice and lesson.asks is not PracticeAnswerKind.TEXT


def _send(house: House, member: Member, lesson: Lesson, n: int, *, is_waiting: bool) -> None:
    photo = FOLDER / PHOTOS[n % len(PHOTOS)]
    picture = take_picture(
        lesson.module.cohort, store_picture(photo.read_bytes()), ambassador=member.row
    )
    sent = house.season.at(house.season.today - timedelta(days=1 + 2 * n), 16)
    answer = PracticeAnswer(
        ambassador=member.row,
        lesson=lesson,
        picture=picture,
        text=OWN_WORDS[n % len(OWN_WORDS)],
        sent_at=sent,
        created_at=sent,
    )
    if not is_waiting:
        answer.reply = REPLIES[n % len(REPLIES)]
        answer.replied_at, answer.replied_by = sent + timedelta(hours=20), house.actor
    db.session.add(answer)
