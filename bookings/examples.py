"""Invented questions and answers for the description of the API."""

from drf_spectacular.utils import OpenApiExample

ACTIVITY = {
    "hook": "手のひらの部品が、月まで行く話。",
    "description": "工場を歩いて、機械の前で話を聞きます。",
    "description_en": "",
    "easy": "工場の 中を 歩きます。機械の 前で 話を 聞きます。",
    "place": "受付",
    "audience": "anyone",
    "party_min": 1,
    "party_max": 6,
    "notice_hours": 24,
    "horizon_days": 90,
    "cancel_hours": 24,
    "questions": [],
    "required_consents": ["booking"],
    "next_slot": {
        "id": 41,
        "starts_at": "2026-12-05T10:00:00+09:00",
        "ends_at": "2026-12-05T11:00:00+09:00",
        "left": 4,
    },
}
WISH = {
    "slot": 41,
    "contact": {
        "family_name": "見本",
        "given_name": "花子",
        "family_kana": "ミホン",
        "given_kana": "ハナコ",
        "email": "hanako@example.com",
        "phone": "03-5000-0000",
    },
    "guests": [{"self": True, "grade": "adult"}, {"grade": "e4"}],
    "consents": ["booking"],
    "manners": "1:photos-places,shoes",
}
ALONE = WISH | {
    "guests": [{"self": True, "grade": "h2"}],
    "guardian": {"agreed": True, "phone": "03-5000-0001"},
}
HELD = {
    "code": "BCDFGHJK",
    "state": "held",
    "expires_at": "2026-11-21T10:15:00+09:00",
    "manage_url": "https://machikoba.example/bookings/SECRET/",
}
FULL = {
    "reason": "slot_full",
    "detail": "この回は満席になりました。ほかの日時をえらんでください。",
    "alternatives": [
        {
            "slot": 42,
            "starts_at": "2026-12-12T10:00:00+09:00",
            "left": 6,
            "url": "https://machikoba.example/tours/senban-wo-miru/book/?slot=42",
        }
    ],
}
LATE = {
    "reason": "too_late",
    "detail": "変更と取り消しのしめ切りをすぎました。来られなくなったときは、予約のページの「行けなくなった」で知らせてください。",
}
EXPIRED = {
    "reason": "hold_expired",
    "detail": "仮予約の時間がすぎたので、席はほかの人が予約できるようになりました。日時をえらぶところから、もう一度申し込んでください。",
    "alternatives": [],
}


def shown(name: str, value: dict, **kwargs) -> OpenApiExample:
    """An answer with status 200."""
    return OpenApiExample(name, value=value, response_only=True, status_codes=["200"], **kwargs)


def answered(name: str, value: dict, *statuses: int) -> OpenApiExample:
    return OpenApiExample(name, value=value, response_only=True, status_codes=[str(status) for status in statuses])


def asked(name: str, value: dict) -> OpenApiExample:
    return OpenApiExample(name, value=value, request_only=True)


BOOK = [
    asked("An adult with a pupil", WISH),
    asked("A pupil of 16 or 17 alone, where there is something to mind", ALONE),
    answered("Held for 15 minutes", HELD, 200, 201),
    answered("Full", FULL, 409),
    asked("The same, rather waiting than not at all", WISH | {"wait": True, "least": 1}),
    answered(
        "On the waiting list once the code is typed in",
        HELD | {"state": "waiting", "expires_at": "2026-11-22T10:00:00+09:00"},
        201,
    ),
]
CONFIRM = [
    asked("The code from the mail", {"pin": "482915"}),
    answered("Booked", HELD | {"state": "confirmed", "expires_at": None}, 200),
    answered(
        "A guardian has to sign until then",
        HELD | {"state": "consenting", "expires_at": "2026-11-28T10:05:00+09:00"},
        200,
    ),
    answered(
        "Asked the host, who answers until then",
        HELD | {"state": "requested", "expires_at": "2026-11-24T10:05:00+09:00"},
        200,
    ),
    answered("On the waiting list", HELD | {"state": "waiting", "expires_at": None}, 200),
    answered("Too late", EXPIRED, 409),
]
CANCEL = [
    asked("The secret part of manage_url", {"token": "SECRET"}),
    answered("Cancelled", HELD | {"state": "cancelled", "expires_at": None}, 200),
    answered("After the deadline", LATE | {"alternatives": []}, 409),
]
