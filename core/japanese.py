"""Japanese text as people really type it: folding for search and identity, kana, digits, control characters.

Nothing here touches the name of a person: 髙, 﨑 and 𠮷 stay as they were written.
"""

import re
import unicodedata
from functools import lru_cache

import jaconv

HYPHENS = "-‐‑‒–—―−－ー─━⁃﹣ｰ"

# The abbreviations stand as they look after NFKC (㈱ and （株） both become "(株)").
LEGAL_FORMS = {
    "株式会社": ("(株)", "カブシキガイシャ", "カブシキカイシャ"),
    "有限会社": ("(有)", "ユウゲンガイシャ", "ユウゲンカイシャ"),
    "合同会社": ("(同)", "(合同)", "ゴウドウガイシャ", "ゴウドウカイシャ"),
    "合資会社": ("(資)", "ゴウシガイシャ", "ゴウシカイシャ"),
    "合名会社": ("(名)", "ゴウメイガイシャ", "ゴウメイカイシャ"),
    "一般社団法人": ("(一社)", "イッパンシャダンホウジン"),
    "一般財団法人": ("(一財)", "イッパンザイダンホウジン"),
    "協同組合": ("(協)", "キョウドウクミアイ"),
}
_ABBREVIATIONS = {short[1:-1]: form for form, shorts in LEGAL_FORMS.items() for short in shorts if short[0] == "("}
_FORM = re.compile("|".join(sorted(LEGAL_FORMS, key=len, reverse=True)))
_ABBREVIATION = re.compile(rf"[(（]\s*({'|'.join(_ABBREVIATIONS)})\s*[)）]")
_ONE_CHARACTER_FORMS = {"㍿": "株式会社", "㈱": "株式会社", "㈲": "有限会社", "㈾": "合資会社", "㈴": "合名会社"}
_KANA_FORM = re.compile(
    "|".join(short for shorts in LEGAL_FORMS.values() for short in shorts if not short.startswith("("))
    + "|^[カユドシメ]\\)|[(][カユドシメ]\\)?$"
)

# Forms that people mix freely in names and addresses; the right one of each pair is what the fold writes.
_OLD_KANJI = """
    澤沢 齋斎 齊斎 斉斎 邊辺 邉辺 髙高 﨑崎 嵜崎 碕崎 嶋島 嶌島 濱浜 濵浜 國国 廣広 櫻桜 龍竜 瀧滝 冨富 眞真 惠恵 榮栄 縣県 學学 會会 應応
    圓円 鹽塩 鐵鉄 鐡鉄 萬万 與与 兩両 竝並 龜亀 豫予 爭争 佛仏 來来 價価 兒児 寫写 劍剣 勵励 勞労 區区 醫医 單単 嚴厳 參参 雙双 收収 臺台
    號号 𠮷吉 圖図 團団 聲声 變変 奧奥 奬奨 寶宝 實実 壽寿 寬寛 對対 嶽岳 峯峰 巖巌 帶帯 歸帰 廳庁 辨弁 辯弁 彌弥 當当 徑径 從従 德徳 恆恒
    戰戦 拂払 拔抜 拜拝 據拠 擴拡 擧挙 搖揺 攝摂 數数 斷断 舊旧 晝昼 曉暁 曾曽 條条 枩松 檜桧 檢検 樓楼 樂楽 樣様 權権 橫横 歐欧 歡歓
    步歩 齒歯 歷歴 殘残 每毎 氣気 淺浅 澁渋 濟済 溪渓 溫温 灣湾 濕湿 滿満 爐炉 點点 爲為 燒焼 獨独 畫画 疊畳 發発 禪禅 穗穂 粹粋 絲糸 繪絵
    經経 繼継 總総 綠緑 緣縁 纖繊 罐缶 聽聴 腦脳 莊荘 莖茎 藥薬 蟲虫 藏蔵 螢蛍 衞衛 裝装 覺覚 覽覧 觀観 觸触 譯訳 證証 譽誉 讀読 豐豊 贊賛
    轉転 輕軽 遙遥 遲遅 鄕郷 釀醸 釋釈 鑛鉱 錢銭 鑄鋳 鍊錬 關関 陷陥 隱隠 鄰隣 雜雑 靈霊 靜静 賴頼 顏顔 顯顕 驛駅 驅駆 騷騒 驗験 鷄鶏 黑黒
    默黙 燈灯 壓圧 圍囲 淸清 增増 槇槙 晉晋 亞亜 惡悪 麴麹
"""
_KANJI = str.maketrans({pair[0]: pair[1] for pair in _OLD_KANJI.split()})
_TO_KATAKANA = str.maketrans({chr(code): chr(code + 0x60) for code in [*range(0x3041, 0x3097), 0x309D, 0x309E]})
_ONE_FOR_ONE = _TO_KATAKANA | _KANJI
_SMALL_KE = re.compile("(?<=[一-鿿々])[ケヶガヵ](?=[一-鿿])")
_LONG_VOWEL = re.compile(f"(?<=[ァ-ヺ])[{HYPHENS}]+")
_HYPHEN_IN_DIGITS = re.compile(f"(?<=\\d)\\s*[{HYPHENS}]\\s*(?=\\d)")
_SPACES = re.compile(r"\s+")
_LINE_BREAKS = re.compile("\r\n|[\r\x85\u2028\u2029]")
# What Cc and Cf hold beyond line breaks: invisible, or (U+202E) able to turn the text around on the page. Then what is
# no character: halves of one, which no file or database can keep, and the noncharacters, of which `search.bigrams`
# writes signs.
_NONCHARACTERS = "".join(chr(plane + last) for plane in range(0, 0x110000, 0x10000) for last in (0xFFFE, 0xFFFF))
_INVISIBLE = re.compile(
    "[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f\xad\u061c\u200b\u200e\u200f\u202a-\u202e\u2060-\u2069\ufeff\ufff9-\ufffb"
    f"\ud800-\udfff\ufdd0-\ufdef{_NONCHARACTERS}]"
)
# What `fold` writes anew after NFKC and casefold, in this order; between them it changes letters one for one.
_FORMS_AND_HYPHENS = (
    (_ABBREVIATION, lambda found: _ABBREVIATIONS[found[1]]),
    (_HYPHEN_IN_DIGITS, lambda found: "-"),
)
_VOWELS_AND_SPACES = (
    (_LONG_VOWEL, lambda found: ""),
    (_SMALL_KE, lambda found: "ガ"),
    (_SPACES, lambda found: " "),
)


def strip_controls(text: str) -> str:
    """Without invisible and control characters; every kind of line break becomes "\\n", a tab a space.

    Vertical tabs and form feeds go without trace: Excel drops them from .xlsx too, so both files say the same.
    """
    text = _LINE_BREAKS.sub("\n", text).replace("\t", " ")
    return _INVISIBLE.sub("", text)


def to_katakana(text: str) -> str:
    """Hiragana as katakana; everything else untouched."""
    return text.translate(_TO_KATAKANA)


def with_new_kanji(text: str) -> str:
    """Old forms of kanji as those a dictionary knows, one for one: 「髙橋」 → 「高橋」. Never for what is shown."""
    return text.translate(_KANJI)


def half_digits(text: str) -> str:
    """NFKC, and one hyphen between digits: 「０３ー３０００－５７７１」 → "03-3000-5771"."""
    return _HYPHEN_IN_DIGITS.sub("-", unicodedata.normalize("NFKC", text))


def fold(text: str) -> str:
    """The form in which texts are compared and searched; the same for documents and questions.

    NFKC, lower case, ㈱ and (株) as 株式会社, hiragana as katakana, no long vowels, ヶ and が between kanji as
    ガ, old kanji as new ones, one hyphen in digit strings, one space for many.
    """
    text = strip_controls(unicodedata.normalize("NFKC", text)).casefold()
    for pattern, written in _FORMS_AND_HYPHENS:
        text = pattern.sub(written, text)
    text = text.translate(_ONE_FOR_ONE)
    for pattern, written in _VOWELS_AND_SPACES:
        text = pattern.sub(written, text)
    return text.strip()


def fold_with_places(text: str) -> tuple[str, list[tuple[int, int]]]:
    """`fold(text)`, and for each of its letters from where to where in `text` stands what it was made of.

    「㈱サーバ」 → 株式会社サバ: the first four letters all stand at (0, 1), the サ with its long vowel at (1, 3).
    """
    letters, places = [], []
    for start, end in _composed(text):
        made = strip_controls(unicodedata.normalize("NFKC", text[start:end])).casefold()
        letters.append(made)
        places += [(start, end)] * len(made)
    folded = "".join(letters)
    for pattern, written in _FORMS_AND_HYPHENS:
        folded, places = _write_anew(pattern, written, folded, places)
    folded = folded.translate(_ONE_FOR_ONE)
    for pattern, written in _VOWELS_AND_SPACES:
        folded, places = _write_anew(pattern, written, folded, places)
    before = len(folded) - len(folded.lstrip())
    folded = folded.strip()
    return folded, places[before : before + len(folded)]


def _composed(text):
    """(start, end) of the pieces that NFKC composes by themselves: 「ﾊﾟ」 and 「か゛」 with its mark are one."""
    start = 0
    for end in range(1, len(text) + 1):
        if end == len(text) or not _joins_the_letter_before(text[end]):
            yield start, end
            start = end


@lru_cache(maxsize=8192)
def _joins_the_letter_before(char):
    first = unicodedata.normalize("NFKC", char)[0]
    return unicodedata.category(first).startswith("M") or "\u1160" <= first <= "\u11ff"  # marks; vowels of hangul


def _write_anew(pattern, written, text, places):
    """`pattern.sub(written, text)`, and the places brought along; what vanishes belongs to the letter before."""
    letters, kept, done = [], [], 0
    for found in pattern.finditer(text):
        start, end = found.span()
        kept += places[done:start]
        new, place = written(found), (places[start][0], places[end - 1][1])
        if new:
            kept += [place] * len(new)
        elif kept:
            kept[-1] = (kept[-1][0], place[1])
        letters += (text[done:start], new)
        done = end
    return "".join([*letters, text[done:]]), kept + places[done:]


def full_legal_form(name: str) -> str:
    """A company's name with its legal form written out: 「㈱早瀬川金型」 → 「株式会社早瀬川金型」."""
    for short, form in _ONE_CHARACTER_FORMS.items():
        name = name.replace(short, form)
    return _ABBREVIATION.sub(lambda found: _ABBREVIATIONS[found[1]], name)


def bare_name(name: str) -> str:
    """A company's folded name without its legal form, spaces and signs: two spellings of one name are equal."""
    bare = "".join(char for char in _FORM.sub("", fold(name)) if char.isalnum())
    return bare or "".join(fold(name).split())


def without_legal_forms(text: str) -> str:
    """Folded, every legal form replaced by a space; folded only, if the text is nothing but a legal form."""
    folded = fold(text)
    return " ".join(_FORM.sub(" ", folded).split()) or folded


def name_key(name: str) -> str:
    """The identity of a company's name, ≤ 120 characters: the bare name, then the legal form if there is one.

    株式会社山田 and 山田㈱ are one name, 有限会社山田 is another.
    """
    form = _FORM.search(fold(name))
    return " ".join(filter(None, [bare_name(name), form and form[0]]))[:120]


def company_reading(text: str) -> str:
    """A company's reading in full-width katakana without the legal form; what is no kana stays for the caller to judge."""
    kana = to_katakana(half_digits(strip_controls(text)))
    kana = re.sub(f"(?<=[ァ-ヺ])[{HYPHENS}]", "ー", kana)
    return _SPACES.sub(" ", _KANA_FORM.sub("", kana)).strip(" ・")


def is_kana(text: str) -> bool:
    """True if `text` holds katakana, and beside it only digits, Latin letters and the usual signs."""
    return bool(re.search("[ァ-ヺ]", text)) and not re.search(r"[^ァ-ヺー・ヽヾ0-9A-Za-z &.,'()\-+/!]", text)


def sort_key(name: str, kana: str) -> str:
    """What a list is ordered by, ≤ 160 characters: the reading if known, else the name without legal form."""
    return (fold(kana) or bare_name(name))[:160]


def romaji(kana: str) -> str:
    """A reading as plain lower-case letters and digits for an address, no long vowels: 「オオモリ」 → "omori"."""
    text = jaconv.kana2alphabet(jaconv.kata2hira(company_reading(kana))).casefold()
    text = text.replace("cch", "tch").replace("xtsu", "")
    text = re.sub("ou(?![aeiou])|oo", "o", text).replace("uu", "u")
    return re.sub("[^a-z0-9]", "", text)
