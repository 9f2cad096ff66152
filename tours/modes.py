"""The four ways in: what each does with the days of a tour's rules, and what does not go with it.

自由 (FREE): its rules are hours in which the door is open; no slots. 時間制 (TIMED): slots at which one may come without
booking. 予約 (BOOKING): slots of which people take seats. 要相談 (ENQUIRY): its rules are days on which the company can
be asked for; no slots before it has agreed to one.
"""

from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _

from bookings.models import Activity

Mode = Activity.Mode
WITH_SLOTS = (Mode.TIMED, Mode.BOOKING)
WALK_IN = (Mode.FREE, Mode.TIMED)
GROUPS = (Activity.Audience.SCHOOLS, Activity.Audience.OFFICIALS)  # who comes with a letter, not with a click


def check(tour) -> None:
    """ValidationError, by column, for what does not go together."""
    if tour.mode in WALK_IN and tour.audience in GROUPS:
        raise ValidationError(
            {"mode": _("学校の団体や視察の見学は、「予約して見学」か「相談して決める」にしてください。")}
        )
    if tour.mode != Mode.BOOKING and tour.acceptance != Activity.Acceptance.INSTANT:
        raise ValidationError(
            {
                "acceptance": _(
                    "「予約して見学」のほかでは、「すぐ決まる」のままにしてください。予約を受けないからです。"
                )
            }
        )


def check_needs(mode: str, needs: int) -> None:
    """ValidationError where a guide or room would be kept by a visit that nobody books."""
    if mode in WALK_IN and needs:
        raise ValidationError(
            _("予約なしで来られる見学は、案内の人や部屋をおさえません。「案内の人・部屋」を消してください。")
        )
