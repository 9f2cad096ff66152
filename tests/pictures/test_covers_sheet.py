"""The page of samples shows all that can be drawn."""

from django.core.management import call_command

from core.covers import FAMILIES, FIELDS
from pictures.drawn import SHAPES
from pictures.management.commands.covers_sheet import COUNTS, samples


def test_the_sheet_holds_every_sample_in_both_themes(tmp_path):
    call_command("covers_sheet", tmp_path / "sheet.html")
    text = (tmp_path / "sheet.html").read_text()
    assert text.count("<svg ") == text.count("</svg>") == 2 * sum(COUNTS[shape] for shape in SHAPES)


def test_forty_samples_show_every_family_and_field():
    shown = samples(40)
    assert {cover.family for cover in shown} == set(FAMILIES)
    assert {cover.field for cover in shown} == set(FIELDS)
