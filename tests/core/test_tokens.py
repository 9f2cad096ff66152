from core import tokens


def test_codes_can_be_read_aloud():
    codes = {tokens.new_code() for _ in range(500)}
    assert len(codes) == 500
    assert {len(code) for code in codes} == {8}
    assert set("".join(codes)).isdisjoint("AEIOULV0123456789")


def test_a_code_typed_in_any_way_is_understood():
    assert tokens.clean_code(" ｂcdf-ＧHjk ") == "BCDFGHJK"
    assert tokens.spaced_code("BCDFGHJK") == "BCDF GHJK"


def test_a_code_that_is_too_long_stays_wrong():
    assert tokens.clean_code("BCDFGHJK" * 1000) == "BCDFGHJKB"


def test_tokens_are_long_unlike_and_safe_in_an_address():
    made = {tokens.new_token() for _ in range(200)}
    assert len(made) == 200
    assert {len(token) for token in made} == {32}


def test_pins_have_six_digits():
    pin = tokens.new_pin()
    assert (len(pin), pin.isdecimal()) == (6, True)


def test_a_keyed_hash_fits_its_purpose_and_value_only():
    hashed = tokens.keyed_hash("pin", "123456")
    assert len(hashed) == 64
    assert tokens.matches("pin", "123456", hashed)
    assert not tokens.matches("pin", "123457", hashed)
    assert not tokens.matches("link", "123456", hashed)
