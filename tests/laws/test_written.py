"""Days as people write them: each form means one day, or is refused with what it may mean."""

import calendar
import re
from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from cica_tracker.model.dates import OPEN_END, OPEN_START, Duration, Window, edtf, parse_window
from cica_tracker.model.written import written_day, written_duration, written_window

TODAY = date(2026, 11, 24)
DAYS = st.dates(date(1000, 1, 1), date(9999, 12, 31))
SURE = (
    "{day} {month} {year}",
    "{day} {mon} {year}",
    "{day:02d} {MON} {year}",
    "{day}th {month} {year}",
    "{month} {day}, {year}",
    "{mon}. {day} {year}",
    "{day}.{number}.{year}",
    "{day:02d}.{number:02d}.{year}",
    "{year}-{number:02d}-{day:02d}",
    "{year}/{number}/{day}",
    " {day}   {month} {year} ",
)


def written(form, when):
    month = calendar.month_name[when.month]
    return form.format(
        day=when.day,
        number=when.month,
        year=f"{when.year:04d}",
        month=month,
        mon=month[:3].lower(),
        MON=month[:3].upper(),
    )


@given(DAYS, st.sampled_from(SURE))
def test_a_form_with_one_reading_is_read(when, form):
    assert written_day(written(form, when), TODAY) == (when, when)


@given(DAYS, st.sampled_from("/-"))
def test_two_numbers_that_may_be_either_are_refused_with_both_readings(when, mark):
    text = f"{when.day}{mark}{when.month}{mark}{when.year}"
    if when.day > 12 or when.day == when.month:
        assert written_day(text, TODAY) == (when, when)
        return
    other = date(when.year, when.day, when.month)
    with pytest.raises(ValueError, match=re.escape(text)) as refused:
        written_day(text, TODAY)
    for one in (when, other):
        assert one.isoformat() in str(refused.value)
        assert f"{one.day} {calendar.month_name[one.month]} {one.year}" in str(refused.value)


@given(DAYS)
def test_a_month_means_all_of_it(when):
    last = calendar.monthrange(when.year, when.month)[1]
    whole = Window(when.replace(day=1), when.replace(day=last))
    for form in ("{month} {year}", "{mon} {year}", "{number}/{year}", "{number}.{year}"):
        assert written_day(written(form, when), TODAY) == whole


@given(st.dates())
def test_yesterday_is_the_day_before_today(today):
    assert written_day("Today", today) == (today, today)
    if today > date.min:
        assert written_day("yesterday", today).first == today - timedelta(days=1)


@given(DAYS, DAYS)
def test_what_the_screen_says_of_a_window_can_be_typed(one, other):
    first, last = sorted((one, other))
    a, b = (written("{day} {month} {year}", when) for when in (first, last))
    assert written_window(f"on or before {b}", TODAY) == (OPEN_START, last)
    assert written_window(f"on or after {a}", TODAY) == (first, OPEN_END)
    assert written_window(f"between {a} and {b}", TODAY) == (first, last)


@given(DAYS, DAYS)
def test_every_form_of_the_file_is_read_as_the_file_is(one, other):
    for window in (Window(*sorted((one, other))), Window(OPEN_START, one), Window(one, OPEN_END)):
        assert written_window(edtf(window), TODAY) == parse_window(edtf(window))


def refused(read, text):
    """What is said of a text that has no reading; empty where it has one."""
    try:
        read(text)
    except ValueError as error:
        return str(error)
    return ""


@given(st.text(max_size=30) | st.from_regex(r"[0-9a-z./ ,\[\]-]{1,25}", fullmatch=True))
def test_any_other_text_is_refused_in_words_that_quote_it(text):
    for read in (written_day, written_window):
        said = refused(lambda text, read=read: read(text, TODAY), text)
        assert not said or " ".join(text.split()).lower() in " ".join(said.split()).lower()


@pytest.mark.parametrize("text", ["1/3/26", "31.2.2024", "13/13/2024", "ju 2024", "2 X 2024"])
def test_no_day_is_guessed(text):
    with pytest.raises(ValueError, match=re.escape(text)):
        written_day(text, TODAY)


@given(*[st.integers(0, 99)] * 3)
def test_a_duration_in_words_is_that_of_the_file(years, months, days):
    span = Duration(years, months, days)
    assert written_duration(str(span)) == span
    assert written_duration(f"{years} years {months} months {days} days") == span
    assert written_duration(f"{days} days") == Duration(0, 0, days)
    assert written_duration(f"{days} weeks") == Duration(0, 0, 7 * days)


@given(st.text(max_size=20))
def test_any_text_is_a_duration_or_is_quoted(text):
    said = refused(written_duration, text)
    assert not said or text in said
