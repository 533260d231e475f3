import pytest

from campaigns.tracking.visitors import Visitor, visitor_named, visitor_of

IPHONE = "Mozilla/5.0 (iPhone; CPU iPhone OS 18_1 like Mac OS X) AppleWebKit/605.1.15"
ANDROID = (
    "Mozilla/5.0 (Linux; Android 14; SM-S918B; wv) AppleWebKit/537.36 Version/4.0 Chrome/130.0"
)

PEOPLE = {
    "safari": f"{IPHONE} Version/18.1 Mobile/15E148 Safari/604.1",
    "chrome": "Mozilla/5.0 (Windows NT 10.0; Win64; x64) Chrome/142.0 Safari/537.36",
    "instagram": f"{IPHONE} Mobile/22B83 Instagram 358.0.0.32.90 (iPhone15,2; iOS 18_1; da_DK; da)",
    "instagram android": f"{ANDROID} Mobile Safari/537.36 Instagram 350.1.0.46.93 Android (34/14)",
    "facebook": f"{ANDROID} Mobile Safari/537.36 [FB_IAB/FB4A;FBAV/490.0;]",
    "linkedin": f"{IPHONE} Mobile/21A [LinkedInApp]/9.30",
    "snapchat": f"{IPHONE} Mobile/21A Snapchat/12.60 (like Safari/8617)",
    "tiktok": f"{ANDROID} Mobile Safari/537.36 musical_ly_2023 BytedanceWebview/d8a21c6",
    "a phone called Cubot": "Mozilla/5.0 (Linux; Android 12; CUBOT X50) Chrome/130",
}
PREVIEWS = {
    "facebook": "facebookexternalhit/1.1 (+http://www.facebook.com/externalhit_uatext.php)",
    "whatsapp": "WhatsApp/2.23.20.0",
    "slack": "Slackbot-LinkExpanding 1.0 (+https://api.slack.com/robots)",
    "teams": "Mozilla/5.0 (Windows NT 6.1; WOW64) SkypeUriPreview Preview/0.5",
    "imessage": "Mozilla/5.0 (Macintosh) facebookexternalhit/1.1 Facebot Twitterbot/1.0",
    "telegram": "TelegramBot (like TwitterBot)",
    "snapchat": "Mozilla/5.0 (compatible; Snap URL Preview Service; bot; snapchat)",
}
ROBOTS = {
    "google": "Mozilla/5.0 (compatible; Googlebot/2.1; +http://www.google.com/bot.html)",
    "gpt": "Mozilla/5.0 AppleWebKit/537.36 (KHTML, like Gecko; compatible; GPTBot/1.2)",
    "curl": "curl/8.1",
    "python": "python-requests/2.32",
    "nobody": "",
    "blank": "  ",
}


@pytest.mark.parametrize("name", PEOPLE)
def test_browsers_also_inside_apps_are_people(name: str):
    assert visitor_named(PEOPLE[name]) is Visitor.PERSON


@pytest.mark.parametrize("name", PREVIEWS)
def test_agents_that_draw_a_card_are_previews(name: str):
    assert visitor_named(PREVIEWS[name]) is Visitor.PREVIEW


@pytest.mark.parametrize("name", ROBOTS)
def test_crawlers_and_the_nameless_are_robots(name: str):
    assert visitor_named(ROBOTS[name]) is Visitor.ROBOT


@pytest.mark.parametrize(
    ("method", "headers", "visitor"),
    [
        ("GET", {}, Visitor.PERSON),
        ("HEAD", {}, Visitor.PREVIEW),
        ("GET", {"HTTP_SEC_PURPOSE": "prefetch"}, Visitor.PREVIEW),
        ("GET", {"HTTP_SEC_PURPOSE": "prefetch;prerender"}, Visitor.PREVIEW),
        ("GET", {"HTTP_PURPOSE": "Prefetch"}, Visitor.PREVIEW),
        ("GET", {"HTTP_X_PURPOSE": "preview"}, Visitor.PREVIEW),
        ("GET", {"HTTP_X_MOZ": "prefetch"}, Visitor.PREVIEW),
        ("GET", {"HTTP_SEC_PURPOSE": "navigate"}, Visitor.PERSON),
        ("HEAD", {"HTTP_USER_AGENT": "curl/8.1"}, Visitor.ROBOT),
    ],
)
def test_a_look_ahead_is_a_preview(method: str, headers: dict[str, str], visitor: Visitor):
    request = {"REQUEST_METHOD": method, "HTTP_USER_AGENT": PEOPLE["safari"], **headers}
    assert visitor_of(request) is visitor


def test_a_name_of_a_megabyte_is_read_only_at_its_beginning():
    assert visitor_named(PEOPLE["safari"] + " " * 1_000_000 + "Googlebot") is Visitor.PERSON
