"""What the invented tours say of themselves beforehand: written for those of companies.toml, drawn for the others."""

import tomllib
from pathlib import Path
from zlib import crc32

WRITTEN = tomllib.loads(Path(__file__).with_name("visits.toml").read_text())
SPACES = (
    {"stairs": "none", "toilet": "accessible", "stroller": True},
    {"stairs": "some", "toilet": "yes", "stroller": False},
    {"stairs": "many", "toilet": "yes"},
    {"stairs": "none", "toilet": "yes"},
    {},
)
SOUNDS = ({"noise": "loud", "standing": 40}, {"noise": "quiet", "standing": 20}, {"noise": "loud"})
FEES = (
    {"fee": 0, "rain": "建物の中なので、雨でも行います。"},
    {"fee": 0},
    {"fee": 500, "fee_covers": "材料代", "takeaway": "自分で仕上げた小さな部品"},
    {},
)
DANGERS = (
    {"hazard": "some", "hazard_note": "動いている機械のそばを、線の内側だけ歩きます。", "from_grade": "e3"},
    {"hazard": "none"},
    {"hazard": "some", "hazard_note": "切りくずが飛びます。めがねを貸します。"},
)
CUSTOMS = (
    {"photos": "places", "manners": ["shoes", "hands"], "promises": ["alone", "clothes"]},
    {"photos": "free", "manners": ["hair", "hands"], "promises": ["alone"]},
    {"photos": "none", "manners": ["secrecy"], "promises": ["alone", "no-recruiting"]},
    {},
)


def facts(slug: str) -> dict:
    """The columns of one tour that are known, the same every time."""
    if slug in WRITTEN:
        return WRITTEN[slug]
    number, drawn = crc32(slug.encode()), {}
    for choices in (SPACES, SOUNDS, FEES, DANGERS, CUSTOMS):
        number, which = divmod(number, len(choices))
        drawn |= choices[which]
    return drawn
