"""Four invented events, and the invented people of sixty bookings."""

from dataclasses import dataclass


@dataclass(frozen=True)
class DemoEvent:
    slug: str
    title: str
    title_en: str
    hook: str
    type: str
    description: str
    programme: str
    venue: str
    in_days: tuple[int, ...]  # relative to today; negative: over
    starts: str
    ends: str
    capacity: int
    party_max: int
    audience: str
    companies: tuple[int, ...]  # positions in the list of demo companies
    easy: str = ""


EVENTS = (
    DemoEvent(
        "machikoba-fair",
        "まちこうば合同説明会",
        "Machikoba job fair",
        "12の工場が、となりの席に座る。",
        "fair",
        "机をはさまない説明会です。工場の人が、いつも使っている道具を1つ持ってきます。\n服装は自由。途中から来ても、途中で帰っても大丈夫です。",
        "13:00 受付\n13:30 道具の自己紹介（1社2分）\n14:30 好きな席で話す\n16:30 おわり",
        "架空産業プラザ 4階 コンベンションホール",
        (16,),
        "13:00",
        "16:30",
        80,
        4,
        "students",
        (0, 1, 2, 3, 4, 6, 7, 9, 12, 15, 18, 21),
        easy="12の 会社の 人と 話せます。会社の 人は、道具を 1つ 持って きます。\nどんな 服でも いいです。途中で 帰っても いいです。",
    ),
    DemoEvent(
        "oyako-bane",
        "親子でつくる、びっくり箱",
        "Parents and children: a jack-in-the-box",
        "ばねは、自分で巻く。",
        "workshop",
        "ばねを巻いて、箱を折って、びっくり箱を作ります。小学生と大人でどうぞ。",
        "10:00 ばねを巻く\n11:00 箱を折る\n11:45 いっせいに開ける",
        "架空区民センター 工作室",
        (9, 23),
        "10:00",
        "12:00",
        24,
        5,
        "families",
        (2, 3),
    ),
    DemoEvent(
        "yoru-no-open-factory",
        "夜のオープンファクトリー",
        "Open factory by night",
        "火花は、暗い方がよく見える。",
        "open-factory",
        "夕方から夜にかけて、5つの工場の扉が開きます。地図を片手に、好きな順番で。",
        "17:00 集合と地図くばり\n17:30 見学\n20:00 駅前で解散",
        "架空橋のたもと広場",
        (30,),
        "17:00",
        "20:00",
        60,
        6,
        "anyone",
        (1, 5, 6, 8, 9),
    ),
    DemoEvent(
        "natsu-no-kouryukai",
        "工場と学生の交流会",
        "Factories meet students",
        "お茶とねじと、1時間半。",
        "meeting",
        "はじめての人どうしで話す会でした。",
        "18:00 自己紹介\n18:30 ねじ当てクイズ\n19:30 おわり",
        "架空大学 ラウンジ",
        (-20,),
        "18:00",
        "19:30",
        40,
        3,
        "students",
        (0, 6, 7),
    ),
)

FAMILY_NAMES = (
    ("見本", "ミホン"), ("仮野", "カリノ"), ("試田", "タメシダ"), ("架空井", "カクウイ"), ("例山", "レイヤマ"),
    ("髙見本", "タカミホン"), ("𠮷仮", "ヨシカリ"), ("作里", "ツクリ"), ("無名川", "ムメイガワ"), ("夢野原", "ユメノハラ"),
)  # fmt: skip
GIVEN_NAMES = (
    ("さくら", "サクラ"),
    ("蒼太", "ソウタ"),
    ("ひなた", "ヒナタ"),
    ("凜", "リン"),
    ("湊", "ミナト"),
    ("陽菜", "ヒナ"),
)
# Who comes along: school years, the first one is the contact where `True`.
COMPANY_OF_PEOPLE = (
    (True, ("h2",)), (True, ("university",)), (True, ("university", "university")), (False, ("e4", "parent")),
    (True, ("adult",)), (True, ("h1", "h1", "h1")), (True, ("parent", "e2", "preschool")), (True, ("vocational",)),
    (True, ("graduate",)), (True, ("h3", "h3")),
)  # fmt: skip
BOOKINGS = 60
FOR_EVENTS = 36
CANCELLED_EVERY = 12
SOURCES = ("", "poster-school", "instagram", "line", "friend")
