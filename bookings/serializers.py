"""The shape of a booking in the API. Names, readings, addresses and digits are cleaned as the pages clean them."""

import unicodedata

from django.core.exceptions import ValidationError
from django.core.validators import EmailValidator
from django.utils.translation import gettext_lazy as _
from rest_framework import serializers

from bookings import kinds
from bookings.forms import ROW_MAX, SLOT_ID_MAX, SOURCE
from bookings.grades import Grade
from bookings.guardian_rule import Level
from bookings.guardians import level_of
from bookings.manners import ANSWER, manners_of
from bookings.models import Booking, Slot
from bookings.services import NewGuest, NewParty
from core import forms as cleaners


class LineField(serializers.CharField):
    """Text put right by one of core.forms' cleaners."""

    def __init__(self, cleaner=cleaners.one_line, **kwargs):
        super().__init__(**kwargs)
        self.cleaner = cleaner

    def to_internal_value(self, data):
        try:
            text = self.cleaner(super().to_internal_value(data))
        except ValidationError as error:
            raise serializers.ValidationError(error.messages) from error
        if not text and not self.allow_blank:
            self.fail("blank")
        return text


class GradeField(serializers.ChoiceField):
    """A school year: the word for machines ("h2") or the Japanese one in any width (「高2」)."""

    def __init__(self, **kwargs):
        super().__init__(choices=Grade.choices, **kwargs)

    def to_internal_value(self, data):
        word = unicodedata.normalize("NFKC", data) if isinstance(data, str) else ""
        return super().to_internal_value(next((grade.value for grade in Grade if grade.label == word), word))


class ContactSerializer(serializers.Serializer):
    family_name = LineField(cleaners.clean_name, max_length=60)
    given_name = LineField(cleaners.clean_name, max_length=60, required=False, allow_blank=True, default="")
    family_kana = LineField(cleaners.person_reading, max_length=60, required=False, allow_blank=True, default="")
    given_kana = LineField(cleaners.person_reading, max_length=60, required=False, allow_blank=True, default="")
    email = LineField(cleaners.clean_email, max_length=254, validators=[EmailValidator(cleaners.NO_MAIL_ADDRESS)])
    phone = LineField(max_length=40, required=False, allow_blank=True, default="")

    def validate_phone(self, value):
        number = cleaners.TelephoneField(required=False).clean(value)
        return number and number.as_e164


class GuestSerializer(serializers.Serializer):
    self = serializers.BooleanField(required=False, default=False, help_text="This guest is the contact.")
    grade = GradeField()


class GuardianSerializer(serializers.Serializer):
    """A guardian's word that a party brings along."""

    agreed = serializers.BooleanField(help_text="The party has asked its guardian, who agrees.")
    phone = LineField(max_length=40, help_text="The guardian's telephone number.")

    def validate_agreed(self, value):
        if not value:
            raise serializers.ValidationError(_("保護者の了解をもらってください。"))
        return value

    def validate_phone(self, value):
        return cleaners.TelephoneField().clean(value).as_e164


class NewBookingSerializer(serializers.Serializer):
    """Slot, contact and guests; `consents` are the activity's `required_consents`."""

    slot = serializers.IntegerField(min_value=1, max_value=SLOT_ID_MAX)
    contact = ContactSerializer()
    guests = GuestSerializer(many=True, allow_empty=False, max_length=ROW_MAX)
    source = serializers.RegexField(SOURCE, required=False, allow_blank=True, default="")
    consents = serializers.ListField(child=serializers.SlugField(max_length=40), max_length=20, required=False)
    manners = serializers.CharField(
        max_length=200,
        required=False,
        allow_blank=True,
        default="",
        help_text="The version of the tour's `manners`, which the guests have read and agree to keep.",
    )
    guardian = GuardianSerializer(
        required=False,
        help_text="Needed where people in 高2, 高3 or 高専 come without an adult to a tour whose `hazard` is some; not kept "
        "otherwise. Younger ones, and all of them where `hazard` is high, need a signature instead: see `consenting`.",
    )
    wait = serializers.BooleanField(required=False, default=False, help_text="Join the waiting list where it is full.")
    least = serializers.IntegerField(
        min_value=1,
        max_value=ROW_MAX,
        required=False,
        help_text="With `wait`: with how many the party would come. All of them unless it is given.",
    )
    answers = serializers.DictField(required=False, help_text="By question; no activity asks any yet.")

    def validate_slot(self, value):
        slot = Slot.objects.select_related("activity").filter(pk=value, activity__in=kinds.public_activities()).first()
        if slot is None:
            raise serializers.ValidationError(_("この日時は見つかりません。"))
        return slot

    def validate_guests(self, value):
        if sum(guest["self"] for guest in value) > 1:
            raise serializers.ValidationError(_("申し込む人は一人だけです。"))
        return value

    def validate_answers(self, value):
        if value:
            raise serializers.ValidationError(_("知らない質問への答えが入っています。"))
        return value

    def validate(self, data):
        required, given = set(data["slot"].activity.required_consents), set(data.get("consents", []))
        if missing := required - given:
            text = _("必要な同意がありません：%(keys)s") % {"keys": ", ".join(sorted(missing))}
            raise serializers.ValidationError({"consents": [text]})
        if unknown := given - required:
            text = _("知らない同意です：%(keys)s") % {"keys": ", ".join(sorted(unknown))}
            raise serializers.ValidationError({"consents": [text]})
        if data.get("least", 0) > len(data["guests"]):
            raise serializers.ValidationError({"least": [_("参加する人数より少ない数を入れてください。")]})
        if data["manners"] != manners_of(data["slot"].activity).version:
            raise serializers.ValidationError({"manners": [_("きまりの版が、今のものとちがいます。")]})
        if not self._brings_guardian(data) or "guardian" in data:
            return data
        raise serializers.ValidationError(
            {"guardian": [_("この人たちだけで来るには、保護者の了解と電話番号がいります。")]}
        )

    @staticmethod
    def _brings_guardian(data):
        return level_of(data["slot"].activity, [guest["grade"] for guest in data["guests"]]) == Level.BOX

    @property
    def party(self) -> NewParty:
        data = self.validated_data
        return NewParty(
            **data["contact"],
            guests=tuple(NewGuest(guest["grade"], is_self=guest["self"]) for guest in data["guests"]),
            consents=tuple(data["slot"].activity.required_consents),
            answers={ANSWER: data["manners"]} if data["manners"] else {},
            guardian_phone=data["guardian"]["phone"] if "guardian" in data else "",
            least=data.get("least", 0),
        )


class BookingSerializer(serializers.Serializer):
    code = serializers.CharField(source="party.code", help_text="Eight capital letters.")
    state = serializers.ChoiceField(
        choices=Booking.State.choices,
        help_text="held: the code from the mail is missing. consenting: a guardian has to sign, by the link that "
        "manage_url shows, until expires_at. requested: the host has to answer, in 72 hours at most.",
    )
    expires_at = serializers.SerializerMethodField(
        help_text="Until when the seats are held, or a place in a list for the code; null once it is decided."
    )
    manage_url = serializers.SerializerMethodField(help_text="The page of this booking: secret.")

    def get_expires_at(self, booking) -> str | None:
        if not (booking.awaits_code or booking.state in Booking.TIMED):
            return None
        return serializers.DateTimeField().to_representation(booking.held_until)

    def get_manage_url(self, booking) -> str:
        return self.context["manage_url"](booking)


class AlternativeSerializer(serializers.Serializer):
    slot = serializers.IntegerField(source="slot.pk")
    starts_at = serializers.DateTimeField(source="slot.starts_at")
    left = serializers.IntegerField(source="slot.left", help_text="Places left, in people.")
    url = serializers.CharField(help_text="The page on which it can be booked.")


class RefusalSerializer(serializers.Serializer):
    reason = serializers.CharField(help_text="A word for machines: slot_full, slot_closed, key_reused …")
    detail = serializers.CharField(help_text="What happened and what to do instead, in Japanese.")
    alternatives = AlternativeSerializer(many=True)


class ErrorsSerializer(serializers.Serializer):
    errors = serializers.DictField(
        child=serializers.ListField(child=serializers.CharField()),
        help_text='Sentences by field; a field inside another one is named "contact.email" or "guests.0.grade".',
    )


class DetailSerializer(serializers.Serializer):
    detail = serializers.CharField()


class PinSerializer(serializers.Serializer):
    pin = serializers.CharField(max_length=40, help_text="The six digits from the mail.")

    def validate_pin(self, value):
        return cleaners.PinField().clean(value)


class TokenSerializer(serializers.Serializer):
    token = serializers.CharField(max_length=100, help_text="The secret part of manage_url.")
