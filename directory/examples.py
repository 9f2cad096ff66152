"""Invented answers for the description of the API."""

COMPANY = {
    "slug": "kakuu-seiki",
    "name": "株式会社架空精機",
    "name_kana": "カクウセイキ",
    "corporate_number": "8000012010038",
    "fields": ["medical"],
    "processes": ["cutting", "grinding"],
    "town": "kamata-5",
    "address": "東京都大田区蒲田5丁目99-1",
    "lat": 35.5601,
    "lon": 139.7155,
    "match_level": "block",
    "opening_mode": "booking",
    "stations": [{"slug": "kamata", "name": "蒲田", "minutes": 6}],
}
SOLE = COMPANY | {
    "slug": "kakuu-kenma",
    "name": "架空研磨",
    "name_kana": "カクウケンマ",
    "corporate_number": None,
    "address": "東京都大田区蒲田5丁目",
    "match_level": "chome",
}
COMPANIES = {
    "count": 1,
    "next": None,
    "previous": None,
    "results": [COMPANY],
    "facets": {"field": [{"value": "medical", "label": "医療・福祉", "count": 1}]},
}
POINTS = {
    "type": "FeatureCollection",
    "fields": ["medical"],
    "features": [
        {
            "type": "Feature",
            "geometry": {"type": "Point", "coordinates": [139.7155, 35.5601]},
            "properties": {"slug": "kakuu-seiki", "field": 0},
        }
    ],
}
FIELD = {"slug": "medical", "name": "医療・福祉", "english_name": "Medical and care"}
PROCESS = {"slug": "cutting", "name": "切削", "english_name": "Machining"}
