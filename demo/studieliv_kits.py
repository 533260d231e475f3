"""The kits of Studieliv Holstebro."""

from demo.plans import CaptionPlan, KitPlan, Text, VariantPlan
from demo.studieliv_people import AARHUS, HOLSTEBRO

WORKSHOP_INTRO = Text(
    "Vis en helt almindelig tirsdag. Det er den, de søgende spørger om.",
    "Show a perfectly ordinary Tuesday. That is the day applicants ask about.",
)

WORKSHOP = KitPlan(
    cohorts=("students",),
    title=Text("Værkstedet er åbent", "The workshop is open"),
    intro=WORKSHOP_INTRO,
    unit=HOLSTEBRO,
    topics=(1, 3),
    pictures=("paint.jpg", "dandelions.jpg", "sunset.jpg", "stream.jpg"),
    captions=(
        CaptionPlan(
            locale="da",
            text="Tirsdag i værkstedet: maling på bukserne, kaffe i dåsen og en underviser, der "
            "blev længere end os. Spørg mig om studiet, jeg svarer ærligt.\n\n"
            "Kom og se det til åbent hus: {link}",
            hashtags=("studielivholstebro", "åbenthus"),
        ),
        CaptionPlan(
            locale="da",
            text="Jeg troede, man skulle kunne tegne for at gå her. Det skulle man ikke. Man "
            "skulle kunne lide at prøve igen. Er du i tvivl, så kom forbi: {link}",
            hashtags=("studielivholstebro", "designoghåndværk", "studievalg"),
        ),
        CaptionPlan(
            locale="en",
            text="Tuesday in the workshop: paint on my jeans, coffee from a tin and a teacher who "
            "stayed longer than we did. Ask me anything, I will answer honestly. {link}",
            hashtags=("studielivholstebro", "openhouse"),
        ),
    ),
)

WORKSHOP_IN_AARHUS = KitPlan(
    cohorts=("students",),
    title=Text("Værkstedet er åbent, Aarhus C", "The workshop is open, Aarhus C"),
    intro=WORKSHOP_INTRO,
    unit=AARHUS,
    topics=(1, 3),
    pictures=("paint.jpg", "sunset.jpg", "dandelions.jpg"),
    captions=(
        CaptionPlan(
            locale="da",
            text="Fjerde sal, ingen elevator, byens bedste udsigt. Her står vi og roder til langt "
            "ud på aftenen. Du er velkommen til at kigge ind: {link}",
            hashtags=("studielivaarhus", "åbenthus"),
        ),
        CaptionPlan(
            locale="en",
            text="Fourth floor, no lift, the best view in town. This is where we make a mess until "
            "late. Do look in: {link}",
            hashtags=("studielivaarhus", "openhouse"),
        ),
    ),
)

NEIGHBOURS = KitPlan(
    cohorts=("students",),
    title=Text("Naboerne", "The neighbours"),
    intro=Text(
        "Byen er en del af studiet. Hvem hilser du på om morgenen?",
        "The town is part of studying here. Whom do you greet in the morning?",
    ),
    topics=(2, 5),
    pictures=("friends.jpg", "dandelions.jpg", "sunset.jpg"),
    captions=(
        CaptionPlan(
            locale="da",
            text="De to holder øje med, om jeg når bussen. Jeg gør det hver anden dag. Værelset "
            "koster 3.400, og naboerne følger gratis med. Spørg mig om bolig: {link}",
            hashtags=("studieliv", "holstebro", "studiebolig"),
        ),
        CaptionPlan(
            locale="da",
            text="Det bedste ved at flytte hertil var ikke studiet. Det var, at nogen begyndte at "
            "hilse. {link}",
            hashtags=("studieliv", "holstebro"),
        ),
        CaptionPlan(
            locale="en",
            text="These two keep an eye on whether I catch my bus. Every other day I do. Ask me "
            "about finding a room here: {link}",
            hashtags=("studentlife", "holstebro"),
        ),
    ),
    variants=(
        VariantPlan(
            unit=AARHUS,
            captions=(
                CaptionPlan(
                    locale="da",
                    text="Otte opgange, ét vaskeri og en bager, der kender min bestilling. Sådan "
                    "lærer man naboer at kende i Aarhus C. Spørg mig om bolig: {link}",
                    hashtags=("studieliv", "aarhus", "studiebolig"),
                ),
                CaptionPlan(
                    locale="en",
                    text="Eight staircases, one laundry room and a baker who knows my order. That "
                    "is how you meet the neighbours in Aarhus. Ask me about rooms: {link}",
                    hashtags=("studentlife", "aarhus"),
                ),
            ),
        ),
    ),
    frame="Kom og sig hej",
)

MORNING = KitPlan(
    cohorts=("students",),
    title=Text("Morgentur", "A morning walk"),
    intro=Text(
        "Til dig, der er oppe før de andre. Fortæl, hvad du tænker på.",
        "For you who are up before the others. Say what is on your mind.",
    ),
    topics=(1, 5),
    in_campaign=False,
    pictures=("sunset.jpg", "stream.jpg", "dandelions.jpg"),
    captions=(
        CaptionPlan(
            locale="da",
            text="Oppe før solen på studieturen. Ingen sagde noget i et kvarter, og det er "
            "rekord for os. {link}",
            hashtags=("studietur", "studieliv"),
        ),
        CaptionPlan(
            locale="en",
            text="Up before the sun on our study trip. Nobody said a word for a quarter of an "
            "hour, which for us is a record. {link}",
            hashtags=("studytrip", "studentlife"),
        ),
    ),
)

PEOPLE = KitPlan(
    cohorts=("students",),
    title=Text("Mød os på engen", "Meet us in the meadow"),
    intro=Text(
        "Her må du gerne bruge dine egne billeder af andre. Derfor skal modulet om folk i "
        "billedet være bestået først.",
        "Here you may use your own pictures of others. So pass the module on people in pictures "
        "first.",
    ),
    gate=5,
    topics=(1, 6),
    pictures=("dandelions.jpg", "friends.jpg", "meadow.jpg"),
    captions=(
        CaptionPlan(
            locale="da",
            text="Fredag eftermiddag bag campus. Alle på billedet har sagt ja, og to af dem bad "
            "om at komme med. Kom og hils på til åbent hus: {link}",
            hashtags=("studieliv", "åbenthus"),
        ),
        CaptionPlan(
            locale="en",
            text="Friday afternoon behind the campus. Everyone in the picture said yes, and two "
            "of them asked to be in it. Come and say hello: {link}",
            hashtags=("studentlife", "openhouse"),
        ),
    ),
)

EXAM = KitPlan(
    cohorts=("students",),
    title=Text("Eksamenskaffe", "Exam coffee"),
    intro=Text(
        "Når vi går til eksamen, viser vi også det.",
        "When we are sitting exams, we show that too.",
    ),
    topics=(1,),
    is_draft=True,
    in_campaign=False,
    pictures=("stream.jpg",),
    captions=(
        CaptionPlan(
            locale="da",
            text="Tredje kop. Andet udkast. Første gang, jeg kan se, hvor det ender.",
            hashtags=("eksamen", "studieliv"),
        ),
    ),
)

KITS = (WORKSHOP, WORKSHOP_IN_AARHUS, NEIGHBOURS, MORNING, PEOPLE, EXAM)
