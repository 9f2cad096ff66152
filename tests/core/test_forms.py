"""What people type is understood, or refused with a sentence; names stay as they were written."""

import pytest
from django.core.exceptions import ValidationError

from core.forms import CountField, KanaField, MailField, NameField, PinField, TelephoneField


@pytest.mark.parametrize(
    ("field", "typed", "understood"),
    [
        (NameField(), "髙﨑", "髙﨑"),
        (NameField(), "𠮷田\u3000", "𠮷田"),
        (NameField(), "O'Brien", "O'Brien"),
        (NameField(), "\u202eabc", "abc"),
        (NameField(required=False), "", ""),
        (KanaField(), "さとう", "サトウ"),
        (KanaField(), "ｶﾞｷﾞ", "ガギ"),
        (KanaField(), "サト-", "サトー"),
        (KanaField(), "ジョン・スミス", "ジョン・スミス"),
        (KanaField(), "Ｓｍｉｔｈ", "Smith"),
        (MailField(), "ｍｉｎｏｒｉ＠ｅｘａｍｐｌｅ．ｊｐ", "minori@example.jp"),
        (MailField(), " minori @example。jp ", "minori@example.jp"),
        (MailField(), "o'brien+2@mail-1.city.ota.tokyo.jp", "o'brien+2@mail-1.city.ota.tokyo.jp"),
        (MailField(), "minori@日本語.jp", "minori@日本語.jp"),
        (MailField(required=False), "", ""),
        (CountField(), "３人", 3),
        (CountField(), "１２", 12),
        (PinField(), "１２３ ４５６", "123456"),
        (PinField(), "１２３ー４５６", "123456"),
    ],
)
def test_what_was_typed_is_understood(field, typed, understood):
    assert field.clean(typed) == understood


@pytest.mark.parametrize("typed", ["０３ー３０００－５７７１", "03（3000）5771", "+81 3 3000 5771", "0330005771"])
def test_a_telephone_is_understood_however_it_is_typed(typed):
    assert TelephoneField().clean(typed).as_e164 == "+81330005771"


@pytest.mark.parametrize(
    ("field", "typed", "sentence"),
    [
        (NameField(), "", "入力してください。"),
        (NameField(), "\ufeff", "入力してください。"),
        (NameField(), "山田\x00", "使えない文字が入っています。"),
        (NameField(), "太郎😀", "絵文字や記号は使えません。"),
        (NameField(), "<b>", "絵文字や記号は使えません。"),
        (NameField(), "\ud800", "入力してください。"),
        (NameField(), "123", "名前を文字で入力してください。"),
        (NameField(), "名" * 61, "60文字までで入力してください。"),
        (KanaField(), "佐藤", "カタカナかひらがなで入力してください。例：サトウ"),
        (KanaField(), "😀", "カタカナかひらがなで入力してください。例：サトウ"),
        (MailField(), "minori.example.jp", "「@」がありません。例：minori@example.jp"),
        (MailField(), "a@b", "メールアドレスの形になっていません。例：minori@example.jp"),
        (MailField(), '"\x01\x02"@b.jp', "メールアドレスの形になっていません。例：minori@example.jp"),
        (MailField(), '"a b"@b.jp', "メールアドレスの形になっていません。例：minori@example.jp"),
        (MailField(), "a@localhost", "メールアドレスの形になっていません。例：minori@example.jp"),
        (MailField(), "root@[::1]", "メールアドレスの形になっていません。例：minori@example.jp"),
        (MailField(), "a@[127.0.0.1]", "メールアドレスの形になっていません。例：minori@example.jp"),
        (MailField(), "a@10.0.0.10", "メールアドレスの形になっていません。例：minori@example.jp"),
        (MailField(), "a@b.jp@localhost", "メールアドレスの形になっていません。例：minori@example.jp"),
        (MailField(), "😀@example.jp", "メールアドレスの形になっていません。例：minori@example.jp"),
        (MailField(), "a" * 250 + "@b.jp", "254文字までで入力してください。"),
        (TelephoneField(), "電話", "電話番号の形になっていません。例：03-1234-5678"),
        (TelephoneField(), "\x00", "使えない文字が入っています。"),
        (CountField(min_value=1), "0", "1以上の数字を入力してください。"),
        (CountField(max_value=100), "101", "100以下の数字を入力してください。"),
        (CountField(), "9" * 5000, "数字で入力してください。"),
        (CountField(), "1.5", "数字で入力してください。"),
        (PinField(), "12345", "6けたの数字を入力してください。"),
        (PinField(), "😀", "6けたの数字を入力してください。"),
    ],
)
def test_what_cannot_be_understood_is_refused_with_a_sentence(field, typed, sentence):
    with pytest.raises(ValidationError) as refused:
        field.clean(typed)
    assert sentence in refused.value.messages
