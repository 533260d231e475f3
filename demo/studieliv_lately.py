"""What the students of Studieliv told lately: stories, and posts that wait to be looked at."""

from demo.plans import SentIn, Story

STORIES = (
    Story(name="Sara Lindholm", picture="sunset.jpg", days_ago=3),
    Story(name="Emil Skov", picture="paint.jpg", days_ago=6),
    Story(name="Mathilde Ravn", picture="trail.jpg", days_ago=9),
)
SENT_IN = (
    SentIn(
        name="Nanna Frost",
        days_ago=1,
        caption="Jeg er studieambassadør for Studieliv Holstebro.\n\nTog toget hjem fra Lemvig. "
        "Fjorden ligger helt stille, og jeg har læst 20 sider uden at opdage det.",
    ),
    SentIn(
        name="Yusuf Demir",
        days_ago=1,
        caption="Jeg er studieambassadør for Studieliv Holstebro.\n\nI dag faldt modellen sammen "
        "to minutter før fremlæggelsen. Underviseren grinede højest. Vi bestod.",
    ),
    SentIn(
        name="Olena Shevchenko",
        days_ago=2,
        caption="I am a student ambassador for Studieliv Holstebro.\n\nMy first Danish word was "
        "»hygge«. My second was »eksamen«. Ask me anything about moving here.",
    ),
    SentIn(
        name="Ahmad Khan",
        days_ago=4,
        caption="Kaffe, kage og kode. En helt almindelig dag på netstudiet.",
        shows_disclosure=False,
        reason="Dejligt opslag! Skriv gerne i første linje, at du er studieambassadør, så er det "
        "klar til at tælle.",
    ),
)
