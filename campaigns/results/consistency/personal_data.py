"""Why nothing of consistency is kept about a person: all of it is numbers of whole cohorts."""

from campaigns.results.consistency.models import CohortCount, CohortDay, CohortUnit, CohortWeek
from core.personal_data import exempt

exempt(CohortDay, "how much a whole cohort did on a day")
exempt(CohortWeek, "how many of a whole cohort did something in a week")
exempt(CohortUnit, "how many of a unit in a cohort did something")
exempt(CohortCount, "how many of a whole cohort have done how much, without saying who")
