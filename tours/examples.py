"""Invented answers for the description of the API."""

from bookings.examples import ACTIVITY

TOUR = ACTIVITY | {
    "slug": "senban-wo-miru",
    "title": "旋盤を間近で見る",
    "title_en": "See a lathe up close",
    "place": "工場の入口",
    "url": "https://machikoba.example/tours/senban-wo-miru/",
    "book_url": "https://machikoba.example/tours/senban-wo-miru/book/",
    "company": "kakuu-seiki",
    "company_name": "株式会社架空精機",
    "fields": ["medical"],
    "minutes": 60,
    "bring": "動きやすい靴",
    "acceptance": "instant",
    "notice_workdays": 2,
    "running_notice_hours": 3,
    "paused": False,
    "pause_reason": "",
    "stairs": "some",
    "noise": "loud",
    "standing": 40,
    "toilet": "yes",
    "stroller": None,
    "from_grade": "e4",
    "takeaway": "自分で削ったこま",
    "fee": 500,
    "fee_covers": "材料代",
    "insurance": "",
    "rain": "建物の中なので、雨でも行います。",
    "hazard": "some",
    "hazard_note": "切りくずが飛ぶことがあります。めがねを貸します。",
    "photos": "places",
    "manners": {
        "version": "1:photos-places,shoes",
        "sentences": [
            "写真と動画は、案内の人がいいと言った場所だけでとってください。",
            "つま先とかかとがかくれる靴で来てください。サンダルでは入れません。",
        ],
    },
    "promises": ["alone"],
}
SLOT = {
    "id": 41,
    "activity": "senban-wo-miru",
    "company": "kakuu-seiki",
    "starts_at": "2026-12-05T10:00:00+09:00",
    "ends_at": "2026-12-05T11:00:00+09:00",
    "capacity": 6,
    "left": 4,
    "bookable": True,
}
