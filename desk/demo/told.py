"""What the counted companies tell of themselves, by trade: hooks, visits, a number, a voice. Invented, and none twice."""

from desk.demo.written import WrittenNumber, WrittenStep, WrittenVoice

# One hook for each company of the trade that tells its story, in the order of the companies.
HOOKS = {
    "切削": (
        "金属のかたまりから、1つだけを掘り出す。",
        "けずりすぎたら、もどせない。",
        "四角い鉄に、丸い穴の約束。",
        "うずまきの切りくずは、上出来のしるし。",
        "机より重い鉄から、指輪より軽い1個。",
    ),
    "旋盤": ("まわして、止めて、また測る。", "1分間に2,000回、目がまわらない鉄。"),
    "溶接": ("つなぎ目を、さがせますか。", "青い光の1秒で、2枚が1枚。"),
    "板金": (
        "平らな板が、立ち上がる。",
        "折り目は、一度きり。",
        "郵便受けから、宇宙の箱まで。",
        "紙のように切って、箱のように立つ。",
    ),
    "めっき": ("ねじが、お風呂あがりの顔をする。", "薄さ8ミクロンの、雨がっぱ。"),
    "研磨": (
        "ざらざらが、つるつるになるまで。",
        "指で読む、千分の1ミリ。",
        "くもった鉄に、窓が映る。",
    ),
    "樹脂": (
        "とろとろが、3秒で形になる。",
        "粒が1さじで、歯車が1つ。",
        "ひやして、ひらいて、ぽとん。",
        "あめ色の粒が、透明な目になる。",
    ),
    "ばね": ("のびて、ちぢんで、10年。", "まっすぐだった針金の、くせ。", "米粒より小さい、力もち。"),
    "ねじ": (
        "1本ゆるめば、電車は止まる。",
        "みぞの数だけ、ほどけない。",
        "まつげほどの、ねじ。",
        "右にまわせば、きのうより強い。",
        "切らずに、ころがして作る山。",
    ),
    "電子": (
        "光ったら、できあがり。",
        "切手1枚に、480の仕事。",
        "はんだの湖に、浮かぶ街。",
        "落としても、だまって動く。",
    ),
    "金型": (
        "型がよければ、100万個がよくなる。",
        "たい焼きの型を、千分の1で。",
        "さかさまに考える人の、工場。",
    ),
}
# The visits of a trade: title, English title, hook, and what one does there.
VISITS = {
    "切削": (
        ("切りくずを1つ、持って帰る", "Take home one chip of metal", "同じうずまきは、2つない。", "機械から出たばかりの切りくずを、さめてからもらいます。"),
        ("穴をあける前の、しずけさ", "The hush before the drill", "刃がふれる、1秒前。", "刃が止まり、ねらい、下りるまでを、窓ごしに見ます。"),
        ("かたまりを選んで、けずってもらう", "Choose a block and watch it shrink", "えらぶのは、あなた。", "アルミ・鉄・真ちゅうから1つえらび、けずり終わるまで見ます。"),
    ),
    "旋盤": (("測る部屋で、息を止める", "Hold your breath in the measuring room", "息でも、のびる。", "20度に保った部屋で、自分の手のあたたかさがはかりに出ます。"),),
    "溶接": (("お面ごしに、青い光", "Blue light through the mask", "つけたら、まっくら。光ったら、見える。", "お面をつけて、つなぎ目が生まれるのを正面から見ます。"),),
    "板金": (
        ("名刺を1枚、金属で折る", "Fold a name card out of metal", "紙より、まっすぐ。", "切りぬかれた板を、曲げる機械で自分の名刺に折ります。"),
        ("光で切った板を、さわる", "Touch a sheet that light has cut", "刃のない、切り口。", "光で切る機械を窓から見て、切り口を指でたしかめます。"),
    ),
    "めっき": (("10円玉と、お風呂の順番", "A coin waits its turn for the bath", "入る前に、3回洗う。", "洗って、つけて、また洗う。12のお風呂を順に歩きます。"),),
    "研磨": (
        ("目をとじて、つるつるを当てる", "Eyes shut: which one is smooth?", "目より、指。", "みがく前と後の5枚を、指だけで順番にならべます。"),
        ("スプーンに顔が映るまで", "Until a spoon shows your face", "あと1回、あと1回。", "くもったスプーンを、砂をかえながら自分でみがきます。"),
    ),
    "樹脂": (("3秒を、10回かぞえる", "Count three seconds ten times", "いーち、にー、ぽとん。", "型がとじて、ひらく。出てきた10個から、くせのある1個をさがします。"),),
    "ばね": (("針金のくせを、つける", "Teach a wire its curl", "1回曲げたら、わすれない。", "まっすぐな針金を、手回しの道具でばねにします。"),),
    "ねじ": (
        ("ゆるまないねじと、力くらべ", "Arm-wrestle a screw that will not turn", "勝った人は、まだいない。", "ゆるむねじとゆるまないねじを、同じ道具で回してくらべます。"),
        ("虫めがねで、ねじの山に登る", "Climb the thread of a screw with a lens", "ふもとから頂上まで、0.2ミリ。", "虫めがねと映しだす機械で、ねじの山の高さを測ります。"),
    ),
    "電子": (("はんだで1つ、明かりをつける", "Solder one light", "銀色が、とける音。", "部品を3つつけて、自分の明かりを光らせます。"),),
    "金型": (
        ("型の中に、はいる気分", "Imagine yourself inside a mould", "へこんだ所が、出っぱる。", "ひらいた型をのぞき、どんな形が出てくるかを当てます。"),
        ("さかさまの文字を、読む", "Read the letters backwards", "型の中では、左が右。", "型にほられた文字を読んで、粘土にうつしてたしかめます。"),
    ),
}  # fmt: skip
NUMBERS = {
    "切削": ("95", "%", "かたまりのうち、切りくずになる分。のこりが部品。", "of the block becomes chips; the rest is the part."),
    "旋盤": ("±2", "μm", "まわして、止めて、測って、まだ2ミクロン。", "Turn, stop, measure: two micrometres to go."),
    "溶接": ("1", "秒", "遅れると、穴があく。", "One second late, and there is a hole."),
    "板金": ("0.8", "mm", "この薄さで、人が乗れる。", "So thin, and one can stand on it."),
    "めっき": ("8", "μm", "指でこすっても取れない、10年の膜。", "A coat that ten years do not rub off."),
    "研磨": ("12", "回", "同じ面を、砂をかえて12回。", "The same face, twelve times, with finer sand each time."),
    "樹脂": ("3", "秒", "とろとろが、さわれる形になるまで。", "From syrup to something one can hold."),
    "ばね": ("1,000万", "回", "のびて、ちぢんで、まだ新品の顔。", "Ten million stretches, and it looks new."),
    "ねじ": ("0.6", "mm", "ねじの太さ。めがねより、小さい所に入る。", "The screw is this thick; it goes where no glasses fit."),
    "電子": ("480", "個", "切手1枚に、のせた部品。", "Parts on one postage stamp."),
    "金型": ("±3", "μm", "型のずれは、100万個ぜんぶにうつる。", "An error of the mould is copied a million times."),
}  # fmt: skip
VOICES = {
    "切削": ("のこす方が、むずかしい。", "切削"),
    "旋盤": ("止めどきは、指が知ってる。", "旋盤"),
    "溶接": ("つなぎ目は、消すもの。", "溶接"),
    "板金": ("平らな紙が、箱に見える。", "曲げ"),
    "めっき": ("水の色で、きょうがわかる。", "めっき"),
    "研磨": ("つるつるは、音がしない。", "研磨"),
    "樹脂": ("3秒、待てるかどうか。", "成形"),
    "ばね": ("ばねは、うそをつかない。", "検査"),
    "ねじ": ("ゆるまないって、やさしい。", "転造"),
    "電子": ("光ると、声が出る。", "組立"),
    "金型": ("見えない所が、いちばん光る。", "型"),
}
FAMILY = ("海原", "野山", "月影", "木陰", "波多", "星野原", "草葉", "岩間川")
GIVEN = ("まわる", "ひかり", "こだま", "のぞむ", "つむぎ", "しずく", "いぶき")


def numbers(number: int, trade: str, employees: int) -> tuple[WrittenNumber, ...]:
    people = "朝のあいさつが、1分で終わる。" if employees < 15 else "食堂の席は、早い者勝ち。"
    people_en = "Saying good morning takes a minute." if employees < 15 else "First come, first seated at lunch."
    shown = (WrittenNumber(*NUMBERS[trade]), WrittenNumber(str(employees), "人", people, people_en))
    return shown if number % 2 else shown[:1]


def day(number: int, process: str, visit_at: str) -> tuple[WrittenStep, ...]:
    """The day of every second company; `visit_at` ("14:00") empty: nobody comes to see it."""
    if number % 2:
        return ()
    steps = [
        WrittenStep("08:00", "掃除", "床が光ると、落とした部品がすぐ見える。"),
        WrittenStep("08:30", process, "きのうの続きから。"),
        WrittenStep("12:00", "ひる", "窓ぎわの席は、じゃんけん。"),
        WrittenStep("15:45", "測る", "きょう作った分を、ぜんぶ。"),
        WrittenStep("17:00", "しまう", "道具の影が書いてある壁に、もどす。"),
    ]
    if visit_at:
        steps.append(WrittenStep(visit_at, "見学がくる", "いちばん近い所で、どうぞ。", is_visit=True))
    return tuple(sorted(steps, key=lambda step: step.starts))


def voices(number: int, trade: str) -> tuple[WrittenVoice, ...]:
    quote, work = VOICES[trade]
    who = FAMILY[number % len(FAMILY)] + GIVEN[number % len(GIVEN)]
    return (WrittenVoice(quote, who, work, 2012 + number % 13),)
