"""How a tour's facts are told, in the reader's language; what nobody has said is not told."""

from typing import NamedTuple

from django.utils.translation import gettext as _

from core.templatetags.money import yen
from tours.models import Tour


class Told(NamedTuple):
    """One fact: `text` in the reader's language, and what the company wrote about it in Japanese."""

    label: str
    text: str
    written: str = ""


def fee(tour) -> str:
    """「無料」, 「1人500円」, or "" where it is not known."""
    if tour.fee is None:
        return ""
    return _("1人%(fee)s") % {"fee": yen(tour.fee)} if tour.fee else _("無料")


def told(tour: Tour) -> list[Told]:
    """All that is known, in the order in which people ask."""
    facts = [
        Told(_("料金"), fee(tour), tour.fee_covers),
        Told(_("作って持ち帰るもの"), "", tour.takeaway),
        Told(_("何年生から"), _("%(grade)sから") % {"grade": tour.get_from_grade_display()} if tour.from_grade else ""),
        Told(_("階段"), tour.get_stairs_display()),
        Told(_("音"), tour.get_noise_display()),
        Told(_("立っている時間"), _standing(tour)),
        Told(_("トイレ"), tour.get_toilet_display()),
        Told(_("ベビーカー"), "" if tour.stroller is None else tour.get_stroller_display()),
        Told(_("写真"), tour.get_photos_display()),
        Told(_("雨の日"), "", tour.rain),
        Told(_("保険"), "", tour.insurance),
        Told(_("あぶないこと"), tour.get_hazard_display(), tour.hazard_note),
    ]
    return [fact for fact in facts if fact.text or fact.written]


def _standing(tour):
    if tour.standing is None:
        return ""
    return _("%(minutes)d分くらい") % {"minutes": tour.standing} if tour.standing else _("ずっと座れる")
