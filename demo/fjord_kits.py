"""The kits of Idrætsforbundet Fjord."""

from demo.plans import CaptionPlan, KitPlan, Text

KITS = (
    KitPlan(
        cohorts=("members",),
        title=Text("Vandreholdet på tur", "The hiking team on tour"),
        intro=Text(
            "Vis turen, ikke tiden. Hvem ventede på hvem?",
            "Show the walk, not the time. Who waited for whom?",
        ),
        topics=(3, 5),
        pictures=("trail.jpg", "meadow.jpg", "sunset.jpg"),
        captions=(
            CaptionPlan(
                locale="da",
                text="Herhjemme træner vi på Toftebakken. Den er 61 meter høj. Her er, hvad den "
                "kan føre til. Vi mødes søndag klokken 9, og vi venter altid på den sidste: {link}",
                hashtags=("idrætsforbundetfjord", "vandrehold"),
            ),
            CaptionPlan(
                locale="da",
                text="Jeg meldte mig ind for at få motion. Jeg blev på grund af madpakkerne. "
                "{link}",
                hashtags=("idrætsforbundetfjord", "foreningsliv"),
            ),
            CaptionPlan(
                locale="en",
                text="At home we train on a hill of 61 metres. This is where it can lead. Sundays "
                "at nine, and we always wait for the last one: {link}",
                hashtags=("idrætsforbundetfjord", "hiking"),
            ),
        ),
    ),
    KitPlan(
        cohorts=("members",),
        title=Text("Morgentur", "A morning outing"),
        intro=Text(
            "Til alle, der står op før vækkeuret.",
            "For everyone who is up before the alarm.",
        ),
        topics=(1,),
        pictures=("sunset.jpg", "trail.jpg"),
        captions=(
            CaptionPlan(
                locale="da",
                text="Klokken 6.40. Fem mennesker, tre termokander og ingen, der siger noget, før "
                "solen er oppe. Der er plads til en mere: {link}",
                hashtags=("morgenhold", "fjord"),
            ),
            CaptionPlan(
                locale="en",
                text="6.40 in the morning. Five people, three flasks and not a word before the sun "
                "is up. There is room for one more: {link}",
                hashtags=("earlybirds", "fjord"),
            ),
        ),
    ),
    KitPlan(
        cohorts=("members",),
        title=Text("Nordfjord går ud", "Nordfjord goes outside"),
        intro=Text("Kun til jer i Nordfjord.", "For you in Nordfjord only."),
        unit="Nordfjord",
        gate=5,
        topics=(2, 3),
        pictures=("meadow.jpg", "sunset.jpg"),
        captions=(
            CaptionPlan(
                locale="da",
                text="Efterårstur med dem fra tirsdagsholdet. Yngste er 12, ældste er 71, og det "
                "var ikke hende, der sad ned først. {link}",
                hashtags=("nordfjord", "idrætsforbundetfjord"),
            ),
            CaptionPlan(
                locale="en",
                text="Autumn outing with the Tuesday team. The youngest is 12, the oldest 71, and "
                "she was not the first to sit down. {link}",
                hashtags=("nordfjord", "idrætsforbundetfjord"),
            ),
        ),
    ),
)
