"""What the clock starts."""

from tours import services


def fill_slots():
    return services.fill_all()
