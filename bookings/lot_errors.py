"""What is refused where seats are drawn by lot."""

from django.utils.translation import gettext_lazy as _

from bookings.errors import Refused, SlotClosed


class DrawnByLot(SlotClosed):
    detail = _("この回は、抽選で決めます。先着では予約できません。")
    next = _("受付の期間に、予約のページから抽選に申し込んでください。")


class RoundClosed(Refused):
    reason = "round_closed"
    detail = _("この抽選は、いま申し込みを受け付けていません。")
    next = _("受付の期間を、見学やイベントのページでたしかめてください。")


class AlreadyEntered(Refused):
    reason = "already_entered"
    detail = _(
        "1つの家庭から申し込めるのは、1回の抽選に1つだけです。同じメールアドレスか電話番号で、もう申し込みがあります。"
    )
    next = _("先の申し込みは、そのときに届いたメールのリンクから、見ることも取り下げることもできます。")


class EntryLate(Refused):
    reason = "entry_late"
    detail = _("時間内にメールの確認が終わらなかったので、抽選に申し込めていません。")
    next = _("受付の期間なら、もう一度申し込めます。")


class RoundUndrawn(Refused):
    reason = "round_undrawn"
    detail = _("この見学・イベントには、まだ終わっていない抽選があります。")
    next = _("先に、その抽選をしてください。")


class NotDrawable(Refused):
    reason = "not_drawable"
    detail = _("この抽選は、もう終わっています。")
    next = _("結果は、この抽選のページにあります。")


class NotNominable(Refused):
    reason = "not_nominable"
    detail = _("この番号の申し込みは、この抽選にはありません。")
    next = _("8文字の英字をたしかめてください。メールの確認がまだの申し込みは、指名できません。")
