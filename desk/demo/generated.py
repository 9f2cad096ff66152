"""A hundred and ten more invented companies, made from word lists by counting: the same every time.

The names are beasts doing what beasts do not do, so that none can be taken for a real company's.
"""

from itertools import islice, product

from desk.demo import told as telling
from desk.demo.written import WrittenCompany, WrittenTour

DOINGS = (
    ("おどる", "オドル", "odoru", "Dancing"), ("うたう", "ウタウ", "utau", "Singing"),
    ("わらう", "ワラウ", "warau", "Laughing"), ("はしる", "ハシル", "hashiru", "Running"),
    ("ひかる", "ヒカル", "hikaru", "Shining"), ("てれる", "テレル", "tereru", "Blushing"),
    ("まよう", "マヨウ", "mayou", "Wandering"), ("かぞえる", "カゾエル", "kazoeru", "Counting"),
    ("ねがえる", "ネガエル", "negaeru", "Tossing"), ("あまがさ", "アマガサ", "amagasa", "Umbrella"),
    ("つきよの", "ツキヨノ", "tsukiyono", "Moonlit"),
)  # fmt: skip
BEASTS = (
    ("らっこ", "ラッコ", "rakko", "Otter"), ("あるぱか", "アルパカ", "arupaka", "Alpaca"),
    ("ぺんぎん", "ペンギン", "pengin", "Penguin"), ("はりねずみ", "ハリネズミ", "harinezumi", "Hedgehog"),
    ("かぴばら", "カピバラ", "kapibara", "Capybara"), ("ふくろう", "フクロウ", "fukurou", "Owl"),
    ("いるか", "イルカ", "iruka", "Dolphin"), ("こあら", "コアラ", "koara", "Koala"),
    ("やもり", "ヤモリ", "yamori", "Gecko"), ("びーばー", "ビーバー", "biibaa", "Beaver"),
)  # fmt: skip
# Each trade with the processes that make its name true; told.py has its words.
TRADES = (
    ("切削", "セッサク", "Cutting", ("切削", "フライス")),
    ("旋盤", "センバン", "Turning", ("旋盤",)),
    ("溶接", "ヨウセツ", "Welding", ("溶接",)),
    ("板金", "バンキン", "Sheet Metal", ("板金", "レーザー加工")),
    ("めっき", "メッキ", "Plating", ("めっき",)),
    ("研磨", "ケンマ", "Polishing", ("研磨", "研削")),
    ("樹脂", "ジュシ", "Plastics", ("成形",)),
    ("ばね", "バネ", "Springs", ("ばね",)),
    ("ねじ", "ネジ", "Screws", ("ねじ",)),
    ("電子", "デンシ", "Electronics", ("組立", "検査・測定")),
    ("金型", "カナガタ", "Moulds", ("放電加工", "設計")),
)
FIELDS = (
    "航空・宇宙", "医療・福祉", "ロボティクス", "半導体", "光学・計測", "自動車・モビリティ",
    "通信・電子", "食品機械", "環境・エネルギー", "建築・インテリア", "アート・文化", "試作・開発",
)  # fmt: skip
RECRUITING = (("new-graduate",), (), ("mid-career", "evening"), ("internship",), ("new-graduate", "internship"))
FACTS = (("prototype",), (), ("clean",), ("prototype", "startup"))
COUNT = 110
TOUR_COUNT = 17
FEW = 9  # people; so small a company says so
WEEKDAYS = ("MO", "TU", "WE", "TH", "FR", "SA", "SU")


def companies(town_names):
    """The invented companies on the given towns (list of names, at least one), as WrittenCompany."""
    pairs = list(islice(product(BEASTS, DOINGS), COUNT))
    hooks, visits = (
        {trade: iter(words) for trade, words in table.items()} for table in (telling.HOOKS, telling.VISITS)
    )
    return [_company(number, doing, beast, town_names, hooks, visits) for number, (beast, doing) in enumerate(pairs)]


def _company(number, doing, beast, town_names, hooks, visits):  # the last two: by trade, the words not used yet
    trade, trade_kana, trade_en, processes = TRADES[(number * 7 + number // 11) % len(TRADES)]
    fields = tuple(dict.fromkeys((FIELDS[(number * 5) % len(FIELDS)], FIELDS[(number * 7 + 3) % len(FIELDS)])))
    slug = f"{doing[2]}-{beast[2]}"
    told = number % 3 == 0
    employees = 2 + (number * 17) % 48
    line = next(hooks[trade]) if told else ""
    tours = (_tour(slug, number, processes[0], next(visits[trade])),) if told and number // 3 < TOUR_COUNT else ()
    return WrittenCompany(
        slug=slug,
        name=f"{doing[0]}{beast[0]}{trade}",
        kana=f"{doing[1]}{beast[1]}{trade_kana}",
        english_name=f"{doing[3]} {beast[3]} {trade_en}",
        tagline=line,
        story=f"{fields[0]}の部品を、{processes[0]}で作っています。{line}" if told else "",
        story_en="",
        town=town_names[(number * 37) % len(town_names)],
        fields=fields[: 1 + number % 2],
        processes=processes,
        founded=1946 + (number * 13) % 75,
        employees=employees,
        machines=(f"{processes[0]}の機械 {1 + number % 5}台",),
        recruiting=RECRUITING[number // 3 % len(RECRUITING)] if told else (),
        facts=FACTS[number // 3 % len(FACTS)] + (("small",) if employees <= FEW else ()) if told else (),
        numbers=telling.numbers(number, trade, employees) if told else (),
        day=telling.day(number, processes[0], tours[0].starts if tours else "") if told else (),
        voices=telling.voices(number, trade) if told else (),
        tours=tours,
    )


def _tour(slug, number, process, visit):
    title, title_en, hook, doing = visit
    hour = 10 + number % 6
    return WrittenTour(
        f"{slug}-kengaku",
        title,
        title_en,
        hook,
        f"{doing}\n{process}の仕事は、すぐそばで。説明は30分、質問はいつでもどうぞ。",
        f"FREQ=WEEKLY;BYDAY={WEEKDAYS[number % 7]},{WEEKDAYS[(number + 3) % 7]}",
        f"{hour}:00",
        f"{hour + 1}:00",
        4 + number % 7,
        4,
    )
