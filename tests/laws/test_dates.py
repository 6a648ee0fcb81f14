"""The laws of days, windows and durations, against two independent calendars."""

import math
import re
import warnings
from datetime import MAXYEAR, date, timedelta

import pytest
from dateutil.relativedelta import relativedelta
from helpers.strategies import law
from hypothesis import example, given
from hypothesis import strategies as st

from cica_tracker.model.dates import (
    OPEN_END,
    OPEN_START,
    Duration,
    Window,
    add,
    edtf,
    parse_duration,
    parse_window,
)

with warnings.catch_warnings():
    warnings.simplefilter("ignore")  # of the grammar it is made of
    from edtf import parse_edtf

SHAPES = ["{:%Y-%m-%d}", "{:%Y-%m}", "{:%Y}"]


def written(day, shape):
    """A day, its month or its year as text, with four digits for the year everywhere."""
    return shape.format(day).zfill(len(shape.format(date(2000, 1, 1))))


@st.composite
def windows(draw):
    first, last = sorted([draw(st.dates()), draw(st.dates())])
    return draw(
        st.sampled_from(
            [
                Window(first, first),
                Window(first, last),
                Window(OPEN_START, last),
                Window(first, OPEN_END),
                Window(date(first.year, 1, 1), date(first.year, 12, 31)),
                parse_window(f"{first.year:04d}-{first.month:02d}"),
            ]
        )
    )


def spans(years, months, days):
    """Durations of up to as many of each."""
    return st.builds(Duration, *(st.integers(0, most) for most in (years, months, days)))


@st.composite
def points(draw, days=st.dates()):  # noqa: B008  strategies are values
    return written(draw(days), draw(st.sampled_from(SHAPES)))


@st.composite
def forms(draw):
    """A text in one of the five forms: a point alone, or a set with one end or with both."""
    first, last = sorted([draw(st.dates()), draw(st.dates())])
    shape = draw(st.sampled_from(SHAPES))
    start, end = written(first, shape), written(last, shape)
    return draw(st.sampled_from([start, f"[..{end}]", f"[{start}..]", f"[{start}..{end}]"]))


@law(100)
@given(windows())
def test_the_text_of_a_window_is_read_back_as_that_window(window):
    assert parse_window(edtf(window)) == window


@law(100)
@given(forms())
def test_a_text_and_the_shortest_text_of_its_window_mean_the_same(text):
    assert parse_window(edtf(parse_window(text))) == parse_window(text)
    assert len(edtf(parse_window(text))) <= max(len(text), len("[2000-01-01..2000-01-01]"))


@law(100)
@given(forms())
@example("[..2024-02]")
@example("[2023..2024]")
@example("2024-02")
@example("1900-02")
def test_an_independent_reader_of_edtf_finds_the_same_first_and_last_day(text):
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        found = parse_edtf(text)
    first, last = found.lower_strict(), found.upper_strict()
    window = parse_window(text)
    assert window.first == (OPEN_START if first == -math.inf else date(*first[:3]))
    assert window.last == (OPEN_END if last == math.inf else date(*last[:3]))


@law(100)
@given(
    st.dates(date(1, 1, 1), date(2999, 12, 31)),
    spans(99, 999, 9999),
)
@example(date(2024, 1, 31), Duration(months=1))
@example(date(2024, 2, 29), Duration(years=1))
def test_a_duration_leads_where_an_independent_calendar_says(start, span):
    years, months, days = span
    expected = start + relativedelta(years=years, months=months) + timedelta(days=days)
    assert add(start, span).day == expected


@pytest.mark.parametrize(
    ("start", "span", "reached", "other"),
    [
        ("2023-01-31", "P1M", "2023-02-28", "2023-03-01"),
        ("2024-01-31", "P1M", "2024-02-29", "2024-03-01"),
        ("2024-01-30", "P1M", "2024-02-29", "2024-03-01"),
        ("2024-01-29", "P1M", "2024-02-29", None),
        ("2023-12-31", "P6M", "2024-06-30", "2024-07-01"),
        ("2024-02-29", "P1Y", "2025-02-28", "2025-03-01"),
        ("2024-02-29", "P4Y", "2028-02-29", None),
        ("2024-05-31", "P2M", "2024-07-31", None),
        ("2024-01-31", "P30D", "2024-03-01", None),
    ],
)
def test_a_month_without_such_a_day_ends_on_its_last_and_names_the_other_reading(
    start, span, reached, other
):
    """ETS 76, European Convention on the Calculation of Time-Limits, art. 4(2)."""
    step = add(date.fromisoformat(start), parse_duration(span))
    assert step.day.isoformat() == reached
    assert step.rounded == (other and date.fromisoformat(other))


@law(100)
@given(st.dates(max_value=date(2999, 12, 31)), spans(9, 999, 0))
def test_only_a_month_too_short_has_another_reading_and_it_is_the_next_first(start, span):
    step = add(start, span)
    assert (step.rounded is not None) == (step.day.day != start.day)
    if step.rounded:
        assert step.rounded == step.day + timedelta(days=1)
        assert step.rounded.day == 1


@law(100)
@given(st.dates(), spans(MAXYEAR, MAXYEAR, 0))
def test_a_step_past_the_last_year_says_so(start, span):
    months = start.year * 12 + start.month - 1 + span.years * 12 + span.months
    if months < (MAXYEAR + 1) * 12:
        assert add(start, span).day >= start
    else:
        with pytest.raises(OverflowError, match=str(span)):
            add(start, span)


@law(100)
@given(spans(9999, 9999, 999_999))
def test_the_text_of_a_duration_is_read_back_as_that_duration(span):
    assert parse_duration(str(span)) == span


ODD_TEXTS = st.one_of(
    st.text(max_size=30),
    st.text("0123456789-./[]P YMD", max_size=24),
    st.from_regex(r"\[?\d{0,4}-?\d{0,3}-?\d{0,2}(\.\.)?\d{0,4}-?\d{0,2}\]?", fullmatch=True),
    points().map(lambda text: text + "/" + text),
    forms().map(lambda text: text.replace("-", "")),
)


@law(100)
@given(ODD_TEXTS)
@example("")
@example("[..]")
@example("2024-02-30")
@example("2024-13")
@example("0000")
@example("[2024-13-01..]")
@example("[2025..2024]")
@example("../2024-12-02")
@example("2024-12-02/2025-07-21")
@example("٢٠٢٤")
def test_every_text_is_a_window_or_fails_quoting_itself_or_the_date_in_it(text):
    try:
        window = parse_window(text)
    except ValueError as error:
        quoted = str(error)
        parts = [text.strip(), *re.findall(r"\d{4}(?:-\d\d)*", text)]
        assert any(f'"{part}"' in quoted for part in parts), quoted
    else:
        assert OPEN_START <= window.first <= window.last <= OPEN_END


@law(100)
@given(ODD_TEXTS | st.text("P0123456789YMDW", max_size=12))
@example("P")
@example("P1W")
@example("PT5H")
@example("P-3D")
def test_every_text_is_a_duration_or_fails_quoting_itself(text):
    try:
        span = parse_duration(text)
    except ValueError as error:
        quoted = str(error)
        assert f'"{text}"' in quoted, quoted
    else:
        assert min(span) >= 0


@law(100)
@given(windows(), windows())
def test_what_two_windows_share_is_in_both_or_empty(one, other):
    shared = one.within(*other)
    assert shared.empty or (
        max(one.first, other.first) == shared.first and min(one.last, other.last) == shared.last
    )
    assert shared.empty == (one.last < other.first or other.last < one.first)
    assert one.exact == (len({*one}) == 1)
