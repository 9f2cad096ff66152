"""The two vocabularies a new portal begins with; once in the database they are the ward's to change.

A synonym is a word that means the same in a list or a search. No word stands under two entries of one vocabulary.
"""

from dataclasses import dataclass, replace

from core import field_signs


@dataclass(frozen=True)
class FirstWord:
    slug: str
    name: str
    english_name: str
    synonyms: str  # one per line
    colour: str = ""


def _words(text: str) -> tuple[FirstWord, ...]:
    rows = (line.strip().split("|") for line in text.strip().splitlines())
    return tuple(FirstWord(slug, name, english, synonyms.replace(" ", "\n")) for slug, name, english, synonyms in rows)


_FIELDS = _words("""
    space|航空・宇宙|Aerospace|航空宇宙 航空 宇宙 うちゅう こうくう 航空機 ロケット 人工衛星 ドローン aerospace
    medical|医療・福祉|Medical and care|医療福祉 医療 いりょう 福祉 ふくし 医療機器 介護 福祉機器 ヘルスケア medical
    robotics|ロボティクス|Robotics|ロボット ロボット産業 自動化 自動機 FA robotics
    semiconductor|半導体|Semiconductors|半導体製造装置 半導体装置 はんどうたい ウエハ semiconductor
    mobility|自動車・モビリティ|Cars and mobility|自動車 モビリティ 輸送機器 鉄道 車両 バイク EV mobility
    environment|環境・エネルギー|Environment and energy|環境エネルギー 環境 エネルギー 再生可能エネルギー 水素 電力 省エネ energy
    food|食品機械|Food machinery|食品 食品関連 厨房機器 包装機械 food
    interior|建築・インテリア|Buildings and interiors|建築 インテリア 建設 住宅設備 家具 什器 architecture
    art|アート・文化|Art and culture|アート 文化 美術 工芸 楽器 伝統工芸 art
    optics|光学・計測|Optics and measuring|光学 計測 光学機器 計測機器 精密機器 カメラ レンズ optics
    telecom|通信・電子|Telecom and electronics|通信 電子 通信機器 電子機器 電子部品 情報通信 IoT electronics
    prototyping|試作・開発|Prototypes and development|試作 開発 しさく 試作開発 研究開発 スタートアップ prototype
""")
FIELDS = tuple(replace(word, colour=field_signs.field_sign(word.slug).colour) for word in _FIELDS)

PROCESSES = _words("""
    cutting|切削|Machining|切削加工 機械加工 マシニング マシニング加工 せっさく 削り machining
    turning|旋盤|Turning|旋盤加工 せんばん 旋削 NC旋盤 CNC旋盤 複合旋盤 丸物 turning
    milling|フライス|Milling|フライス加工 フライス盤 角物 milling
    grinding|研削|Grinding|研削加工 けんさく 平面研削 円筒研削 センタレス grinding
    polishing|研磨|Polishing|研磨加工 けんま バフ研磨 鏡面研磨 磨き ラッピング polishing
    sheetmetal|板金|Sheet metal|板金加工 ばんきん 精密板金 製缶 曲げ ベンディング sheetmetal
    press|プレス|Pressing|プレス加工 プレス金型加工 打ち抜き 絞り スタンピング press
    welding|溶接|Welding|溶接加工 ようせつ TIG溶接 MIG溶接 レーザー溶接 スポット溶接 ろう付け welding
    casting|鋳造|Casting|ちゅうぞう ダイカスト ダイキャスト 鋳物 ロストワックス casting
    forging|鍛造|Forging|たんぞう 熱間鍛造 冷間鍛造 forging
    heat|熱処理|Heat treatment|ねつしょり 焼入れ 焼入 焼き入れ 焼戻し 高周波焼入 浸炭 窒化
    plating|めっき|Plating|メッキ 鍍金 めっき加工 plating
    surface|表面処理|Surface treatment|ひょうめんしょり アルマイト 塗装 コーティング 蒸着 ショットブラスト バリ取り
    moulding|成形|Moulding|せいけい 射出成形 プラスチック成形 樹脂成形 ゴム成形 ブロー成形 成型 射出成型 molding
    mould|金型|Moulds and dies|かながた 金型製作 金型設計 プレス金型 プラスチック金型 治工具 治具
    spring|ばね|Springs|バネ スプリング 発条 線加工 spring
    thread|ねじ|Screws|ネジ 螺子 ボルト 転造 ねじ切り screw
    edm|放電加工|Electrical discharge machining|放電 ほうでん ワイヤーカット ワイヤカット ワイヤ放電 ワイヤ放電加工 型彫放電 EDM
    laser|レーザー加工|Laser processing|レーザー レーザ レーザー切断 レーザーカット レーザ加工 laser
    assembly|組立|Assembly|組み立て 組立て くみたて アッセンブリ アセンブリ 実装 配線 assembly
    measuring|検査・測定|Inspection and measuring|検査測定 検査 測定 けんさ 三次元測定 品質検査 inspection
    design|設計|Design|設計開発 せっけい 機械設計 CAD 3DCAD 回路設計 design
""")
