"""The wordings an installation starts with. A changed wording is a new entry with the next version, never an edit."""

BOOKING = {
    "key": "booking",
    "version": 1,
    "title": "予約のために使うもの",
    "title_en": "What we need for your booking",
    "text": (
        "お名前・ふりがな・学年など：当日の受付と、参加する人に合わせた準備のために使います。\n"
        "メールアドレス：確認コード、予約の内容、変更や中止のお知らせを送ります。\n"
        "電話番号：当日、急いで連絡したいときだけ使います。\n"
        "見るのは、区の担当者と、訪問先の受け入れ担当者だけです。採用の選考や広告には使いません。\n"
        "訪問の日から90日たつと、お名前や連絡先は自動で消えます。人数などの統計は、だれのものか分からない形で残ります。"
    ),
    "text_en": (
        "Name, reading and school year: to welcome you on the day and to prepare for the people who come.\n"
        "Mail address: to send your code, your booking, and news of changes or a cancellation.\n"
        "Phone number: only if we must reach you quickly on the day.\n"
        "Only the ward's staff and the hosts at the place you visit see it. "
        "It is not used for hiring decisions or advertising.\n"
        "90 days after the visit your name and contact details are erased automatically. "
        "Head counts stay for statistics, without telling who came."
    ),
}

ENQUIRY = {
    "key": "enquiry",
    "version": 1,
    "title": "見学の相談のために使うもの",
    "title_en": "What we need for your enquiry",
    "text": (
        "担当者のお名前・学校や団体の名前・人数と学年：訪問先が返事をし、受け入れの準備をするために使います。"
        "参加する人ひとりひとりの名前は聞きません。\n"
        "メールアドレス：返事と、見学が決まったあとの予約票・お知らせを送ります。訪問先には見せません。\n"
        "電話番号：急いで相談したいときだけ使います。\n"
        "見るのは、区の担当者と、訪問先の受け入れ担当者だけです。採用の選考や広告には使いません。\n"
        "訪問の日から（見学しないときは、最後のやりとりから）90日たつと、お名前・連絡先・書いた文は自動で消えます。"
        "人数などの統計は、だれのものか分からない形で残ります。"
    ),
    "text_en": (
        "Your name, your school or organisation, head counts and school years: "
        "for the hosts to answer you and to prepare. We do not ask for the names of those who come.\n"
        "Mail address: to send you answers and, once a visit is agreed, your booking and news about it. "
        "The hosts do not see it.\n"
        "Phone number: only if something is urgent.\n"
        "Only the ward's staff and the hosts at the place you visit see it. "
        "It is not used for hiring decisions or advertising.\n"
        "90 days after the visit, or after the last message if there is no visit, your name, contact details and words "
        "are erased automatically. Head counts stay for statistics, without telling who came."
    ),
}

GUARDIAN = {
    "key": "guardian",
    "version": 1,
    "title": "保護者の確認のために使うもの",
    "title_en": "What we need from a guardian",
    "text": (
        "保護者のお名前：どなたが確認したかを記録するために使います。\n"
        "保護者の電話番号：けがや急な体調のときなど、参加する人のことで急いで連絡したいときだけ使います。\n"
        "見るのは、区の担当者だけです。訪問先の会社には渡しません。\n"
        "訪問の日から90日たつと、お名前と電話番号は自動で消えます。確認があったことと日時は、記録として残ります。"
    ),
    "text_en": (
        "A guardian's name: to record who agreed.\n"
        "A guardian's phone number: only if we must reach somebody quickly about the people who come, "
        "such as after an injury.\n"
        "Only the ward's staff see it. It is not passed on to the company that is visited.\n"
        "90 days after the visit the name and the number are erased automatically. "
        "That and when somebody agreed stays on record."
    ),
}

DEFAULTS = [GUARDIAN, BOOKING, ENQUIRY]
