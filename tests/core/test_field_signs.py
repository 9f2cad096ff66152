"""Signs of fields: told apart by shape alone, the same wherever a field is named."""

import re
from pathlib import Path

import pytest
from django.contrib.staticfiles import finders
from django.template.loader import render_to_string

from core.field_signs import FIRST, NEUTRAL, SHAPES, SPARE, field_sign
from directory.facts import Word
from directory.vocabulary import FIELDS
from tests.factories import FieldFactory


def test_the_first_fields_and_no_field_have_shapes_and_colours_of_their_own():
    signs = [field_sign(word.slug) for word in FIELDS] + [field_sign("")]
    assert set(FIRST) == {word.slug for word in FIELDS}
    assert len({sign.shape for sign in signs}) == len({sign.path for sign in signs}) == len(signs)
    assert len({sign.colour for sign in signs}) == len(signs)
    assert [word.colour for word in FIELDS] == [sign.colour for sign in signs[:-1]]


def test_the_style_sheet_fills_with_the_same_colours():
    css = Path(finders.find("css/base.css")).read_text(encoding="utf-8")
    filled = dict(re.findall(r'\[data-field="(\w+)"\] \{ --field: (#\w+);', css))
    assert filled == {slug: colour for slug, (_shape, colour) in FIRST.items()}


def test_no_shape_is_drawn_twice():
    assert len(set(SHAPES.values())) == len(SHAPES)
    assert set(SPARE) | {shape for shape, _colour in FIRST.values()} | {"bar"} == set(SHAPES)


def test_fields_that_the_ward_made_differ_as_long_as_there_are_shapes():
    made = [field_sign(f"own-{number}", number=number) for number in range(100, 100 + len(SPARE))]
    assert sorted(sign.shape for sign in made) == sorted(SPARE)
    assert {sign.colour for sign in made} == {NEUTRAL}


def test_without_a_number_the_slug_decides():
    assert field_sign("own").shape in SPARE
    assert field_sign("own") == field_sign("own")


def test_the_ward_s_colour_counts():
    assert field_sign("space", "#123456").colour == "#123456"
    assert field_sign("space", "#123456").shape == field_sign("space").shape


@pytest.mark.parametrize("colour", ["", "#123456"])
def test_a_field_and_its_word_in_the_index_have_the_same_sign(db, colour):
    field = FieldFactory(slug="own", colour=colour)
    assert field.sign == Word("own", field.name, "", colour, field.pk).sign


def test_the_component_draws_the_sign_for_eyes_alone():
    svg = render_to_string("components/field_sign.html", {"sign": field_sign("space")})
    assert SHAPES["triangle"] in svg
    assert 'aria-hidden="true"' in svg
    assert "style=" not in svg
