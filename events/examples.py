"""Invented answers for the description of the API."""

from bookings.examples import ACTIVITY

EVENT = ACTIVITY | {
    "slug": "monozukuri-koryukai",
    "title": "ものづくり交流会",
    "title_en": "An evening with makers",
    "url": "https://machikoba.example/events/monozukuri-koryukai/",
    "book_url": "https://machikoba.example/events/monozukuri-koryukai/book/",
    "type": "meeting",
    "venue": "架空産業プラザ",
    "address": "東京都大田区試町1-1",
    "lat": 35.5601,
    "lon": 139.7155,
    "programme": "13:00 受付",
    "organizer": "架空区 産業振興課",
    "companies": [{"slug": "kakuu-seiki", "name": "株式会社架空精機", "note": "旋盤の体験"}],
}
