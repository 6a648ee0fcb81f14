"""The document as one web page that needs nothing else: no network, no script, no font.

Every statement leads to its source and every source back; the picture answers to the pointer and
to the Tab key. A content security policy forbids all that the page does not contain.
"""

from base64 import b64encode
from collections import defaultdict
from hashlib import sha256
from html import escape
from importlib import resources

from cica_tracker.formats.canvas import Look
from cica_tracker.formats.links import web_address
from cica_tracker.formats.meter import meter_svg
from cica_tracker.formats.svg import svg
from cica_tracker.model.text import clean
from cica_tracker.words.document import (
    Block,
    Bullets,
    Cell,
    Chart,
    Document,
    Heading,
    Meter,
    Paragraph,
    Table,
    Tiles,
    cited,
)


def html(document: Document) -> str:
    """The page as text."""
    return _Page(document).text()


def _safe(text: str) -> str:
    return escape(clean(text), quote=True)


class _Page:
    def __init__(self, document: Document) -> None:
        self.document = document
        self.places: dict[int, int] = defaultdict(int)
        self.charts = 0
        self.numbers = {one.id: one.number for one in document.references}

    def text(self) -> str:
        document = self.document
        body = "\n".join(map(self.block, document.blocks))
        style = resources.files("cica_tracker.formats").joinpath("page.css").read_text("utf-8")
        digest = b64encode(sha256(style.encode()).digest()).decode()
        policy = f"default-src 'none'; style-src 'sha256-{digest}'; base-uri 'none'"
        subtitle = f'<p class="subtitle">{_safe(document.subtitle)}</p>\n' * bool(document.subtitle)
        return (
            "<!DOCTYPE html>\n"
            f'<html lang="{_safe(document.language)}">\n<head>\n<meta charset="utf-8">\n'
            f'<meta http-equiv="Content-Security-Policy" content="{escape(policy)}">\n'
            '<meta name="viewport" content="width=device-width, initial-scale=1">\n'
            '<meta name="color-scheme" content="light dark">\n'
            f"<title>{_safe(document.title)}</title>\n<style>{style}</style>\n</head>\n"
            f"<body{_class('compact' if document.compact else '')}>\n"
            f"<header>\n<h1>{_safe(document.title)}</h1>\n{subtitle}</header>\n"
            f"<main>\n{body}\n{self.sources()}</main>\n"
            f"<footer><p>{_safe(document.word('made with CICA Tracker'))}</p></footer>\n"
            "</body>\n</html>\n"
        )

    def block(self, block: Block) -> str:
        match block:
            case Heading():
                level = min(max(block.level, 2), 6)
                return f"<h{level}>{_safe(block.text)}</h{level}>"
            case Paragraph():
                return f"<p{_class(block.tone)}>{self.said(block)}</p>"
            case Bullets():
                items = (f"<li{_class(item.tone)}>{self.said(item)}</li>" for item in block.items)
                return "<ul>\n" + "\n".join(items) + "\n</ul>"
            case Table():
                return self.table(block)
            case Tiles():
                return self.tiles(block)
            case Meter():
                return (
                    f'<figure class="meter">{meter_svg(block)}'
                    f"<figcaption>{_safe(block.text)}</figcaption></figure>"
                )
            case Chart():
                return self.chart(block)

    def said(self, paragraph: Paragraph) -> str:
        return _safe(paragraph.text) + self.cites(paragraph.cites)

    def cites(self, sources: tuple[str, ...]) -> str:
        """The numbers of sources, each a link that its source leads back to."""
        links = []
        for number in sorted({self.numbers[one] for one in sources if one in self.numbers}):
            self.places[number] += 1
            about = _safe(self.document.word("source {n}", n=number))
            links.append(
                f'<a id="cite-{number}-{self.places[number]}" href="#source-{number}" '
                f'role="doc-noteref" aria-label="{about}">{number}</a>'
            )
        return f'<sup class="cites">{", ".join(links)}</sup>' if links else ""

    def cell(self, cell: Cell) -> str:
        address, text = web_address(cell.url), _safe(cell.text)
        linked = f'<a href="{escape(address)}">{text}</a>' if address else text
        tone = f'<span class="{_safe(cell.tone)}">{linked}</span>' if cell.tone else linked
        return tone + self.cites(cell.cites)

    def table(self, table: Table) -> str:
        """A table whose first column heads the rows; its parts keep their roles when stacked."""
        head = []
        for number, label in enumerate(table.labels):
            right = ' class="number"' if number in table.numeric else ""
            words = f'<th scope="col" role="columnheader"{right}>{_safe(label)}</th>'
            head.append(words if label else "<td></td>")
        rows = []
        for row in table.rows:
            cells = []
            for number, (label, cell) in enumerate(zip(table.labels, row, strict=True)):
                right = ' class="number"' if number in table.numeric else ""
                none = "" if cell.text or cell.cites else ' class="none"'
                if number == 0:
                    cells.append(f'<th scope="row" role="rowheader"{right}>{self.cell(cell)}</th>')
                else:
                    cells.append(
                        f'<td role="cell" data-label="{_safe(label)}"{right or none}>'
                        f"{self.cell(cell)}</td>"
                    )
            rows.append(f'<tr role="row">{"".join(cells)}</tr>')
        caption = f"<caption>{_safe(table.caption)}</caption>" if table.caption else ""
        return (
            f'<table role="table">{caption}\n<thead role="rowgroup"><tr role="row">{"".join(head)}'
            '</tr></thead>\n<tbody role="rowgroup">\n' + "\n".join(rows) + "\n</tbody></table>"
        )

    def tiles(self, tiles: Tiles) -> str:
        groups = []
        for group in tiles.groups:
            items = "".join(f"<li>{self.cell(cell)}</li>" for cell in group.tiles)
            about = f'<p class="dim">{_safe(group.text)}</p>' if group.text else ""
            groups.append(
                f'<div class="group {_safe(group.tone) or "plain"}">'
                f'<p class="group-label">{_safe(group.label)} <b>{len(group.tiles)}</b></p>{about}'
                f"<ul>{items}</ul></div>"
            )
        return (
            f'<figure class="tiles"><figcaption>{_safe(tiles.caption)}</figcaption>\n'
            + "\n".join(groups)
            + "\n</figure>"
        )

    def chart(self, chart: Chart) -> str:
        """The picture for a wide and for a narrow page, what it shows, and all its numbers."""
        self.charts += 1
        name = f"chart-{self.charts}"
        size, plot = (600, 150) if self.document.compact else (760, 300)
        wide = svg(chart, Look(size, titled=False, stops=True, plot=plot, prefix=f"{name}-wide"))
        narrow = svg(chart, Look(340, titled=False, stops=True, plot=260, prefix=f"{name}-narrow"))
        open_end = chart.word("no bound")
        rows = "\n".join(
            f'<tr><th scope="row">{_safe(point.when or str(point.day))}</th>'
            f'<td class="number">{point.low}</td>'
            f'<td class="number">{_safe(open_end) if point.high is None else point.high}</td></tr>'
            for point in chart.points
        )
        title = _safe(chart.title)
        return (
            f'<figure class="picture">\n<div class="wide">{wide}</div>\n'
            f'<div class="narrow">{narrow}</div>\n'
            f"<figcaption>{_safe(chart.text)}{self.cites(cited((chart,)))}</figcaption>\n"
            f"<details><summary>{_safe(chart.word('The numbers of the picture'))}</summary>\n"
            f'<table class="numbers"><caption>{title}</caption><thead><tr>'
            f'<th scope="col">{_safe(chart.word("From"))}</th>'
            f'<th scope="col" class="number">{_safe(chart.word("At least"))}</th>'
            f'<th scope="col" class="number">{_safe(chart.word("At most"))}</th></tr></thead>\n'
            f"<tbody>\n{rows}\n</tbody></table></details></figure>"
        )

    def sources(self) -> str:
        """The numbered sources, each with links back to where it is cited."""
        if not self.document.references:
            return ""
        items = []
        for one in self.document.references:
            address = web_address(one.url)
            link = f' <a href="{escape(address)}">{_safe(one.url or "")}</a>' if address else ""
            about = _safe(self.document.word("back to where source {n} is cited", n=one.number))
            count = self.places[one.number]
            back = "".join(
                f' <a href="#cite-{one.number}-{place}" role="doc-backlink">↩'
                f"{f'<sup>{place}</sup>' if count > 1 else ''}"
                f'<span class="spoken"> {about}</span></a>'
                for place in range(1, count + 1)
            )
            items.append(
                f'<li id="source-{one.number}" value="{one.number}">'
                f"{_safe(one.text)}{link}{back}</li>"
            )
        title = _safe(self.document.references_title)
        return (
            f'<section class="sources" role="doc-endnotes" aria-label="{title}">\n'
            f"<h2>{title}</h2>\n<ol>\n" + "\n".join(items) + "\n</ol>\n</section>\n"
        )


def _class(tone: str) -> str:
    return f' class="{_safe(tone)}"' if tone else ""
