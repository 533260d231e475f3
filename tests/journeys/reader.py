"""The results reader: goals, the ladder, weeks, one row per ambassador, and the same as CSV."""

import csv

from playwright.sync_api import expect

from tests.journeys.staff import Staff


class Reader(Staff):
    """Who is asked what came of it."""

    def open_results(self, campaign: str) -> None:
        """Open the results of the one campaign this reader was given."""
        self.go("/results")
        self.reads(campaign)
        self.press("See the results")

    def ladder(self) -> list[int]:
        """Return the numbers of the ladder, from click to taking part."""
        texts = self.page.locator(".ladder__number").all_inner_texts()
        return [int(text.replace(".", "").replace(",", "")) for text in texts]

    def goals(self) -> list[str]:
        """Return what the goals say."""
        return [
            str(meter.get_attribute("aria-label")) for meter in self.page.locator(".meter").all()
        ]

    def weeks(self) -> list[list[str]]:
        """Open the table of the chart and return its rows."""
        self.page.locator("main details summary").filter(visible=True).first.click()
        table = self.page.locator("main details table")
        expect(table).to_be_visible()
        return [row.locator("th, td").all_inner_texts() for row in table.locator("tbody tr").all()]

    def rows(self) -> list[list[str]]:
        """Return the table of ambassadors as it stands on the screen, headings first."""
        table = self.page.locator("#ambassadors table")
        return [row.locator("th, td").all_inner_texts() for row in table.locator("tr").all()]

    def csv_rows(self) -> list[list[str]]:
        """Download the same rows as a file."""
        with self.page.expect_download() as download:
            self.control("CSV").click()
        text = download.value.path().read_text(encoding="utf-8-sig")
        return list(csv.reader(text.splitlines(), delimiter=";"))
