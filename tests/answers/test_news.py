"""What is told as news, against the answers asked day by day with what was known on each day."""

from datetime import date, timedelta

from helpers.strategies import day, law, log_of, published
from hypothesis import given

from cica_tracker.answers.news import news_of
from cica_tracker.answers.status import status_of
from cica_tracker.reading.load import load
from cica_tracker.reading.logbook import shipped
from cica_tracker.rules.contradictions import make_consistent
from cica_tracker.words.language import language
from cica_tracker.words.news import told

EVE = timedelta(days=1)


def numbers(status):
    return (
        *(status.contracting, status.required, status.remaining, status.in_force),
        *(status.force.day, status.force.announced, status.adopted),
    )


def certain(status):
    return status.contracting.at_least, status.required, status.in_force, status.adopted


@given(published())
@law(60)
def test_there_is_news_on_exactly_the_days_on_which_the_answer_changed(log):
    found = {(one.day, bool(one.learned)) for one in news_of(log, day(12))}
    days = sorted({source.published.last for source in log.sources for event in log.events
                   if source.id in event.source})  # fmt: skip
    expected = set()
    for now in map(day, range(1, 13)):
        known = [one for one in days if one <= now]
        if not known:
            continue
        after = make_consistent(log, known[-1])
        before = make_consistent(log, known[-2]) if now == known[-1] and known[1:] else after
        if now == known[-1]:
            before = make_consistent(log, now - EVE)
            if numbers(status_of(before, now)) != numbers(status_of(after, now)):
                expected.add((now, True))
        if now > days[0]:
            eve, same = status_of(before, now - EVE), status_of(before, now)
            if certain(eve) != certain(same):
                expected.add((now, False))
    assert found == expected


def test_every_word_of_the_news_is_the_answer_of_that_day_in_both_languages(run):
    log = load(shipped())
    for code in ("en", "ru"):
        for one in news_of(log, date(2026, 11, 24))[-4:]:
            entry = told(language(code), one)
            if entry is None:
                continue
            asked = run("status", "--as-of", one.day, "--known-on", one.day, "--lang", code)
            assert entry.answer in " ".join(asked.stdout.split())
            span = ("--since", one.day - EVE, "--until", one.day)
            asked = run("changes", shipped().path, *span, "--lang", code)
            assert entry.text in " ".join(asked.stdout.split())


def test_what_no_source_dates_is_known_from_its_own_day_and_only_the_last_days_are_told():
    blocks = ["schema = 1", "[treaty]", 'title = "T"', "[[source]]", 'id = "s"', 'title = "S"']
    for number in range(1, 100):
        when = day(number).isoformat()
        blocks += ["[[event]]", f'id = "e{number}"', 'type = "ratification"', f"date = {when}"]
        blocks += [f'state = "State {number}"', 'source = "s"']
    log = log_of("\n".join(blocks))
    found = news_of(log, day(200), most=5)
    assert [one.day for one in found] == [day(number) for number in range(95, 100)]
    assert [one.after.contracting.at_least for one in found] == list(range(95, 100))
    assert found[0].before.contracting.at_least == 94
