"""Words of the trade in words that anybody knows, by the vocabulary and the value that a word has in addresses.

A word that explains itself has none, nor has one that the ward thought of itself.
"""

from django.utils.translation import gettext_lazy as _

GLOSSES = {
    "field": {
        "robotics": _("人のかわりに動く機械"),
        "semiconductor": _("スマホの中で、計算や記憶をする部品"),
        "optics": _("レンズやカメラ、ものを測る道具"),
        "telecom": _("電話やネットをつなぐ機械と、その部品"),
        "prototyping": _("まだ世の中にないものの、最初の1個"),
    },
    "process": {
        "cutting": _("刃物で金属を削って、形にする"),
        "turning": _("材料をまわし、刃をあてて、丸く削る"),
        "milling": _("まわる刃で、平らな面やみぞを削る"),
        "grinding": _("砥石で少しずつ削り、寸法をそろえる"),
        "polishing": _("こすって、つるつるに光らせる"),
        "sheetmetal": _("金属の板を、切って折って形にする"),
        "press": _("型ではさみ、板を一気に打ちぬく"),
        "welding": _("金属を熱でとかして、つなぐ"),
        "casting": _("とかした金属を型に流しこみ、固める"),
        "forging": _("金属をたたいて、強い形にする"),
        "heat": _("熱して冷まし、金属の硬さを変える"),
        "plating": _("表面に、うすい金属の膜をつける"),
        "surface": _("色や膜をつけて、さびや傷から守る"),
        "moulding": _("とかしたプラスチックなどを、型で形にする"),
        "mould": _("同じ形をいくつもつくるための型をつくる"),
        "spring": _("のびて、ちぢんで、もとにもどる部品"),
        "thread": _("みぞで、ものとものをしめる部品"),
        "edm": _("電気の火花で、硬い金属をとかして削る"),
        "laser": _("細くしぼった光で、切ったり彫ったりする"),
        "assembly": _("部品を組み合わせて、動くものにする"),
        "measuring": _("測って、図面どおりかどうかたしかめる"),
        "design": _("頭の中の形を、図面にする"),
    },
    "mode": {
        "free": _("予約なしで、あいている時間に行ける"),
        "timed": _("予約なしで、決まった時間に行ける"),
        "booking": _("予約した人が行ける"),
        "enquiry": _("行ける日を、まず会社に聞く"),
    },
    "recruiting": {
        "new-graduate": _("学校を出て、すぐに働く人"),
        "mid-career": _("ほかで働いたことがある人"),
        "internship": _("学校に通いながら、ためしに働く人"),
        "evening": _("夜の時間に働く人"),
    },
    "scholarship": {"yes": _("借りた奨学金を返すとき、助けてもらえるしくみ")},
    "fact": {
        "prototype": _("売りに出す前のものを、ためしにつくる"),
        "startup": _("生まれたばかりの会社と、いっしょにつくる"),
    },
    "certificate": {
        "iso9001": _("よい品質を守っているしるし"),
        "iso14001": _("環境を守っているしるし"),
        "iso27001": _("情報を守っているしるし"),
        "iso13485": _("医療の道具の品質を守っているしるし"),
        "iatf16949": _("車の部品の品質を守っているしるし"),
        "jisq9100": _("飛行機や宇宙の部品の品質を守っているしるし"),
        "エコアクション21": _("環境を守っているしるし"),
    },
    "event": {
        "fair": _("いくつもの会社の話を、1か所で聞ける"),
        "open-factory": _("工場が中を見せる日"),
    },
}


def gloss(vocabulary: str, value: str) -> str:
    """What the word means, in the language of this moment; "" where nobody has to be told."""
    return str(GLOSSES.get(vocabulary, {}).get(value, ""))
