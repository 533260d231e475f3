"""The kits of Solby Kommune."""

from demo.plans import CaptionPlan, KitPlan, Text
from demo.solby_people import WEST

KITS = (
    KitPlan(
        cohorts=("citizens",),
        title=Text("Naturen lige udenfor", "Nature on the doorstep"),
        intro=Text(
            "Hvor går du hen, når du har en halv time?",
            "Where do you go when you have half an hour?",
        ),
        topics=(1, 2),
        pictures=("dandelions.jpg", "stream.jpg"),
        captions=(
            CaptionPlan(
                locale="da",
                text="Elleve minutter fra bageren til her. Jeg har målt det, med kanelsnegl. "
                "Overvejer du Solby, så spørg mig om alt det, der ikke står i brochuren: {link}",
                hashtags=("solby", "solbynatur"),
            ),
            CaptionPlan(
                locale="da",
                text="Børnene kalder det junglen. På kortet hedder det bare matrikel 14. {link}",
                hashtags=("solby",),
            ),
            CaptionPlan(
                locale="en",
                text="Eleven minutes from the baker’s to here. I timed it, cinnamon roll in hand. "
                "Thinking of Solby? Ask me what the brochure leaves out: {link}",
                hashtags=("solby", "lifeindenmark"),
            ),
        ),
    ),
    KitPlan(
        cohorts=("citizens",),
        title=Text("Naturen lige udenfor, Vester Ager", "Nature on the doorstep, Vester Ager"),
        intro=Text("Til jer på den vestlige side.", "For you on the western side."),
        unit=WEST,
        topics=(2,),
        pictures=("stream.jpg", "dandelions.jpg"),
        captions=(
            CaptionPlan(
                locale="da",
                text="Bækken bag forsamlingshuset. Her er ingen kø, og fællesspisning er der hver "
                "torsdag. {link}",
                hashtags=("vesterager", "solby"),
            ),
            CaptionPlan(
                locale="en",
                text="The brook behind the village hall. No queue here, and supper together every "
                "Thursday. {link}",
                hashtags=("vesterager", "solby"),
            ),
        ),
    ),
    KitPlan(
        cohorts=("citizens",),
        title=Text("Naboerne", "The neighbours"),
        intro=Text(
            "Hvem var de første, der hilste, da du flyttede ind?",
            "Who were the first to greet you when you moved in?",
        ),
        gate=5,
        topics=(6,),
        pictures=("friends.jpg", "dandelions.jpg"),
        captions=(
            CaptionPlan(
                locale="da",
                text="Vi havde boet her i to timer, da der stod en skål jordbær på trappen. Vi ved "
                "stadig ikke, hvem der satte den. {link}",
                hashtags=("solby", "tilflytter"),
            ),
            CaptionPlan(
                locale="en",
                text="We had lived here for two hours when a bowl of strawberries stood on our "
                "step. We still do not know who left it. {link}",
                hashtags=("solby", "newcomer"),
            ),
        ),
    ),
    KitPlan(
        cohorts=("colleagues",),
        title=Text("På vej på arbejde", "On the way to work"),
        intro=Text(
            "Det sidste, du ser, før du møder ind. Vis det.",
            "The last thing you see before you clock in. Show it.",
        ),
        topics=(1,),
        pictures=("stream.jpg", "dandelions.jpg"),
        captions=(
            CaptionPlan(
                locale="da",
                text="Min vej til plejehjemmet går her forbi. Når jeg kommer, har Ellen allerede "
                "sat kaffe over, selv om det er mig, der får løn for det. Vi mangler to "
                "kolleger: {link}",
                hashtags=("solbykommune", "minarbejdsdag"),
            ),
            CaptionPlan(
                locale="en",
                text="My way to work passes here. When I arrive, coffee is ready, although I am "
                "the one paid to make it. We are looking for two colleagues: {link}",
                hashtags=("solbykommune",),
            ),
        ),
    ),
)
