import pytest

from directory.importing.locating import Locator, OutOfWard
from directory.models import Town


@pytest.fixture
def locator(towns):
    return Locator(list(Town.objects.all()))


@pytest.mark.parametrize(
    ("written", "town", "block", "building"),
    [
        ("東京都大田区大森北６－３７－１９", "大森北六丁目", "37-19", ""),
        ("東京都 大田区 大森西 1ー36ー1", "大森西一丁目", "36-1", ""),
        ("大田区仲六郷一丁目34−10", "仲六郷一丁目", "34-10", ""),
        ("大田区山王3丁目36番9号", "山王三丁目", "36-9", ""),
        ("京浜島3-17-3", "京浜島三丁目", "17-3", ""),
        ("東京都蒲田5-13-14 架空ビル３Ｆ", "蒲田五丁目", "13-14", "架空ビル3F"),
        ("大田区蒲田5-13-14-3F", "蒲田五丁目", "13-14", "3F"),
        ("〒144-0052 東京都大田区蒲田５丁目１３番１４号", "蒲田五丁目", "13-14", ""),
        ("太田区蒲田5-13-14", "蒲田五丁目", "13-14", ""),
        ("大田区大森西五丁目十番三号", "大森西五丁目", "10-3", ""),
        ("大田区雪ヶ谷大塚町9-3", "雪谷大塚町", "9-3", ""),
        ("大田区西麹谷2-1-1", "西糀谷二丁目", "1-1", ""),
        ("久ケ原2-1-3", "久が原二丁目", "1-3", ""),
        ("中央1-2-3", "中央一丁目", "2-3", ""),
        ("大田区令和島1-1", "令和島一丁目", "1", ""),
        ("北嶺町32番17号", "北嶺町", "32-17", ""),
        ("大田区矢口3丁目", "矢口三丁目", "", ""),
    ],
)
def test_addresses_in_every_spelling_are_found(locator, written, town, block, building):
    place = locator.locate(written)
    assert (place.town.name, place.block, place.building) == (town, block, building)
    assert (place.lat, place.lon) == (place.town.lat, place.town.lon)
    assert place.address == f"東京都大田区{town}{block}"


def test_a_post_code_in_the_address_is_kept(locator):
    assert locator.locate("〒144-0052 蒲田5-13-14").postal_code == "1440052"
    assert locator.locate("蒲田5-13-14").postal_code == ""


def test_the_level_says_how_fine_the_point_is(locator):
    assert locator.locate("蒲田5-13-14").level == "chome"
    assert locator.locate("北嶺町32-17").level == "town"


def test_a_town_without_its_chome_is_placed_in_its_middle(locator):
    place = locator.locate("大田区羽田")
    assert (place.town, place.level, place.block) == (None, "town", "羽田")
    assert 35.54 < place.lat < 35.56
    assert 139.73 < place.lon < 139.76


@pytest.mark.parametrize(
    "written",
    ["東京都大田区架空町9-9-9", "大田区蒲田9丁目1-1", "大田区六郷1-2", "大田区", "Kamata 1-2-3", "1-2-3", "あ" * 9000],
)
def test_an_unknown_town_has_no_point(locator, written):
    place = locator.locate(written)
    assert (place.town, place.lat, place.level) == (None, None, "")
    assert len(place.address) <= 200
    assert len(place.block) <= 60


def test_an_unknown_town_keeps_what_was_written(locator):
    place = locator.locate("東京都大田区架空町9-9-9")
    assert (place.address, place.block) == ("東京都大田区架空町9-9-9", "架空町9-9-9")


@pytest.mark.parametrize(
    "written",
    [
        "神奈川県川崎市川崎区殿町3-25-10",
        "川崎市殿町3-25-10",
        "東京都品川区大崎1-1",
        "中央区銀座1-1-1",
        "島根県大田市大田町1",
        "〒210-0821 神奈川県 川崎市 川崎区 殿町3",
    ],
)
def test_another_municipality_is_out_of_the_ward(locator, written):
    with pytest.raises(OutOfWard):
        locator.locate(written)
