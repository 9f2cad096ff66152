"""What a visitor types to book several visits at once."""

from bookings.forms import BookForm
from bookings.guardian_rule import Degree
from bookings.guardians import hazard_of, level_of
from bookings.manners import Manners, manners_of
from bookings.models import Activity


class CourseForm(BookForm):
    """People, contact and consents for all `slots` of a course: what each of them asks, once.

    `children` are the rows of the activities' own tables, in the same order.
    """

    slot = wait = least = None  # the slots are chosen, and nobody waits for a part of a course

    def __init__(self, slots, children, data=None, *, initial=None):
        self.slots = slots
        self.stops = [(slot.activity, child) for slot, child in zip(slots, children, strict=True)]
        super().__init__(_together([slot.activity for slot in slots]), data, initial=initial)

    def what_is_asked(self, activity, child):
        self.asked_by_stop = [manners_of(*stop) for stop in self.stops]
        versions = dict.fromkeys(manners.version for manners in self.asked_by_stop if manners.version)
        sentences = dict.fromkeys(sentence for manners in self.asked_by_stop for sentence in manners.sentences)
        return Manners(" ".join(versions), tuple(sentences))

    def guardian_level(self, grades):
        return max((level_of(activity, grades, child) for activity, child in self.stops), key=lambda level: level.rank)

    @property
    def hazard(self):
        """That of the most dangerous stop."""
        hazards = [hazard for hazard in (hazard_of(*stop) for stop in self.stops) if hazard]
        return max(hazards, key=lambda hazard: list(Degree).index(hazard.degree or Degree.NONE), default=None)


def _together(activities):
    """An activity that asks for what all of these ask; a row of no table."""
    return Activity(
        party_min=max(activity.party_min for activity in activities),
        party_max=min(activity.party_max for activity in activities),
        required_consents=list(dict.fromkeys(key for activity in activities for key in activity.required_consents)),
    )
