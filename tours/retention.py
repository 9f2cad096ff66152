"""How long this app keeps what people told it."""

from privacy.registry import register
from tours.models import OpeningWish


def forget_wishes(at) -> int:
    deleted, _by_model = OpeningWish.objects.expired(at).delete()
    return deleted


register("tours.openings", erase=forget_wishes)
