"""Ten invented companies written in full, with their tours. None of them exists."""

from dataclasses import dataclass, field


@dataclass(frozen=True)
class WrittenTour:
    slug: str
    title: str
    title_en: str
    hook: str
    description: str
    rrule: str
    starts: str  # "10:00"
    ends: str
    capacity: int
    party_max: int = 4
    audience: str = "anyone"
    bring: str = ""


@dataclass(frozen=True)
class WrittenCompany:
    slug: str
    name: str
    kana: str
    english_name: str
    tagline: str
    story: str
    story_en: str
    town: str
    fields: tuple[str, ...]
    processes: tuple[str, ...]
    founded: int
    employees: int
    machines: tuple[str, ...]
    certificates: tuple[str, ...] = ()
    tours: tuple[WrittenTour, ...] = field(default=())


COMPANIES = (
    WrittenCompany(
        slug="soratobu-kujira",
        name="そらとぶくじら精密",
        kana="ソラトブクジラセイミツ",
        english_name="Flying Whale Precision",
        tagline="髪の毛の、160分の1を削る。",
        story=(
            "人工衛星の中で、針の先ほどの弁が開いたり閉じたりする。その弁の穴をあけているのが、この工場です。\n\n"
            "穴の大きさのずれは、許されて0.5ミクロン。髪の毛の太さの160分の1です。機械だけでは届かないので、"
            "最後は人が砥石の音を聞いて止めます。「キーンがスーに変わったら、あと一呼吸」。\n\n"
            "社員は8人。いちばん若い人は20歳で、入った年から測定室をまかされています。"
        ),
        story_en=(
            "Inside a satellite, a valve as small as a needle's tip opens and closes. The hole in that valve is made "
            "here, to within 0.5 micrometres: one 160th of a hair. Eight people work here; the youngest is 20."
        ),
        town="西糀谷二丁目",
        fields=("航空・宇宙", "光学・計測"),
        processes=("研削", "旋盤"),
        founded=1958,
        employees=8,
        machines=("内面研削盤 3台", "精密自動旋盤 2台", "真円度測定機 1台"),
        certificates=("JIS Q 9100",),
        tours=(
            WrittenTour(
                "soratobu-kujira-oto",
                "砥石の音を聞き分ける見学",
                "Hear the grindstone change its note",
                "0.5ミクロンを、耳で止める。",
                "測定室で髪の毛の太さを測ってから、研削の現場へ。音が変わる瞬間を、いっしょに聞きます。\n最後に、自分で削った円の丸さを測れます。",
                "FREQ=WEEKLY;BYDAY=SA",
                "10:00",
                "11:30",
                8,
                4,
                bring="かかとのある靴。髪の長い人は結んできてください。",
            ),
            WrittenTour(
                "soratobu-kujira-yoru",
                "金曜の夜、図面を読む会",
                "Friday night: read a drawing",
                "学校では教わらない、線の意味。",
                "衛星の部品の図面（公開用）を1枚、1時間かけて読みます。図面を見たことがない人のための会です。",
                "FREQ=WEEKLY;BYDAY=FR",
                "18:00",
                "19:00",
                6,
                3,
                "students",
            ),
        ),
    ),
    WrittenCompany(
        slug="yozora-hotaru",
        name="よぞらほたる溶接所",
        kana="ヨゾラホタルヨウセツジョ",
        english_name="Night Firefly Welding",
        tagline="火花で、線を引く。",
        story=(
            "厚さ0.3ミリの薄い板どうしを、へこませずにつなぐ。パン屋さんのオーブンも、深い海にもぐる箱も、"
            "同じ手から生まれます。\n\n溶接の面をかぶると、世界は真っ暗。見えるのは、米つぶほどの溶けた金属だけです。"
            "「湖を歩かせるように動かす」と工場長は言います。\n\n毎週水曜は、練習台をだれでも使える日です。"
        ),
        story_en=(
            "Two sheets, 0.3 mm thin, joined without a dent. Behind the mask all you see is a lake of molten metal as "
            "large as a grain of rice, and you walk it along the line."
        ),
        town="大森南四丁目",
        fields=("食品機械", "環境・エネルギー"),
        processes=("溶接", "板金"),
        founded=1971,
        employees=12,
        machines=("TIG溶接機 6台", "ファイバーレーザー溶接機 1台", "ベンディングマシン 2台"),
        tours=(
            WrittenTour(
                "yozora-hotaru-hibana",
                "火花を見る見学",
                "See the sparks",
                "まっくらな面の中の、小さな湖。",
                "溶接の面を借りて、プロの手元を1メートルの近さで見ます。最後に、ペン立てにする板を1か所だけ自分でつなぎます。",
                "FREQ=WEEKLY;BYDAY=WE",
                "16:00",
                "17:00",
                6,
                3,
                "students",
                bring="綿の長そで・長ズボン。",
            ),
        ),
    ),
    WrittenCompany(
        slug="orizuru-panda",
        name="おりづるぱんだ板金",
        kana="オリヅルパンダバンキン",
        english_name="Origami Panda Sheet Metal",
        tagline="1枚の板が、手術室になる。",
        story=(
            "手術室の引き出しは、角に汚れがたまらないように、1枚の板を折って作ります。継ぎ目は、ひとつもありません。\n\n"
            "紙で折ってみて、うまくいったら金属で折る。設計者の机には、いつも折り紙があります。\n\n"
            "去年は、高校生のアイデアから、片手で開く救急箱が生まれました。"
        ),
        story_en=(
            "The drawers of an operating room are folded from one sheet so that no corner holds dirt. First in paper, "
            "then in steel."
        ),
        town="下丸子三丁目",
        fields=("医療・福祉",),
        processes=("板金", "レーザー加工", "設計"),
        founded=1966,
        employees=23,
        machines=("ファイバーレーザー 1台", "ベンディングマシン 4台", "タレットパンチプレス 1台"),
        certificates=("ISO13485", "ISO9001"),
        tours=(
            WrittenTour(
                "orizuru-panda-oyako",
                "親子で折る、金属の折り紙",
                "Fold metal like paper, with your child",
                "紙で1回、金属で1回。",
                "紙の展開図で箱を折ってから、同じ形を本物の機械で折ります。作った小箱は持ち帰れます。\n小学生からどうぞ。大人と来てください。",
                "FREQ=WEEKLY;BYDAY=SA,SU",
                "13:30",
                "15:00",
                10,
                5,
                "families",
                bring="汚れてもいい服。",
            ),
            WrittenTour(
                "orizuru-panda-shigoto",
                "設計者のとなりに座る見学",
                "Sit beside the designer",
                "机の上の折り紙から、はじまる。",
                "設計から出荷までを順に歩きます。質問の時間を30分とります。",
                "FREQ=WEEKLY;BYDAY=TU",
                "15:30",
                "17:00",
                5,
                2,
                "students",
            ),
        ),
    ),
    WrittenCompany(
        slug="hanemushi-neko",
        name="はねるねこばね工業",
        kana="ハネルネコバネコウギョウ",
        english_name="Bouncing Cat Springs",
        tagline="ロボットの、やさしさ担当。",
        story=(
            "ロボットの指が卵をつぶさないのは、指の中のばねが先に負けるから。うちは「負け方」を作る工場です。\n\n"
            "線の太さ0.08ミリから、腕くらいの太さまで。10万回のびちぢみさせて、10万1回目も同じ強さで負けること。\n\n"
            "試験機は1日中カチカチ鳴っています。うるさいけれど、慣れると眠くなる音です。"
        ),
        story_en=(
            "A robot's finger does not crush the egg because the spring inside gives way first. We make things that "
            "give way in exactly the right manner, a hundred thousand times."
        ),
        town="東蒲田一丁目",
        fields=("ロボティクス", "医療・福祉"),
        processes=("ばね", "検査・測定"),
        founded=1949,
        employees=15,
        machines=("コイリングマシン 7台", "荷重試験機 3台"),
        certificates=("ISO9001",),
        tours=(
            WrittenTour(
                "hanemushi-neko-bane",
                "ばねを1本、巻いて帰る見学",
                "Wind one spring and take it home",
                "10万1回目も、同じ強さで。",
                "手回しの機械で、自分のばねを1本巻きます。強さを測って、記録の紙といっしょに持ち帰れます。",
                "FREQ=WEEKLY;BYDAY=WE,SA",
                "10:30",
                "11:30",
                6,
                4,
            ),
        ),
    ),
    WrittenCompany(
        slug="kagami-kitsune",
        name="かがみぎつね研磨",
        kana="カガミギツネケンマ",
        english_name="Mirror Fox Polishing",
        tagline="鏡より、平らに。",
        story=(
            "半導体をつくる機械の台は、鏡より平らでなければいけません。そこに映る自分の顔が、うちの検査です。\n\n"
            "砂つぶの大きさを9回かえて、同じ面を磨きます。8回目までは灰色。9回目に、いきなり天井の蛍光灯が映ります。\n\n"
            "工場は白くて静か。床は毎朝、全員で磨きます。"
        ),
        story_en=(
            "The table of a machine that makes chips must be flatter than a mirror. We polish the same face nine times "
            "with finer and finer grit; at the ninth the ceiling appears in it."
        ),
        town="千鳥二丁目",
        fields=("半導体", "光学・計測"),
        processes=("研磨",),
        founded=1983,
        employees=9,
        machines=("ラップ盤 5台", "CMP装置 1台", "三次元測定機 1台"),
        tours=(
            WrittenTour(
                "kagami-kitsune-kagami",
                "9回目に、顔が映る見学",
                "At the ninth pass you see your face",
                "灰色が、鏡になる瞬間。",
                "10円玉くらいの金属を、順番に磨いていきます。最後の1回で、自分の顔が映ります。持ち帰れます。",
                "FREQ=WEEKLY;BYDAY=SA",
                "10:00",
                "11:30",
                8,
                4,
            ),
        ),
    ),
    WrittenCompany(
        slug="nemuri-kirin",
        name="ねむりきりんめっき",
        kana="ネムリキリンメッキ",
        english_name="Sleeping Giraffe Plating",
        tagline="10ミクロンのよろい。",
        story=(
            "ねじ1本をさびから守る膜の厚さは、10ミクロン。ラップフィルムと同じくらいです。\n\n"
            "水槽が38本ならんでいて、部品は順番にお風呂に入ります。熱い、冷たい、すっぱい、あわあわ。どれか1本の"
            "温度が2度ちがうと、色が変わります。\n\n使った水は、工場の中で飲めるところまできれいにします。"
        ),
        story_en=(
            "Ten micrometres keep a screw from rust. Thirty-eight baths stand in a row: hot, cold, sour, foamy. The water "
            "is cleaned inside the works until one could drink it."
        ),
        town="大森東五丁目",
        fields=("自動車・モビリティ", "環境・エネルギー"),
        processes=("めっき", "表面処理"),
        founded=1954,
        employees=31,
        machines=("自動めっきライン 2基", "蛍光X線膜厚計 1台", "排水処理設備 1基"),
        certificates=("ISO14001", "エコアクション21"),
        tours=(
            WrittenTour(
                "nemuri-kirin-ofuro",
                "38本のお風呂をめぐる見学",
                "Thirty-eight baths in a row",
                "自分の鍵に、色をつける。",
                "銅、ニッケル、亜鉛。小さな板に3つの色をつけます。排水がきれいになるところも、コップで見ます。",
                "FREQ=WEEKLY;BYDAY=TH",
                "14:00",
                "15:30",
                12,
                6,
                "schools",
            ),
        ),
    ),
    WrittenCompany(
        slug="guruguru-tako",
        name="ぐるぐるたこ旋盤",
        kana="グルグルタコセンバン",
        english_name="Whirling Octopus Turning",
        tagline="世界に1本だけの、ねじ。",
        story=(
            "古い望遠鏡のねじが1本なくなりました。図面はありません。メーカーも、もうありません。\n\n"
            "そんな電話が、月に20本かかってきます。残ったねじを測り、同じ年代の金属をさがし、1本だけ作る。"
            "値段は、ラーメン1杯から。\n\n旋盤は昭和と令和が半分ずつ。どちらも現役です。"
        ),
        story_en=(
            "A screw of an old telescope is lost; there is no drawing and the maker is gone. Twenty such calls a month. "
            "We measure, look for metal of the same age, and make one."
        ),
        town="仲六郷二丁目",
        fields=("試作・開発", "アート・文化"),
        processes=("旋盤", "ねじ"),
        founded=1963,
        employees=4,
        machines=("汎用旋盤 4台", "NC旋盤 4台"),
        tours=(
            WrittenTour(
                "guruguru-tako-ippon",
                "1本だけのねじを作る見学",
                "Make a screw that exists once",
                "ハンドルを回すのは、あなた。",
                "昭和の旋盤のハンドルを、自分で回します。真ちゅうのねじを1本、名前を入れて持ち帰れます。",
                "FREQ=WEEKLY;BYDAY=SU",
                "10:00",
                "11:30",
                4,
                2,
                bring="ひもやそで口が広い服は、あぶないので着てこないでください。",
            ),
            WrittenTour(
                "guruguru-tako-houkago",
                "放課後の旋盤",
                "After-school lathe",
                "学校帰りの、1時間。",
                "制服のままで大丈夫です。エプロンを貸します。切りくずがリボンみたいに出るところを見ます。",
                "FREQ=WEEKLY;BYDAY=MO,TH",
                "16:30",
                "17:30",
                4,
                4,
                "students",
            ),
        ),
    ),
    WrittenCompany(
        slug="kibanno-mori",
        name="ひみつのりす電子",
        kana="ヒミツノリスデンシ",
        english_name="Secret Squirrel Electronics",
        tagline="基板に、街をつくる。",
        story=(
            "名刺の大きさに、部品が1,200個。いちばん小さいものは、砂つぶと見分けがつきません。\n\n"
            "設計した人は、部品の並びを「駅前」「住宅街」「川」と呼びます。電気が渋滞しないように道を引く、"
            "それは街づくりと同じだから。\n\n耳の遠い人のための小さな機械も、ここで生まれました。"
        ),
        story_en=(
            "Twelve hundred parts on a card; the smallest looks like sand. The designer speaks of the station square, the "
            "houses, the river: roads on which electricity must not jam."
        ),
        town="大森西三丁目",
        fields=("通信・電子", "医療・福祉"),
        processes=("組立", "設計", "検査・測定"),
        founded=1992,
        employees=27,
        machines=("チップマウンター 2台", "リフロー炉 1台", "X線検査機 1台"),
        certificates=("ISO9001",),
        tours=(
            WrittenTour(
                "kibanno-mori-machi",
                "基板の街を歩く見学",
                "Walk through a town on a board",
                "砂つぶを、ピンセットで置く。",
                "顕微鏡で基板の「駅前」を歩きます。光るバッジを1つ、はんだづけして持ち帰れます。",
                "FREQ=WEEKLY;BYDAY=MO",
                "13:00",
                "14:30",
                10,
                5,
            ),
        ),
    ),
    WrittenCompany(
        slug="yukidoke-kuma",
        name="ゆきどけくま鋳造",
        kana="ユキドケクマチュウゾウ",
        english_name="Snowmelt Bear Foundry",
        tagline="1,400度の、冬がない工場。",
        story=(
            "砂で型をつくり、溶けた鉄を流す。3,000年前から変わらない方法で、深い海のポンプを作っています。\n\n"
            "流すのは1日2回、それぞれ40秒だけ。その40秒のために、残りの時間を全部使います。\n\n"
            "冬は近所の猫が、壁のそとに並びます。"
        ),
        story_en=(
            "A mould of sand, then molten iron: a method three thousand years old, for pumps of the deep sea. The pour "
            "lasts forty seconds, twice a day; all other hours prepare it."
        ),
        town="東糀谷六丁目",
        fields=("環境・エネルギー", "建築・インテリア"),
        processes=("鋳造",),
        founded=1938,
        employees=18,
        machines=("高周波誘導炉 2基", "造型機 1台"),
        tours=(
            WrittenTour(
                "yukidoke-kuma-40byou",
                "40秒を見る見学",
                "See the forty seconds",
                "息を止めるのは、見ている方。",
                "ヘルメットとゴーグルを貸します。溶けた鉄が流れる40秒を、8メートル離れたところから見ます。",
                "FREQ=WEEKLY;BYDAY=FR",
                "10:00",
                "11:00",
                8,
                4,
                bring="長ズボンと、つま先のかくれる靴。",
            ),
        ),
    ),
    WrittenCompany(
        slug="sakasa-koumori",
        name="さかさこうもり設計室",
        kana="サカサコウモリセッケイシツ",
        english_name="Upside-down Bat Design",
        tagline="まだ名前のない機械を、作る。",
        story=(
            "「こんな機械、ありますか」に「まだないので作りましょう」と答える会社です。\n\n"
            "お餅を同じ大きさにちぎる機械、楽器の弦を静かに巻く機械、迷子の傘を数える機械。去年は37台を作り、"
            "同じものは1台もありません。\n\n半分の人は、別の仕事から転職してきました。元美容師、元保育士、元漁師。"
        ),
        story_en=(
            "“Is there a machine that…?” “Not yet, so let us make it.” Thirty-seven last year, no two alike. Half the "
            "staff came from other trades: a hairdresser, a nursery teacher, a fisher."
        ),
        town="羽田空港一丁目",
        fields=("ロボティクス", "食品機械", "試作・開発"),
        processes=("設計", "組立", "切削"),
        founded=2016,
        employees=11,
        machines=("5軸マシニングセンタ 1台", "樹脂3Dプリンター 4台"),
        tours=(
            WrittenTour(
                "sakasa-koumori-37",
                "37台の、まだ名前のない機械",
                "Thirty-seven machines without a name",
                "あなたなら、何と名づける？",
                "去年の機械の試作品をさわれます。最後に、あなたの「困った」を1つ聞かせてください。",
                "FREQ=WEEKLY;BYDAY=SU",
                "14:00",
                "15:30",
                8,
                4,
            ),
        ),
    ),
)
