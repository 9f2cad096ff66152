"""What the data packages do not know about Ota's places: readings, areas, names that changed, one missing point.

Areas: the four areas of 大田区基本計画 (大森・調布・蒲田・糀谷羽田), by the towns that the branch offices (特別出張所) of
each area serve. To be confirmed by the ward: 下丸子 and 仲池上 (here 調布), 京浜島, 城南島, 東海 and 令和島 (here 大森).
"""

from dataclasses import dataclass


@dataclass(frozen=True)
class TownFact:
    kana: str
    area: str  # a value of Town.Area


def _readings(text: str) -> dict[str, str]:
    return dict(pair.split(":") for pair in text.split())


def _towns(area: str, text: str) -> dict[str, TownFact]:
    return {oaza: TownFact(kana, area) for oaza, kana in _readings(text).items()}


TOWNS = {
    **_towns(
        "omori",
        """
        池上:イケガミ 大森北:オオモリキタ 大森中:オオモリナカ 大森西:オオモリニシ 大森東:オオモリヒガシ
        大森本町:オオモリホンチョウ 大森南:オオモリミナミ 北馬込:キタマゴメ 京浜島:ケイヒンジマ 山王:サンノウ
        城南島:ジョウナンジマ 昭和島:ショウワジマ 中央:チュウオウ 東海:トウカイ 中馬込:ナカマゴメ 西馬込:ニシマゴメ
        東馬込:ヒガシマゴメ ふるさとの浜辺公園:フルサトノハマベコウエン 平和島:ヘイワジマ
        平和の森公園:ヘイワノモリコウエン 南馬込:ミナミマゴメ 令和島:レイワジマ
        """,
    ),
    **_towns(
        "chofu",
        """
        石川町:イシカワチョウ 鵜の木:ウノキ 上池台:カミイケダイ 北千束:キタセンゾク 北嶺町:キタミネマチ 久が原:クガハラ
        下丸子:シモマルコ 千鳥:チドリ 田園調布:デンエンチョウフ 田園調布本町:デンエンチョウフホンチョウ
        田園調布南:デンエンチョウフミナミ 仲池上:ナカイケガミ 西嶺町:ニシミネマチ 東嶺町:ヒガシミネマチ
        東雪谷:ヒガシユキガヤ 南久が原:ミナミクガハラ 南千束:ミナミセンゾク 南雪谷:ミナミユキガヤ
        雪谷大塚町:ユキガヤオオツカマチ
        """,
    ),
    **_towns(
        "kamata",
        """
        蒲田:カマタ 蒲田本町:カマタホンチョウ 新蒲田:シンカマタ 多摩川:タマガワ 仲六郷:ナカロクゴウ 西蒲田:ニシカマタ
        西六郷:ニシロクゴウ 東蒲田:ヒガシカマタ 東矢口:ヒガシヤグチ 東六郷:ヒガシロクゴウ 南蒲田:ミナミカマタ
        南六郷:ミナミロクゴウ 矢口:ヤグチ
        """,
    ),
    **_towns(
        "kojiya-haneda",
        """
        北糀谷:キタコウジヤ 西糀谷:ニシコウジヤ 萩中:ハギナカ 羽田:ハネダ 羽田旭町:ハネダアサヒチョウ
        羽田空港:ハネダクウコウ 東糀谷:ヒガシコウジヤ 本羽田:ホンハネダ
        """,
    ),
}

# Reclaimed in 2020, so the package has the names without a point: (latitude, longitude) in degrees.
POINTS = {"令和島": (35.590, 139.804)}

# Municipalities around, whose towns tell on which side of the border a point lies.
NEIGHBOURS = {
    "大田区": (
        ("東京都", "品川区"),
        ("東京都", "目黒区"),
        ("東京都", "世田谷区"),
        ("東京都", "江東区"),
        ("神奈川県", "川崎市川崎区"),
        ("神奈川県", "川崎市幸区"),
        ("神奈川県", "川崎市中原区"),
    )
}

# How people write town names, as the package's list writes them.
SPELLINGS = (("雪[がヶケガ]谷", "雪谷"), ("[麹麴]谷", "糀谷"), ("[太][田]区", "大田区"))

# The package is of 2017; the stations were renamed in March 2020.
STATION_NAMES = {
    "羽田空港国際線ターミナル": "羽田空港第３ターミナル",
    "羽田空港国際線ビル": "羽田空港第３ターミナル",
    "羽田空港国内線ターミナル": "羽田空港第１・第２ターミナル",
    "羽田空港第１ビル": "羽田空港第１ターミナル",
    "羽田空港第２ビル": "羽田空港第２ターミナル",
}
STATION_SLUGS = {
    "羽田空港第３ターミナル": "haneda-airport-terminal-3",
    "羽田空港第１・第２ターミナル": "haneda-airport-terminal-1-2",
    "羽田空港第１ターミナル": "haneda-airport-terminal-1",
    "羽田空港第２ターミナル": "haneda-airport-terminal-2",
}
LINE_NAMES = {"東京モノレール羽田空港線": "東京モノレール", "東京臨海高速鉄道りんかい線": "りんかい線"}

# The Tama river lies between: a station there is near on the map only, the bridges are kilometres apart.
BEYOND_THE_RIVER = ("川崎市", "横浜市")

STATION_KANA = _readings(
    """
    池上:イケガミ 石川台:イシカワダイ 鵜の木:ウノキ 梅屋敷:ウメヤシキ 大岡山:オオオカヤマ 大鳥居:オオトリイ 大森:オオモリ
    大森町:オオモリマチ 御嶽山:オンタケサン 蒲田:カマタ 北千束:キタセンゾク 久が原:クガハラ 京急蒲田:ケイキュウカマタ
    糀谷:コウジヤ 下丸子:シモマルコ 昭和島:ショウワジマ 新整備場:シンセイビジョウ 整備場:セイビジョウ 雑色:ゾウシキ
    洗足池:センゾクイケ 多摩川:タマガワ 千鳥町:チドリチョウ 田園調布:デンエンチョウフ 天空橋:テンクウバシ
    長原:ナガハラ 西馬込:ニシマゴメ 沼部:ヌマベ 蓮沼:ハスヌマ 平和島:ヘイワジマ 馬込:マゴメ 武蔵新田:ムサシニッタ
    矢口渡:ヤグチノワタシ 雪が谷大塚:ユキガヤオオツカ 流通センター:リュウツウセンター 六郷土手:ロクゴウドテ
    穴守稲荷:アナモリイナリ 羽田空港第３ターミナル:ハネダクウコウダイサンターミナル
    羽田空港第１・第２ターミナル:ハネダクウコウダイイチダイニターミナル
    羽田空港第１ターミナル:ハネダクウコウダイイチターミナル 羽田空港第２ターミナル:ハネダクウコウダイニターミナル
    大森海岸:オオモリカイガン 立会川:タチアイガワ 大井競馬場前:オオイケイバジョウマエ 西大井:ニシオオイ
    大井町:オオイマチ 旗の台:ハタノダイ 荏原町:エバラマチ 中延:ナカノブ 荏原中延:エバラナカノブ 戸越公園:トゴシコウエン
    洗足:センゾク 緑が丘:ミドリガオカ 奥沢:オクサワ 自由が丘:ジユウガオカ 九品仏:クホンブツ 鮫洲:サメズ
    下神明:シモシンメイ 尾山台:オヤマダイ 西小山:ニシコヤマ 都立大学:トリツダイガク 等々力:トドロキ
    武蔵小山:ムサシコヤマ 青物横丁:アオモノヨコチョウ 品川シーサイド:シナガワシーサイド
    """
)

# What the ground draws besides (directory/ground.py). Municipalities farther out, whose land is seen at the map's edges.
FARTHER = {
    "大田区": (
        *(
            ("東京都", f"{name}区")
            for name in ["港", "渋谷", "新宿", "千代田", "中央", "墨田", "江戸川", "中野", "杉並"]
        ),
        *(("神奈川県", f"川崎市{name}区") for name in ["高津", "宮前", "多摩"]),
        *(
            ("神奈川県", f"横浜市{name}区")
            for name in ["鶴見", "港北", "都筑", "神奈川", "緑", "青葉", "西", "中", "保土ケ谷"]
        ),
        ("千葉県", "浦安市"),
    )
}

# Towns with water on all sides, and municipalities that begin beyond water.
ISLANDS = ("昭和島", "京浜島", "城南島", "東海", "令和島", "平和島", "羽田空港", "江東区", "浦安市")

# Islands of which the towns' points tell too little: their corners, clockwise, read off a map to some hundred metres.
SHORES = {
    "羽田空港": ((35.56, 139.755), (35.564, 139.759), (35.561, 139.764), (35.569, 139.771), (35.571, 139.786), (35.555, 139.798), (35.546, 139.804), (35.539, 139.809), (35.535, 139.8), (35.532, 139.795), (35.534, 139.787), (35.539, 139.782), (35.534, 139.776), (35.54, 139.768), (35.545, 139.757), (35.549, 139.755)),
    "D滑走路": ((35.531, 139.807), (35.542, 139.82), (35.544, 139.823), (35.542, 139.826), (35.528, 139.811)),
    "令和島": ((35.592, 139.795), (35.598, 139.804), (35.589, 139.812), (35.586, 139.806)),
}  # fmt: skip

# The colours in which the railways show themselves; a line without one is drawn in grey.
LINE_COLOURS = {
    "JR京浜東北線": "#00a7e1",
    "JR山手線": "#80c342",
    "JR南武線": "#f2c100",
    "JR横須賀線": "#1069b4",
    "JR湘南新宿ライン": "#e0611e",
    "JR鶴見線": "#f2c100",
    "京急本線": "#00bfff",
    "京急空港線": "#00bfff",
    "京急大師線": "#00bfff",
    "東急池上線": "#ee86a7",
    "東急多摩川線": "#ae0079",
    "東急東横線": "#da0442",
    "東急目黒線": "#009cd2",
    "東急大井町線": "#f18c43",
    "東急田園都市線": "#20a288",
    "都営浅草線": "#e85298",
    "東京モノレール": "#00418e",
    "りんかい線": "#00418e",
}
