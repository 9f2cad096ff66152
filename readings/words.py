"""Words of factories and of the ward that the dictionary reads otherwise. Staff add theirs at the desk."""

WORDS = {
    "町工場": "まちこうば",
    "鍍金": "めっき",
    "発条": "ばね",
    "明日": "あした",
    "何人": "なんにん",
    "三本": "さんぼん",
    "羽田": "はねだ",
    "鏡": "かがみ",
    "箱": "はこ",
    "上手": "じょうず",
    "間近": "まぢか",
    "身近": "みぢか",
}
