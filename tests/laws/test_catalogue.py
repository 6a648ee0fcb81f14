"""Catalogues are read as Babel reads them, which has the format's own grammar."""

from gettext import GNUTranslations
from io import BytesIO

import pytest
from babel.messages.catalog import Catalog
from babel.messages.mofile import write_mo
from babel.messages.pofile import read_po, write_po
from helpers.command import ROOT
from hypothesis import given
from hypothesis import strategies as st

from cica_tracker.words.catalogue import catalogue

SHIPPED = sorted((ROOT / "cica_tracker" / "words" / "locale").glob("*.po"))
TEXTS = st.text(
    st.characters(codec="utf-8", exclude_characters="\0\x04\r"), min_size=1, max_size=90
)
MESSAGES = st.lists(
    st.tuples(
        TEXTS,
        st.none() | TEXTS,
        st.tuples(*[st.just("") | TEXTS] * 3),
        st.none() | TEXTS,
        st.booleans(),
        st.lists(st.sampled_from(["of a State", 'msgid "no"', "fuzzy", "-"]), max_size=2),
    ),
    max_size=8,
)


def by_babel(po):
    compiled = BytesIO()
    write_mo(compiled, read_po(BytesIO(po)))
    compiled.seek(0)
    return GNUTranslations(compiled)


def readings(catalogue, one, several, context):
    """What a catalogue makes of a message."""
    if several is None:
        return (
            catalogue.gettext(one),
            catalogue.pgettext("of a State", one),
            context and catalogue.pgettext(context, one),
        )
    return [
        (
            catalogue.ngettext(one, several, n),
            context and catalogue.npgettext(context, one, several, n),
        )
        for n in (0, 1, 2, 5, 11, 21, 22, 111)
    ]


def same(ours, theirs, messages):
    for message in messages:
        assert readings(ours, *message) == readings(theirs, *message)


@pytest.mark.parametrize("file", SHIPPED, ids=lambda file: file.stem)
def test_a_shipped_catalogue(file):
    po = file.read_bytes()
    read = [
        (m.id[0], m.id[1], m.context) if m.pluralizable else (m.id, None, m.context)
        for m in read_po(BytesIO(po))
        if m.id
    ]
    assert len(read) > 300
    same(catalogue(po.decode()), by_babel(po), read)


@given(MESSAGES)
@pytest.mark.long
def test_any_catalogue(drawn):
    written, asked = Catalog(locale="ru"), []
    for one, several, forms, context, fuzzy, comments in drawn:
        written.add(
            one if several is None else (one, several),
            forms[0] if several is None else forms,
            flags=["fuzzy"] if fuzzy else [],
            user_comments=comments,
            context=context,
        )
        asked.append((one, several, context))
    po = BytesIO()
    write_po(po, written)
    same(catalogue(po.getvalue().decode()), by_babel(po.getvalue()), asked)


@pytest.mark.parametrize("line", ["msgid Sources", 'msgstring "x"', 'msgid "no end', "x"])
def test_what_is_no_line_of_a_catalogue_is_named(line):
    with pytest.raises(ValueError, match="line 2: not a line of a catalogue"):
        catalogue(f'msgid ""\n{line}\nmsgstr ""\n')
