"""Bookings over the API: hold, confirm, cancel. The same engine and the same sentences as the pages."""

import json
import re

from django.conf import settings
from django.http import Http404
from django.utils.crypto import constant_time_compare
from django.utils.translation import gettext as _
from drf_spectacular.utils import OpenApiParameter, extend_schema
from rest_framework.decorators import api_view, parser_classes, throttle_classes
from rest_framework.exceptions import ParseError, PermissionDenied, Throttled, ValidationError
from rest_framework.parsers import JSONParser
from rest_framework.response import Response

from bookings import examples, serializers, services
from bookings.calendars import manage_url
from bookings.errors import KeyReused, Refused, WrongPin
from bookings.limits import PIN_MAILS, BookingThrottle
from bookings.models import Booking
from bookings.services import waiting
from bookings.views.offers import Alternative, alternatives
from core.tokens import clean_code, new_token

KEY = re.compile("[!-~]{1,70}")  # printable ASCII; the column takes 80
BODY_MAX = 64 * 1024  # bytes; a party of a hundred needs 4 KB


class SmallJSONParser(JSONParser):
    """JSON up to BODY_MAX, of text that can be written again.

    Deep nesting overflows Python's stack, and half a character ("\\ud800") is no text for a database or for a mail:
    both are refused here, like any other broken text.
    """

    def parse(self, stream, media_type=None, parser_context=None):
        length = (parser_context or {})["request"].META.get("CONTENT_LENGTH") or "0"
        if not length.isdecimal() or int(length) > BODY_MAX:
            raise ValidationError({"body": [_("送られた内容が大きすぎます。")]})
        try:
            data = super().parse(stream, media_type, parser_context)
            json.dumps(data, ensure_ascii=False).encode()  # walks all keys and values
        except (ParseError, RecursionError, UnicodeEncodeError) as error:
            raise ValidationError({"body": [_("JSONとして読めません。")]}) from error
        return data


REFUSALS = {
    400: serializers.ErrorsSerializer,
    409: serializers.RefusalSerializer,
    429: serializers.DetailSerializer,
}
UNKNOWN = {404: serializers.DetailSerializer}
FORBIDDEN = {403: serializers.DetailSerializer}


@extend_schema(
    request=serializers.NewBookingSerializer,
    responses={200: serializers.BookingSerializer, 201: serializers.BookingSerializer, **REFUSALS},
    parameters=[
        OpenApiParameter(
            "Idempotency-Key",
            location=OpenApiParameter.HEADER,
            description="1 to 70 printable ASCII characters, unguessable, new for every wish. The same key with the "
            "same body answers 200 with the same booking, with another body 409 key_reused. Without it every "
            "request is a wish of its own: a retry may book twice.",
        )
    ],
    examples=examples.BOOK,
)
@api_view(["POST"])
@parser_classes([SmallJSONParser])
@throttle_classes([BookingThrottle])
def bookings(request):
    """Hold seats for 15 minutes and mail a six-digit code; 201, or 200 for a repeated request.

    With `wait`, a party for which the date is full joins its waiting list instead: `waiting`, and it counts once the
    code is typed in. Where there is room after all, the seats are held.
    """
    key = request.headers.get("Idempotency-Key") or new_token()
    if not KEY.fullmatch(key):
        raise ValidationError({"Idempotency-Key": [_("1から70文字の半角英数字と記号にしてください。")]})
    wish = _valid(serializers.NewBookingSerializer, request)
    if not PIN_MAILS.allows(request, wish.party.email):
        raise Throttled(wait=PIN_MAILS.wait())
    slot, source = wish.validated_data["slot"], wish.validated_data["source"]
    book_or_wait = waiting.join if wish.validated_data["wait"] else services.hold
    try:
        booking = book_or_wait(slot=slot, party=wish.party, key=f"api:{key}", source=source)
    except KeyReused as refusal:
        return _refused(refusal, [])
    except Refused as refusal:
        return _refused(refusal, alternatives(slot, len(wish.party.guests)))
    return _booking(booking, status=200 if booking.repeated else 201)


@extend_schema(
    request=serializers.PinSerializer,
    responses={200: serializers.BookingSerializer, **UNKNOWN, **REFUSALS},
    examples=examples.CONFIRM,
)
@api_view(["POST"])
@parser_classes([SmallJSONParser])
@throttle_classes([BookingThrottle])
def confirm(request, code):
    """Confirm with the code from the mail. A wrong one is 400; after five of them 409 too_many_tries.

    Where young people come without an adult and their guardian has to sign, the booking is `consenting` now; where a
    host answers every wish, it is `requested`. What becomes of it comes by mail.
    """
    booking = _find(code)
    pin = _valid(serializers.PinSerializer, request).validated_data["pin"]
    try:
        booking = services.confirm_by_pin(party=booking.party, pin=pin)
    except WrongPin as refusal:
        raise ValidationError({"pin": [refusal.sentence]}) from refusal
    except Refused as refusal:
        return _refused(refusal, alternatives(booking.slot, booking.seats))
    return _booking(booking)


@extend_schema(
    request=serializers.TokenSerializer,
    responses={200: serializers.BookingSerializer, **UNKNOWN, **FORBIDDEN, **REFUSALS},
    examples=examples.CANCEL,
)
@api_view(["POST"])
@parser_classes([SmallJSONParser])
@throttle_classes([BookingThrottle])
def cancel(request, code):
    """Cancel with the token of manage_url; 403 for another's token, 409 after the deadline."""
    booking = _find(code)
    token = _valid(serializers.TokenSerializer, request).validated_data["token"]
    if not constant_time_compare(token, booking.party.token):
        raise PermissionDenied(_("この予約のトークンではありません。"))
    try:
        return _booking(services.cancel(booking=booking, by="guest"))
    except Refused as refusal:
        return _refused(refusal, [])


def _find(code):
    rows = Booking.objects.select_related("party", "slot__activity").filter(party__erased_at=None)
    booking = rows.filter(party__code=clean_code(code)).order_by("-pk").first()
    if booking is None:
        raise Http404
    return booking


def _valid(serializer_class, request):
    serializer = serializer_class(data=request.data)
    if not serializer.is_valid():
        raise ValidationError(dict(flat(serializer.errors)))
    return serializer


def flat(errors, prefix=""):
    """Pairs of a field's name and its sentences, from errors nested in objects and lists."""
    items = errors.items() if isinstance(errors, dict) else enumerate(errors)
    for name, inner in items:
        path = f"{prefix}.{name}" if prefix else str(name)
        if isinstance(inner, list) and inner and not isinstance(inner[0], dict):
            yield (prefix or path) if name == "non_field_errors" else path, inner
        else:
            yield from flat(inner, path)


def _booking(booking, status=200):
    context = {"manage_url": manage_url}
    return Response(serializers.BookingSerializer(booking, context=context).data, status=status)


def _refused(refusal, instead):
    whole = [Alternative(choice.slot, settings.BASE_URL + choice.url) for choice in instead]
    body = {"reason": refusal.reason, "detail": refusal.sentence, "alternatives": whole}
    return Response(serializers.RefusalSerializer(body).data, status=refusal.status)
