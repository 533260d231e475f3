"""The organiser: cohort, invitations, pictures, kit, campaign, event, and the door."""

from dataclasses import dataclass
from datetime import date, timedelta
from pathlib import Path

from playwright.sync_api import expect

from media.kits.contents import LINK_LETTERS
from tests.journeys.staff import Staff

CAPTION_DA = "Sådan ser en helt almindelig tirsdag ud hos os. Kom og se selv: {link}"
CAPTION_EN = "This is what an ordinary Tuesday looks like here. Come and see: {link}"

EMPTY_HAND = (
    """() => Object.assign(document.createElement("input"), { type: "file", multiple: true })"""
)
HANDED_OVER = """([hand, way]) => {
  const carried = new DataTransfer();
  for (const file of hand.files) carried.items.add(file);
  const on = { bubbles: true, cancelable: true };
  const place = document.querySelector("[data-arrivals]");
  if (way === "drop") place.dispatchEvent(new DragEvent(way, { ...on, dataTransfer: carried }));
  else document.dispatchEvent(new ClipboardEvent(way, { ...on, clipboardData: carried }));
}"""
LINE = "Network.emulateNetworkConditions"
FAST = {"offline": False, "latency": 0, "downloadThroughput": -1, "uploadThroughput": -1}
# Pictures smaller than a piece: what is neither nothing nor all is a part of one.
PART_OF_A_PIECE = """() => [...document.querySelectorAll("[data-arrivals-list] progress")]
  .some((bar) => bar.value > 0 && bar.value < 100)"""
UNREADABLE = (
    "The file cannot be read. Is the stick still in, or is it a folder? Choose the file once more."
)
WRONG_KIND = "We cannot use this kind of picture. Save it as JPEG or PNG and try again."


@dataclass(frozen=True)
class Season:
    """What an organiser sets up, and on which days."""

    today: date
    cohort: str = "Holstebro efterår"
    kit_da: str = "Hverdag på campus"
    kit_en: str = "Everyday life on campus"
    campaign: str = "Åbent hus"
    event_da: str = "Åbent hus på campus"
    event_en: str = "Open house on campus"

    @property
    def first(self) -> date:
        """The season's and campaign's first day."""
        return self.today - timedelta(days=8)

    @property
    def last(self) -> date:
        """The campaign's last day."""
        return self.today + timedelta(days=30)


class Organiser(Staff):
    """Who runs the programme from day to day."""

    def create_cohort(self, season: Season) -> None:
        """Start a cohort of students from its starter pack."""
        self.go("/cohorts/new")
        self.tick("kind", "student")
        self.fill(name=season.cohort, season_start=season.first)
        self.fill(season_end=season.last + timedelta(days=90))
        self.press("Create it")
        self.sees("%(name)s is ready to be looked through.", name=season.cohort)

    def cannot_open_yet(self) -> None:
        """Try before the leader has published; the reason is given."""
        self.press("Open the cohort")
        expect(
            self.page.locator(".flash--error, [role=alert]").filter(visible=True).first
        ).to_be_visible()

    def open_cohort(self, season: Season) -> None:
        """Open the cohort for invitations."""
        self.page.reload()
        self.press("Open the cohort")
        self.sees("%(name)s is open. Invite the first ones.", name=season.cohort)

    def invite(self, people: dict[str, str]) -> None:
        """Invite people by name and address, each in the language of the walk."""
        self.press("Invite people")
        for number, (name, email) in enumerate(people.items()):
            row = f"people-{number}"
            self.page.locator(f"[name='{row}-name']").fill(name)
            self.page.locator(f"[name='{row}-email']").fill(email)
            self.page.locator(f"[name='{row}-locale']").select_option(self.words.language)
        self.press("Send the invitations")

    def bring_in(self, photos: list[Path]) -> None:
        """Send pictures one after the other, and wait until the worker is done with them."""
        self.go("/library")
        self.page.locator("[name=pictures]").set_input_files(photos)
        self.fill(credit="Mette Holm")
        self.control(self.words("Bring them in")).click()
        self.waits_for(len(photos))

    def bring_in_every_way(
        self, *, chosen: list[Path], dropped: list[Path], pasted: list[Path], refused: Path
    ) -> None:
        """Choose, drop and paste while nothing works at first; a refusal says why, stops none."""
        stick = refused.with_name("stick.jpg")
        stick.write_bytes(chosen[0].read_bytes())
        self.go("/library")
        self.page.locator("[name=pictures]").set_input_files([*chosen, stick])
        self.give("drop", [*dropped, refused])
        with self.expecting_refusal():
            line = self.context.new_cdp_session(self.page)
            self.page.route("**/library/arrivals", lambda route: route.fulfill(status=503))
            self.control(self.words("Bring them in")).click()
            self.sees("It cannot be taken in just now. We try again by ourselves.")
            line.send(LINE, {**FAST, "offline": True})
            self.page.unroute("**/library/arrivals")
            self.sees("The connection is gone. We go on as soon as it is back.")
            self.give("paste", pasted)  # what is added on the way comes along
            stick.unlink()  # and is pulled out
            line.send(LINE, {**FAST, "uploadThroughput": 100_000})
            self.page.wait_for_function(PART_OF_A_PIECE)
            line.send(LINE, FAST)
            on = self.page.locator("[data-arrivals-status] a")
            expect(on).to_be_visible()
        fates = self.page.locator("[data-arrivals-list] > li")
        expect(fates).to_have_count(len([*chosen, stick, *dropped, refused, *pasted]))
        for number, (file, why) in enumerate({stick: UNREADABLE, refused: WRONG_KIND}.items()):
            expect(fates.nth(number)).to_have_class("is-refused")
            expect(fates.nth(number)).to_contain_text(file.name)
            expect(fates.nth(number)).to_contain_text(self.words(why))
        self.follow(on)
        self.waits_for(len(chosen) + len(dropped) + len(pasted))

    def give(self, way: str, files: list[Path]) -> None:
        """Drop files onto the page, or paste them into it."""
        hand = self.page.evaluate_handle(EMPTY_HAND).as_element()
        assert hand
        hand.set_input_files(files)
        self.page.evaluate(HANDED_OVER, [hand, way])

    def waits_for(self, many: int) -> None:
        """Wait until so many pictures are in the library and made ready."""
        cards = self.page.locator(".picks--library > li")
        expect(cards).to_have_count(many)
        being_made = cards.get_by_text(self.words("Being made ready…"))
        expect(being_made).to_have_count(0)
        self.look()

    def describe_in_turn(self, total: int) -> None:
        """Follow the library's offer to the first that waits for words, and on to the next."""
        self.go("/library")
        self.press("Describe them")
        for number in (1, 2):
            self.fill(alt_da=f"Motiv {number}", alt_en=f"Motif {number}")
            self.tick("recognisable", "nobody")
            place = {"number": number, "total": total}
            self.sees("Picture %(number)s of %(total)s", **place)
            self.press("Save and next (%(number)s of %(total)s)", **place)
        self.sees("Picture %(number)s of %(total)s", number=3, total=total)

    def pictures(self) -> list[str]:
        """Return the addresses of the pictures' own pages."""
        self.go("/library")
        links = self.page.locator(".picks a.asset")
        return [str(link.get_attribute("href")) for link in links.all()]

    def describe(self, address: str, *, da: str, en: str) -> None:
        """Say what a picture shows."""
        self.open(address)
        self.fill(alt_da=da, alt_en=en)
        self.tick("recognisable", "nobody")
        self.press("Save", within="section.card")
        self.sees("Saved.")

    def keep_in_sight(self, address: str) -> None:
        """Click on the most important place; the formats are made again around it."""
        self.open(address)
        picture = self.page.locator("[data-focal-picture]")
        box = picture.bounding_box()
        assert box is not None
        picture.click(position={"x": box["width"] * 0.25, "y": box["height"] * 0.75})
        expect(self.page.locator("[name=x]")).to_have_value("25")
        picture.press("ArrowRight")
        expect(self.page.locator("[name=x]")).to_have_value("27")
        picture.press("ArrowLeft")
        expect(self.page.locator("[name=x]")).to_have_value("25")
        # Every format is shown as it will be cut, before anything is sent.
        whole = str(picture.locator("img").get_attribute("src"))
        cut = self.page.locator(f"#asset-shapes .shape__picture img[src$='{whole}']")
        expect(cut).to_have_count(4)
        beside = self.page.locator("[data-focal-cuts]")  # small ones, in sight while it is moved
        expect(beside.locator(f"img[src$='{whole}']")).to_have_count(4)
        expect(beside).to_be_in_viewport()
        self.press("Cut around this place")
        self.sees("Saved. The formats are being made again.")
        expect(self.page.locator("#asset-shapes figure")).to_have_count(4)
        expect(self.page.locator("#making progress")).to_have_count(0)

    def make_kit(self, season: Season, *, gate: str) -> None:
        """Make a kit of all pictures with texts, first line and gate, and publish it."""
        self.go("/kits/new")
        self.fill(title_da=season.kit_da, title_en=season.kit_en)
        self.fill(starts_on=season.first, ends_on=season.last)
        self.page.get_by_label(season.cohort).check()
        self.press("Begin the kit")
        self.press("Choose pictures")
        for box in self.page.locator("input[name=assets]").all():
            box.check()
        self.press("Put them in the kit")
        self.write_caption("da", CAPTION_DA, "#studieliv #holstebro")
        self.write_caption("en", CAPTION_EN, "#studentlife #holstebro")
        self.choose_first_line()
        self.gate_by(gate)
        self.see_it_as_an_ambassador()
        self.press("Back to the kit")
        one, several = "Publish to %(num)d cohort", "Publish to %(num)d cohorts"
        self.follow(self.control(self.words.counted(one, several, 1)))
        expect(self.control(self.words("Withdraw it"))).to_be_visible()

    def write_caption(self, locale: str, text: str, tags: str) -> None:
        """Add one suggested text, counted as it goes out; six hashtags are one too many."""
        area = self.page.locator(f"[name='new-{locale}-text']")
        form = self.page.locator("form").filter(has=area)
        area.fill(text)
        form.locator("input[name$=hashtags]").fill("#a #b #c #d #e #f")
        expect(form.locator(".field__counter.is-over")).to_be_visible()
        with self.expecting_refusal():
            self.follow(form.locator("button"))
        expect(self.page.locator("[role=alert]").filter(visible=True)).to_be_visible()
        expect(area).to_have_value(text)
        form.locator("input[name$=hashtags]").fill(tags)
        letters = len(f"{text.replace('{link}', 'x' * LINK_LETTERS)}\n{tags}")
        expect(form.locator(".field__counter:not(.is-over)")).to_contain_text(f"{letters} ")
        self.follow(form.locator("button"))

    def choose_first_line(self) -> None:
        """Say that posts are agreed on, which makes "Reklame" the first word."""
        self.page.locator("#first-line summary").first.click()
        self.tick("relation", "agreed")
        self.press("Save the first line")
        expect(self.page.locator("#first-line .first-line").first).to_contain_text("Reklame")

    def gate_by(self, module: str) -> None:
        """Let the kit open with a module of the training."""
        self.press("Change")
        option = self.page.locator("[name=gate] option").filter(has_text=module)
        self.page.locator("[name=gate]").select_option(str(option.get_attribute("value")))
        self.press("Save")

    def plan_campaign(self, season: Season, *, sign_ups: int = 30, conversations: int = 10) -> None:
        """Write a campaign and its goals."""
        self.go("/campaigns/new")
        self.fill(name_da=season.campaign, pitch_da="Vis, hvordan her er.")
        self.fill(starts_on=season.first, ends_on=season.last)
        self.page.get_by_label(season.cohort).check()
        self.press("Save")
        self.sees("The campaign is a draft. Next: its goals.")
        self.set_goal("Event sign-ups", sign_ups)
        self.set_goal("Conversations", conversations)

    def set_goal(self, kind: str, target: int) -> None:
        """Give the campaign that is open one more goal."""
        self.press("Add a goal")
        self.page.get_by_label(self.words(kind), exact=True).check()
        self.fill(target=target)
        self.press("Save the goal")
        self.sees("The goal is saved.")

    def plan_event(self, season: Season) -> None:
        """Invite people in, a fortnight from now."""
        self.press("Make an event")
        day = season.today + timedelta(days=14)
        self.fill(title_da=season.event_da, title_en=season.event_en)
        self.fill(description_da="Vi viser rundt.", description_en="We show you round.")
        self.fill(place="Gormsvej 1, Holstebro", capacity=40)
        self.fill(starts_at=f"{day}T16:00", ends_at=f"{day}T18:00")
        if pictures := self.page.locator("[name=picture]").all():
            pictures[-1].check()
        self.press("Save the event")
        self.sees("The event is saved.")

    def launch(self, *, choose: tuple[str, ...]) -> str:
        """Choose kits and readers, launch; return the address of the campaign's page."""
        for name in choose:
            self.page.get_by_label(name).check()
        self.press("Save the choice")
        self.sees("The choice is saved.")
        self.press("Launch")
        self.sees("The campaign is running. Everybody in it has a link of their own.")
        return self.page.url

    def ticks_off(self, campaign: str, guest: str) -> None:
        """At the door: note that a guest has come."""
        self.open(f"{campaign}/event/door")
        row = self.page.locator(f"[data-guest='{guest}']")
        with self.page.expect_response(lambda answer: answer.request.method == "POST"):
            self.control(self.words("Has come"), within=f"[data-guest='{guest}']").click()
        expect(row.get_by_text(self.words("Came"), exact=True)).to_be_visible()
