"""How one goes between the visits of a course, told to those who have booked it: they may know where each house stands."""

from bookings import ways
from directory.geometry import walking_minutes
from tours.course_map import drawing
from tours.models import Tour


def way(slots):
    """Between the companies' own points; without a map where one of them is unknown."""
    tours = Tour.objects.select_related("company").in_bulk([slot.activity_id for slot in slots])
    companies = [tours[slot.activity_id].company for slot in slots]
    points = [None if company.lat is None else (company.lat, company.lon) for company in companies]
    minutes = [
        walking_minutes(one, other) if one and other else 0 for one, other in zip(points, points[1:], strict=False)
    ]
    return ways.Way([0, *minutes], drawing(points) if all(points) else ways.Way([]).drawing)


ways.register("tour", way)
