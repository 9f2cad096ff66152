"""A hundred and ten more invented companies, made from word lists by counting: the same every time.

The names are beasts doing what beasts do not do, so that none can be taken for a real company's.
"""

from itertools import islice, product

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
# Each trade with the processes that make its name true, and a line that could be said of it.
TRADES = (
    ("切削", "セッサク", "Cutting", ("切削", "フライス"), "金属のかたまりから、1つだけを掘り出す。"),
    ("旋盤", "センバン", "Turning", ("旋盤",), "まわして、止めて、また測る。"),
    ("溶接", "ヨウセツ", "Welding", ("溶接",), "つなぎ目を、さがせますか。"),
    ("板金", "バンキン", "Sheet Metal", ("板金", "レーザー加工"), "平らな板が、立ち上がる。"),
    ("めっき", "メッキ", "Plating", ("めっき",), "薄さ8ミクロンの仕事。"),
    ("研磨", "ケンマ", "Polishing", ("研磨", "研削"), "ざらざらが、つるつるになるまで。"),
    ("樹脂", "ジュシ", "Plastics", ("成形",), "とろとろが、3秒で形になる。"),
    ("ばね", "バネ", "Springs", ("ばね",), "のびて、ちぢんで、10年。"),
    ("ねじ", "ネジ", "Screws", ("ねじ",), "1本ゆるめば、電車は止まる。"),
    ("電子", "デンシ", "Electronics", ("組立", "検査・測定"), "光ったら、できあがり。"),
    ("金型", "カナガタ", "Moulds", ("放電加工", "設計"), "型がよければ、100万個がよくなる。"),
)
FIELDS = (
    "航空・宇宙", "医療・福祉", "ロボティクス", "半導体", "光学・計測", "自動車・モビリティ",
    "通信・電子", "食品機械", "環境・エネルギー", "建築・インテリア", "アート・文化", "試作・開発",
)  # fmt: skip
COUNT = 110
TOUR_COUNT = 17
WEEKDAYS = ("MO", "TU", "WE", "TH", "FR", "SA", "SU")


def companies(town_names):
    """The invented companies on the given towns (list of names, at least one), as WrittenCompany."""
    pairs = list(islice(product(BEASTS, DOINGS), COUNT))
    return [_company(number, doing, beast, town_names) for number, (beast, doing) in enumerate(pairs)]


def _company(number, doing, beast, town_names):
    trade, trade_kana, trade_en, processes, line = TRADES[(number * 7 + number // 11) % len(TRADES)]
    fields = tuple(dict.fromkeys((FIELDS[(number * 5) % len(FIELDS)], FIELDS[(number * 7 + 3) % len(FIELDS)])))
    slug = f"{doing[2]}-{beast[2]}"
    told = number % 3 == 0
    return WrittenCompany(
        slug=slug,
        name=f"{doing[0]}{beast[0]}{trade}",
        kana=f"{doing[1]}{beast[1]}{trade_kana}",
        english_name=f"{doing[3]} {beast[3]} {trade_en}",
        tagline=line if told else "",
        story=f"{fields[0]}の部品を、{processes[0]}で作っています。{line}" if told else "",
        story_en="",
        town=town_names[(number * 37) % len(town_names)],
        fields=fields[: 1 + number % 2],
        processes=processes,
        founded=1946 + (number * 13) % 75,
        employees=2 + (number * 17) % 48,
        machines=(f"{processes[0]}の機械 {1 + number % 5}台",),
        tours=(_tour(slug, number, processes[0], line),) if told and number // 3 < TOUR_COUNT else (),
    )


def _tour(slug, number, process, line):
    hour = 10 + number % 6
    return WrittenTour(
        f"{slug}-kengaku",
        f"{process}の現場を歩く見学",
        f"Walk through the works: no. {number + 1}",
        line,
        f"{process}の仕事を、すぐそばで見ます。説明は30分、質問はいつでもどうぞ。",
        f"FREQ=WEEKLY;BYDAY={WEEKDAYS[number % 7]},{WEEKDAYS[(number + 3) % 7]}",
        f"{hour}:00",
        f"{hour + 1}:00",
        4 + number % 7,
        4,
    )
