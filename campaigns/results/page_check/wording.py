"""What a caption is like: its language, and whether it is about working here. Pure.

Small closed word lists instead of a language model: they can be read, tested and argued with, and
a caption is never sent anywhere. Norwegian is taken for Danish.
"""

import re

from campaigns.posts.instaloader_nodes import MENTION
from campaigns.results.page_check.enums import Language, Tongue

FEWEST_LETTERS = 20
NOISE = re.compile(r"https?://\S+|www\.\S+|[#@][\w.]+")
WORD = re.compile(r"[^\W\d_]+")
# Words both languages have (for, at, so, man, her, have, by, to …) are in neither list.
DANISH = """og er ikke det på af til jeg også hos vores jeres når eller skal bliver blev fra mere
        efter kom kommer hvor hvad hvem meget nogle mange alle ind ud op ned dag tak sammen lige læs
        nye hver min din deres siden være gør godt flere igen kunne ville har med som vi der den
        kan du os dig jer et mød følg bag går tag se søger nu bare altid holder giver"""
ENGLISH = """the and of is are we you our your with on in it this that from has will be more about
        us join read not was who what how their they an a today new here now get meet see out
        come year people work team all into"""
OTHERS = """und die das ist wir mit nicht für och är av för att till inte les une des est pour los
        las para con que"""
WORDS = {
    Language.DANISH: frozenset(DANISH.split()),
    Language.ENGLISH: frozenset(ENGLISH.split()),
}
ELSEWHERE = frozenset(OTHERS.split())
WORK = re.compile(
    r"\b(kolleg\w*|medarbejder\w*|ansat\w*|ansæt\w*|job\w*|stilling\w*|praktikant\w*"
    r"|praktik|elev(?:er|plads\w*)|lærling\w*|arbejdsplads\w*|karriere\w*|jubilæum\w*|jobopslag"
    r"|på arbejde|vores team"
    r"|colleagu\w*|employee\w*|vacanc\w*|hiring|career\w*|intern(?:s|ship\w*)?|apprentice\w*"
    r"|workplace|our team|working (?:here|with us)|work with us)\b",
    re.IGNORECASE,
)


def tongue_of(text: str, language: Language) -> Tongue:
    """Say whether a caption is in the page's language.

    Tags, names and addresses are taken out first; under twenty letters nothing is said. A caption
    in two languages counts as the page's own.
    """
    words = WORD.findall(NOISE.sub(" ", text).lower())
    if sum(map(len, words)) < FEWEST_LETTERS:
        return Tongue.UNCLEAR
    own = sum(word in WORDS[language] or _is_spelt_in(word, language) for word in words)
    foreign = ELSEWHERE.union(*(WORDS[one] for one in Language if one is not language))
    other = sum(
        word in foreign or any(_is_spelt_in(word, one) for one in Language if one is not language)
        for word in words
    )
    if (own >= 2 and own * 3 >= other) or own > other:
        return Tongue.OWN
    return Tongue.OTHER if other > own else Tongue.UNCLEAR


def _is_spelt_in(word: str, language: Language) -> bool:
    return language is Language.DANISH and word not in ELSEWHERE and not {*"æøå"}.isdisjoint(word)


def is_about_work(text: str) -> bool:
    """Say whether a caption tells of colleagues, of jobs or of working here."""
    return WORK.search(text) is not None


def mentioned_in(text: str) -> set[str]:
    """Return the names of accounts a caption mentions with an @, in small letters."""
    return {name.lower() for name in MENTION.findall(text)}
