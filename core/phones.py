"""Telephone numbers as people write them."""

import phonenumbers


def as_dialled(phone: str) -> str:
    """A stored number as people in Japan dial it, with its leading zero; foreign ones in international form."""
    try:
        number = phonenumbers.parse(phone, "JP")
    except phonenumbers.NumberParseException:
        return phone
    style = phonenumbers.PhoneNumberFormat
    return phonenumbers.format_number(number, style.NATIONAL if number.country_code == 81 else style.INTERNATIONAL)
