"""Every verb of scenarios, in one table."""

from typing import Final

from hall.simulation.scenarios.verb import Verb
from hall.simulation.scenarios.verbs_above import SEAL_VERBS, SUPERVISION_VERBS
from hall.simulation.scenarios.verbs_case import INTAKE_VERBS
from hall.simulation.scenarios.verbs_course import COURSE_VERBS
from hall.simulation.scenarios.verbs_front import CONTACT_VERBS, QUEUE_VERBS
from hall.simulation.scenarios.verbs_people import AGENCY_VERBS, DUTY_VERBS, ORIGINAL_VERBS, PROMISE_VERBS

VERBS: Final[dict[str, Verb]] = {
    **QUEUE_VERBS, **CONTACT_VERBS, **PROMISE_VERBS, **INTAKE_VERBS, **COURSE_VERBS, **SUPERVISION_VERBS, **DUTY_VERBS,
    **AGENCY_VERBS, **ORIGINAL_VERBS, **SEAL_VERBS,
}  # fmt: skip
"""The verb, the action behind it, and the words that may stand beside it."""
