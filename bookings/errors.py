"""What the seat engine refuses, and what the visitor can do instead. Pages and API show the same sentences."""

from contextlib import contextmanager

from django.utils.translation import gettext_lazy as _


class Refused(Exception):
    """A change that a rule forbids. Not a fault: nothing was written, and the visitor gets a way on.

    `reason` is the word for machines, `detail` and `next` are sentences for people. `alternatives` are Slots, put in
    by the caller (it knows which kind of activity it stands in front of). `slot` is the Slot that could not be had, where
    one was asked for, None otherwise.
    """

    reason = "refused"
    status = 409
    detail = _("この操作はできませんでした。")
    next = _("ページを開きなおして、もう一度ためしてください。")

    def __init__(self, detail="", next=""):
        self.detail = detail or self.detail
        self.next = next or self.next
        self.alternatives = []
        self.slot = None
        super().__init__(self.reason)

    @property
    def sentence(self) -> str:
        """What happened and what to do instead, in one piece."""
        return _("%(detail)s%(next)s") % {"detail": self.detail, "next": self.next}


@contextmanager
def asking_for(slot):
    """What is refused in here is refused because of this slot."""
    try:
        yield
    except Refused as refusal:
        refusal.slot = refusal.slot or slot
        raise


class SlotFull(Refused):
    reason = "slot_full"
    detail = _("この回は満席になりました。")
    next = _("ほかの日時をえらんでください。")


class SlotClosed(Refused):
    reason = "slot_closed"
    detail = _("この回は、いま予約を受け付けていません。")
    next = _("ほかの日時をえらんでください。")


class PartyTooLarge(Refused):
    reason = "party_too_large"
    detail = _("人数が多すぎます。")
    next = _("人数をへらして申し込んでください。")


class PartyTooSmall(Refused):
    reason = "party_too_small"
    detail = _("人数が足りません。")
    next = _("人数をふやして申し込んでください。")


class ConsentMissing(Refused):
    reason = "consent_missing"
    detail = _("申し込みに必要な同意がありません。")
    next = _("説明を読んで、同意のらんにチェックを入れてください。")


class GuardianMissing(Refused):
    reason = "guardian_missing"
    detail = _("この人たちだけで来るには、保護者の確認がいります。")
    next = _("大人もいっしょに来るか、取り消してもう一度申し込んでください。")


class KeyReused(Refused):
    reason = "key_reused"
    detail = _("同じ申し込みが、ちがう内容でもう一度送られました。")
    next = _("申し込みのページを開きなおして、はじめから入力してください。")


class HoldExpired(Refused):
    reason = "hold_expired"
    detail = _("仮予約の時間がすぎたので、席はほかの人が予約できるようになりました。")
    next = _("日時をえらぶところから、もう一度申し込んでください。")


class WrongPin(Refused):
    reason = "wrong_pin"
    detail = _("確認コードがちがいます。")
    next = _("メールに書いてある6けたの数字をたしかめてください。")


class TooManyTries(Refused):
    reason = "too_many_tries"
    detail = _("まちがいが5回になったので、この確認コードは使えなくなりました。")
    next = _("新しい確認コードをメールで受け取ってください。")


class TooManyMails(Refused):
    reason = "too_many_mails"
    detail = _("確認コードを送りなおせるのは3回までです。")
    next = _("日時をえらぶところから、もう一度申し込んでください。")


class TooLate(Refused):
    reason = "too_late"
    detail = _("変更と取り消しのしめ切りをすぎました。")
    next = _("来られなくなったときは、予約のページの「行けなくなった」で知らせてください。")


class OfferGone(Refused):
    reason = "offer_gone"
    detail = _("この席のご案内は、もう終わっています。席は、次のグループに案内しました。")
    next = _("予約のページで、いまの順番やほかの日時を見てください。")


class NotChangeable(Refused):
    reason = "not_changeable"
    detail = _("この予約は、もう変更できません。")
    next = _("予約のページで、いまの状態をたしかめてください。")
