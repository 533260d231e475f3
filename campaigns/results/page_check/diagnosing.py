"""What a page's posts say about the page: figures and named findings. Pure: no database, no words.

"Dead page" is a set of findings, each with its numbers, and never one score. The rules and their
thresholds are our judgement; what they are made of is in ``counting`` and ``formulas``.
"""

from dataclasses import dataclass

from campaigns.results.page_check.counting import RULES, Figures, Page, Rules, count
from campaigns.results.page_check.enums import Answer, Finding, Part, Verdict


@dataclass(frozen=True)
class Diagnosis:
    """A page's figures, an answer to each question, and what it is all in all."""

    figures: Figures
    answers: dict[Finding, Answer]

    @property
    def found(self) -> list[Finding]:
        """What is the matter, in the order it is told."""
        return [one for one in Finding if self.answers[one] is Answer.FOUND]

    @property
    def unknown(self) -> list[Finding]:
        """What could not be looked at."""
        return [one for one in Finding if self.answers[one] is Answer.UNKNOWN]

    @property
    def verdict(self) -> Verdict:
        """Alive when nothing is the matter, and there are posts enough to say so."""
        if self.found:
            return Verdict.DEAD_SIGNS
        enough = self.figures.days > RULES.fewest_gaps
        return Verdict.ALIVE if enough else Verdict.TOO_FEW


def diagnose(page: Page, rules: Rules = RULES) -> Diagnosis:
    """Return what is the matter with a page, as far as what is known of it says."""
    figures = count(page, rules)
    answers = {
        Finding.SILENT: _silent(figures, rules),
        Finding.FADING: _fading(figures, rules),
        Finding.CAMPAIGN_ONLY: _campaign_only(figures, rules),
        Finding.TALKING_TO_ITSELF: _talking_to_itself(figures, page, rules),
        Finding.NOT_ANSWERING: _not_answering(figures, rules),
        Finding.NOT_IN_OUR_LANGUAGE: _not_in_our_language(figures, rules),
        Finding.ALONE: _alone(figures, page, rules),
    }
    return Diagnosis(figures, answers)


def _said(is_so: bool) -> Answer:
    return Answer.FOUND if is_so else Answer.CLEAR


def _silent(figures: Figures, rules: Rules) -> Answer:
    return _said(figures.since_last is None or figures.since_last > rules.silent_after)


def _fading(figures: Figures, rules: Rules) -> Answer:
    """A list that does not reach back can show a page is fading, never that it is not."""
    enough = figures.earlier >= rules.fewest_before
    if enough and figures.recent < rules.fading_below * figures.earlier:
        return Answer.FOUND
    return Answer.CLEAR if figures.is_whole and enough else Answer.UNKNOWN


def _campaign_only(figures: Figures, rules: Rules) -> Answer:
    if figures.bursts is None or figures.active_share is None:
        return Answer.UNKNOWN
    few = figures.active_share < rules.few_weeks
    return _said(few and figures.bursts > rules.bursts_over)


def _talking_to_itself(figures: Figures, page: Page, rules: Rules) -> Answer:
    if figures.active_share is None or figures.active_share < rules.steady_weeks:
        return Answer.CLEAR  # it hardly talks
    known = []
    if figures.with_comments_known >= rules.fewest_gaps:
        share = figures.silent_posts / figures.with_comments_known
        known.append(share > rules.without_comments_over)
    for now, before in (
        (figures.reactions_recent, figures.reactions_earlier),
        (figures.engagement, page.before),
    ):
        if now is not None and before:
            known.append(now < rules.reactions_below * before)
    return _said(any(known)) if known else Answer.UNKNOWN


def _not_answering(figures: Figures, rules: Rules) -> Answer:
    if figures.answered is None:
        return Answer.UNKNOWN
    return _said(figures.answered[1] < rules.answered_below)


def _not_in_our_language(figures: Figures, rules: Rules) -> Answer:
    if figures.own_share is None or figures.decided < rules.fewest_posts:
        return Answer.UNKNOWN
    return _said(figures.own_share < rules.own_language_below)


def _alone(figures: Figures, page: Page, rules: Rules) -> Answer:
    if not page.campaign_was_running:
        return Answer.CLEAR  # nobody is asked to be there
    if figures.known_parts < rules.fewest_posts:
        return Answer.UNKNOWN
    return _said(figures.parts.get(Part.NONE, 0) == figures.known_parts)
