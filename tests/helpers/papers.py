"""A document with every kind of block, and one in which a hostile text stands everywhere."""

from datetime import date

from cica_tracker.words.document import (
    Bullets,
    Cell,
    Chart,
    Document,
    Group,
    Heading,
    Meter,
    Paragraph,
    Reference,
    Table,
    Tiles,
)
from cica_tracker.words.marks import Mark, Point

HOSTILE = (
    "<script>alert(1)</script>",
    '"><img src=x onerror=alert(1)>',
    "</style><h1>x</h1>",
    "</text></svg><script>x</script>",
    "[click](javascript:alert(1))",
    "![x](http://evil.example/x.png)",
    "<https://evil.example> http://evil.example www.evil.example",
    "a | b | c",
    "`code` *bold* _it_ ~~gone~~ # head",
    "# heading",
    "- item",
    "1. item",
    "+1",
    "[^1]: note",
    "| --- |",
    '=HYPERLINK("http://evil.example","x")',
    "=1+1",
    "@SUM(A1)",
    "-2+3",
    "+441",
    "\t=1",
    "a;=1+1",
    "[bold red]x[/] [link=http://evil.example]x[/link]",
    ":bomb:",
    "\x1b[31mred\x1b]8;;http://evil.example\x07x\x1b]8;;\x07",
    "\x00\x07\x9b31m",
    "a\u202eb\u2066c\ufeff\u2028d",
    "\ufffe\uffff\ud800",
    "{{ template }} {n} {0} %s $HOME $x^2$",
    '{ HYPERLINK "http://evil.example" }',
    "DDEAUTO c:\\windows\\system32\\cmd.exe",
    "&lt;b&gt; &amp; &#x3c;",
    "]]> <!-- --> <![CDATA[",
    "```\nfence\n```",
    "line one\nline two\r\nline three",
    "long" * 200,
    "漢字かな交じり文 ΑΒΓ أبجد",
)


def chart(text="Jordan", *, high=28):
    return Chart(
        title=f"Treaty {text}",
        text=f"What the picture shows: {text}",
        start=date(2010, 6, 8),
        end=date(2026, 11, 21),
        points=(
            Point(date(2010, 6, 8), 0, 10, "8 June 2010", f"from 8 June 2010: 0 to 10 {text}"),
            Point(date(2024, 12, 2), 11, 11, "2 December 2024", "from 2 December 2024: 11"),
            Point(date(2024, 12, 3), 11, 13, "3 December 2024", "from 3 December 2024: 11 to 13"),
            Point(date(2025, 7, 22), 13, high, "22 July 2025", "from 22 July 2025: 13 or more"),
        ),
        marks=(
            Mark("report", date(2024, 12, 2), date(2024, 12, 2), f"11 {text}", 11, 11, text),
            Mark("aside", date(2023, 5, 1), date(2023, 5, 31), f"12 {text}", 12, None, text),
            Mark("consent", date(2010, 6, 8), date(2024, 12, 2), text, text=text),
            Mark("consent", date(2023, 1, 1), date(2023, 1, 1), "Pakistan", cites=("one",)),
            Mark("withdrawal", date(2025, 1, 1), date(2025, 2, 1), text, text=text),
            Mark("force", date(2026, 1, 1), date(2026, 1, 1), f"in force {text}", text=text),
        ),
        required=14,
        required_label=f"14 required {text}",
        final="13 to 28",
        numbers=Table(
            ("from", "at_least", "at_most"),
            ("From", f"At least {text}", "At most"),
            ((Cell("8 June 2010", "2010-06-08"), Cell("0", 0), Cell(text, None)),),
            numeric=(1, 2),
        ),
    )


def sample(text="Jordan", url="https://example.org/a?b=1&c=2", *, high=28):
    """A document with every kind of block; `text` stands in every field of it."""
    cell = Cell(text, text, ("one",), "good", url)
    return Document(
        title=f"Briefing {text}",
        subtitle=f"As of 31 December 2024 {text}",
        about=f"A convention on {text}.",
        made=f"Prepared by {text}",
        day=date(2026, 11, 21),
        blocks=(
            Paragraph(f"11 to 13 of the 14 required {text}", ("one", "two"), "lead"),
            Meter(11, 13, 14, f"11 of 14 certain {text}"),
            Paragraph(text, ("two",), "warn"),
            Paragraph(text, (), "dim"),
            Bullets((Paragraph(text, ("one",)), Paragraph("Two deposits fall between."))),
            Heading(text),
            chart(text, high=high),
            Tiles(text, (Group(text, (cell, Cell("Oman")), "warn", text), Group("b", (), "dim"))),
            Heading(text, 3),
            Table(
                ("state", "count"),
                (text, "Count"),
                ((cell, Cell("11", 11)), (Cell("Oman"), Cell("–", None)), (Cell("x"), Cell(""))),
                text,
                (1,),
            ),
        ),
        language="en",
        references=(Reference(1, "one", text, url), Reference(2, "two", "Silent", None)),
        references_title=f"Sources {text}",
    )
