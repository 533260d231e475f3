"""Owner and leader: letting people in, and answering for the frame."""

from accounts import passwords
from accounts.enums import Role
from accounts.models import Organisation
from tests.factories.accounts import MembershipFactory, UserFactory
from tests.journeys.person import DESK, Person, Walk

PASSWORD = "tre gule cykler ved havnen"


class Staff(Person):
    """Somebody with a role in the organisation, at a desk."""

    password = PASSWORD

    def __init__(self, walk: Walk, slug: str, **options: object) -> None:
        super().__init__(walk, size=DESK, accept_downloads=True, **options)
        self.slug = slug

    def go(self, path: str = "") -> None:
        """Open one of the organisation's pages."""
        self.open(f"/o/{self.slug}{path}")

    def see_it_as_an_ambassador(self) -> None:
        """Look at what is being made with the eyes of whom it is for."""
        self.press("See it as %(word)s", word=self.words.pick(da="ambassadør", en="an ambassador"))

    def come_in(self, link: str) -> None:
        """Use a one-time link: choose a password and be in."""
        self.open(link)
        self.fill(password=PASSWORD)
        self.press("Let me in")


def staff_of(organisation: Organisation, role: Role, *, name: str, locale: str) -> str:
    """Let somebody have a role without walking through it; return their e-mail address."""
    email = f"{role.value}@{organisation.slug}.example"
    user = UserFactory(name=name, email=email, locale=locale, password=passwords.hashed(PASSWORD))
    MembershipFactory(organisation=organisation, user=user, role=role)
    return email


class Owner(Staff):
    """Who the installation was given to."""

    def add(self, *, name: str, email: str, role: str) -> str:
        """Give somebody a role; return the link they are mailed."""
        self.go("/people")
        self.press("Add a person")
        self.fill(name=name, email=email)
        self.tick("roles", role)
        self.press("Add and send the mail")
        self.sees("%(name)s is added, and a mail is on its way.", name=name)
        return self.mail_link(email, part="/welcome/")


class Leader(Staff):
    """Who decides why there are ambassadors, and sees totals only."""

    def publish_policy(self) -> None:
        """Read the draft that came with the starter pack, and publish it."""
        self.go("/policy")
        self.press("Read the draft")
        self.publish()

    def publish(self) -> None:
        """Publish the first version, which is on the screen."""
        self.page.get_by_role(
            "button", name=self.words("Publish version %(version)s", version=1)
        ).click()
        self.look()
        self.follow(self.page.locator("dialog#publish form button"))
        self.sees("Version %(version)s is published.", version=1)

    def write_policy(self, **texts: str) -> None:
        """Write strategy and policy in both languages into the draft, and read it through."""
        self.go("/policy")
        self.press("Edit the draft")
        self.fill(**texts)
        self.press("Save the draft")
        for text in texts.values():
            self.reads(text)

    def is_kept_out(self, *paths: str) -> None:
        """Try pages about people, which are none of a leader's business."""
        for path in paths:
            with self.expecting_refusal():
                answer = self.page.goto(f"{self.walk.running.address}/o/{self.slug}{path}")
            assert answer is not None
            assert (path, answer.status) == (path, 403)

    def sees_totals_only(self, names: list[str]) -> None:
        """Read the aggregates; no ambassador or guest is named there."""
        self.go("/leadership")
        self.heading(self.words("The whole picture"))
        self.sees("Numbers about the ambassadors appear here once five of them take part.")
        shown = self.page.content()
        assert [name for name in names if name in shown] == []
