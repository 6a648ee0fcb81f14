"""The picture and the drawing: well-formed, within their bounds, and legible without colour."""

import re
import xml.etree.ElementTree as ET
from dataclasses import replace
from datetime import date, timedelta

import pytest
from helpers.papers import HOSTILE, chart
from helpers.strategies import law
from hypothesis import given
from hypothesis import strategies as st
from rich.cells import cell_len

from cica_tracker.formats import canvas
from cica_tracker.formats.canvas import Look
from cica_tracker.formats.chart_text import NARROWEST, chart_lines
from cica_tracker.formats.labels import Box, Page
from cica_tracker.formats.meter import meter_svg
from cica_tracker.formats.scale import count_ticks, day_ticks, top_of
from cica_tracker.formats.svg import svg
from cica_tracker.model.text import clean
from cica_tracker.words.document import Chart, Meter
from cica_tracker.words.marks import Mark, Point

NAMES = st.sampled_from(["Jordan", "Қазақстан", "Bosnia and Herzegovina", "", "漢字", "x" * 90])


@st.composite
def charts(draw):
    """A chart of any span: from two days to centuries."""
    start = draw(st.dates(date(1, 1, 1), date(9000, 1, 1)))
    span = draw(st.sampled_from([1, 2, 9, 40, 200, 900, 6_000, 90_000]))
    end = start + timedelta(days=span)
    days = st.integers(0, span).map(lambda n: start + timedelta(days=n))
    points = [start, *draw(st.lists(days, max_size=6))]
    counts = st.integers(0, draw(st.sampled_from([1, 5, 28, 200, 3_000])))
    found = []
    for day in sorted(set(points)):
        low, high = sorted((draw(counts), draw(counts)))
        found.append(Point(day, low, None if draw(st.integers(0, 5)) == 0 else high))
    marks = []
    for _ in range(draw(st.integers(0, 20))):
        kind = draw(st.sampled_from(["report", "aside", "consent", "withdrawal", "force"]))
        first, last = sorted((draw(days), draw(days)))
        low = draw(st.none() | counts)
        high = draw(st.none() | st.just(low))
        marks.append(Mark(kind, first, last, draw(NAMES), low, high))
    required = draw(st.none() | st.integers(1, 60))
    label = f"{required} required"
    return Chart("Title", "What it shows", start, end, tuple(found), tuple(marks), required, label)


def numbers_in(path):
    return [float(n) for n in re.findall(r"-?\d+(?:\.\d+)?", path)]


@law(150)
@given(charts(), st.sampled_from([Look(), Look(titled=False, plot=170, bars=6)]))
def test_any_chart_is_a_well_formed_picture_within_its_frame(one, look):
    root = ET.fromstring(svg(one, look))
    _, _, width, height = map(float, root.get("viewBox").split())
    assert 200 < height < 3_000
    for part in root.iter():
        for name in ("x", "cx", "x1"):
            if part.get(name) and part.tag.endswith(("text", "circle")):
                assert -2 <= float(part.get(name)) <= width + 2
        for name in ("y", "cy"):
            if part.get(name):
                assert -10 <= float(part.get(name)) <= height + 2
        assert "nan" not in " ".join(part.attrib.values())
        assert "inf" not in (part.get("d") or "")


@law(150)
@given(charts(), st.integers(NARROWEST, 220), st.booleans())
def test_no_line_of_a_drawing_is_wider_than_the_terminal(one, width, plain):
    lines = [
        "".join(text for text, _ in line) for line in chart_lines(one, width, ascii_only=plain)
    ]
    assert lines
    assert max(map(cell_len, lines)) <= max(width, 1)


@given(charts(), st.integers(1, 12))
@pytest.mark.long
def test_ticks_are_few_in_order_and_within_the_chart(one, most):
    days = [day for day, _ in day_ticks(one, most)]
    assert len(days) <= most
    assert days == sorted(set(days))
    assert all(one.start <= day <= one.end for day in days)
    counts = count_ticks(top_of(one), most)
    assert counts[0] == 0
    assert counts[-1] >= top_of(one)
    assert len(counts) <= most + 2


@given(
    st.lists(
        st.tuples(st.floats(0, 700), st.floats(0, 300), st.text("abc mW", min_size=1)), max_size=15
    )
)
def test_labels_never_overlap_one_another_or_leave_the_page(wanted):
    page = Page(Box(0, 0, 740, 320))
    placed = [page.beside(text, 14, x, y) for x, y, text in wanted]
    boxes = [one.box for one in placed if one]
    for at, box in enumerate(boxes):
        assert page.bounds.holds(box)
        assert not any(box.meets(other) for other in boxes[:at])


@pytest.mark.parametrize("text", HOSTILE)
def test_hostile_text_in_a_picture_is_only_text(text):
    drawn = svg(chart(text))
    root = ET.fromstring(drawn)
    tags = {part.tag.split("}")[1] for part in root.iter()}
    usual = {part.tag.split("}")[1] for part in ET.fromstring(svg(chart())).iter()}
    assert tags <= usual
    assert root.find("{*}desc").text == clean(f"What the picture shows: {text}")
    ET.fromstring(meter_svg(Meter(1, 2, 3, text)))


def test_the_picture_names_itself_and_what_it_shows():
    root = ET.fromstring(svg(chart()))
    title, desc = root.find("{*}title"), root.find("{*}desc")
    assert root.get("role") == "img"
    assert root.get("aria-labelledby").split() == [title.get("id"), desc.get("id")]
    words = [part.text for part in root.iter("{http://www.w3.org/2000/svg}text")]
    assert {"certain", "possible", "14 required Jordan", "13 to 28", "Pakistan"} <= set(words)


def luminance(colour):
    parts = [int(colour[i : i + 2], 16) / 255 for i in (1, 3, 5)]
    linear = [p / 12.92 if p <= 0.04045 else ((p + 0.055) / 1.055) ** 2.4 for p in parts]
    return 0.2126 * linear[0] + 0.7152 * linear[1] + 0.0722 * linear[2]


def contrast(one, other):
    light, dark = sorted((luminance(one), luminance(other)), reverse=True)
    return (light + 0.05) / (dark + 0.05)


def test_in_black_and_white_the_certain_is_dark_the_possible_light_and_all_lines_legible():
    assert contrast(canvas.CERTAIN, canvas.TINT) > 4.5
    assert contrast(canvas.CERTAIN, canvas.PAPER) > 4.5
    for line in (canvas.LIMIT, canvas.EDGE, canvas.INK, canvas.MUTED):
        assert contrast(line, canvas.PAPER) > 4.5
        assert contrast(line, canvas.TINT) > 4.5


def test_without_colour_the_letters_of_certain_and_possible_differ():
    for plain in (False, True):
        lines = chart_lines(chart(), 80, ascii_only=plain)
        signs = {tone: set(text) for line in lines for text, tone in line if len(text) > 2}
        assert signs["certain"].isdisjoint(signs["possible"])
        assert plain is all(text.isascii() for line in lines for text, _ in line)


def test_a_threshold_that_changed_is_drawn_for_each_time():
    one = replace(chart(), levels=((date(2010, 6, 8), 5), (date(2020, 1, 1), 14)))
    root = ET.fromstring(svg(one))
    limits = [part.get("d") for part in root.iter() if part.get("class") == "limit"]
    heights = {numbers_in(path)[1] for path in limits}
    assert len(limits) == len(heights) == 2


def test_few_deposits_have_their_names_and_of_very_many_none_is_chosen():
    days = [date(2012, 1, 1) + timedelta(days=30 * n) for n in range(120)]
    marks = tuple(Mark("consent", day, day, f"State {n}") for n, day in enumerate(days))
    few, many = (ET.fromstring(svg(replace(chart(), marks=marks[:n]))) for n in (12, 120))
    named = [
        [one.text for one in root.iter() if (one.text or "").startswith("State ")]
        for root in (few, many)
    ]
    # Each name stands beside its bar, and once more as the words of the bar.
    assert len(named[0]) == 24
    assert named[1] == []
    legend = 1
    assert sum(one.get("class") == "bar" for one in many.iter()) == 120 + legend
