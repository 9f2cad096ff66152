"""Companies with everything, and the page of one."""

from directory.models import CompanyNumber, CompanyStation, DayStep, Voice
from tests.factories import CompanyFactory, FieldFactory, ProcessFactory, StationFactory


def page(client, company, prefix=""):
    response = client.get(f"{prefix}/companies/{company.slug}/")
    assert response.status_code == 200
    return response.content.decode()


def full_company(**changes):
    facts = {
        "name": "架空精機",
        "kana": "カクウセイキ",
        "tagline": "0.1ミリを見ています",
        "story": "はじめの段落。\n\nつぎの段落。",
        "address": "東京都大田区試町1-1",
        "building": "架空ビル",
        "machines": "旋盤\nフライス盤",
        "certificates": "ISO 9001（2019年3月）\nエコアクション21",
        "products": "架空ばね\n架空歯車",
        "industry": "24",
        "capital": 10_000_000,
        "recruiting": ["new-graduate", "internship"],
        "scholarship": True,
        "facts": ["prototype"],
        "postal_code": "1440052",
        "employees": 8,
        "founded": 1963,
        "phone": "03-3000-0000",
        "site": "https://kakuu.example.jp/",
        "source": "公開名簿2026",
        "confirmed_on": "2026-10-01",
        "opening_mode": "booking",
        "corporate_number": "1234567890123",
    }
    fields, processes = [FieldFactory(slug="space", name="宇宙")], [ProcessFactory(slug="cutting", name="切削")]
    company = CompanyFactory(fields=fields, processes=processes, **(facts | changes))
    station = StationFactory(name="試駅", lines=["試線"])
    CompanyStation.objects.create(company=company, station=station, rank=1, minutes=7)
    return company


def told_company(**changes):
    company = full_company(**changes)
    CompanyNumber.objects.create(
        company=company, value="±0.5", unit="μm", sentence="測り直す。", sentence_en="We measure again."
    )
    for starts, what in (("08:00", "あたためる"), ("13:30", "見学がくる"), ("16:30", "かたづけ")):
        DayStep.objects.create(company=company, starts=starts, what=what, is_visit=starts == "13:30")
    Voice.objects.create(company=company, quote="シャーが、サーになる。", who="架空ひなた", work="旋盤", joined=2020)
    return company
