"""Owner and leader: letting people in, and answering for the frame."""

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

    def come_in(self, link: str) -> None:
        """Use a one-time link: choose a password and be in."""
        self.open(link)
        self.fill(password=PASSWORD)
        self.press("Let me in")


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
        self.page.get_by_role(
            "button", name=self.words("Publish version %(version)s", version=1)
        ).click()
        self.look()
        self.follow(self.page.locator("dialog#publish form button"))
        self.sees("Version %(version)s is published.", version=1)

    def sees_totals_only(self, names: list[str]) -> None:
        """Read the aggregates; no ambassador or guest is named there."""
        self.go("/leadership")
        self.heading(self.words("The whole picture"))
        self.sees("Numbers about the ambassadors appear here once five of them take part.")
        shown = self.page.content()
        assert [name for name in names if name in shown] == []
