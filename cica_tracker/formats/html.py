"""The document as one web page that needs nothing else: no network, no script, no font.

Every statement leads to its source and every source back. Whatever the template shows is cleaned
and escaped, but for the style sheet and the drawings, which escape what they write. A content
security policy forbids all that the page does not contain.
"""

from base64 import b64encode
from collections import defaultdict
from functools import cache
from hashlib import sha256
from importlib import resources

from jinja2 import Environment, Template
from markupsafe import Markup

from cica_tracker.formats.canvas import look_for
from cica_tracker.formats.foreign import parts
from cica_tracker.formats.links import web_address
from cica_tracker.formats.meter import meter_svg, small_meter_svg
from cica_tracker.formats.svg import svg
from cica_tracker.model.text import clean
from cica_tracker.words.document import Chart, Document, cited


def html(document: Document) -> str:
    """The page as text."""
    return _template().render(document=document, page=_Page(document)).strip() + "\n"


class _Page:
    """What the template cannot say: which citation comes how often, and what is drawn."""

    def __init__(self, document: Document) -> None:
        self.document = document
        self.places: dict[int, int] = defaultdict(int)
        self.charts = 0
        self.style = _packaged("page.css")
        digest = b64encode(sha256(self.style.encode()).digest()).decode()
        self.policy = f"default-src 'none'; style-src 'sha256-{digest}'; base-uri 'none'"

    def cited(self, sources: tuple[str, ...]) -> list[tuple[int, int]]:
        """The number of each source, and which citation of it this is."""
        numbers = self.document.numbers_of(sources)
        for number in numbers:
            self.places[number] += 1
        return [(number, self.places[number]) for number in numbers]

    def text(self, text: str) -> Markup:
        """A text, those parts of it marked that are in another language than the page."""
        marked = Markup('<span lang="{}">{}</span>')
        return Markup().join(
            marked.format(language, part) if language else part
            for part, language in parts(self.document, text)
        )

    def picture(self, chart: Chart) -> str:
        """The chart, its ids its own."""
        self.charts += 1
        return svg(chart, look_for(self.document, f"chart-{self.charts}"))


def _shown(value: object) -> object:
    """Text without what could act on a screen; the template escapes it then."""
    return clean(value) if isinstance(value, str) and not hasattr(value, "__html__") else value


@cache
def _template() -> Template:
    pages = Environment(autoescape=True, finalize=_shown, trim_blocks=True, lstrip_blocks=True)
    pages.filters["kind"] = lambda block: type(block).__name__
    pages.filters["sources"] = lambda block: cited((block,))
    pages.filters["meter_svg"] = meter_svg
    pages.filters["small_meter_svg"] = small_meter_svg
    pages.filters["web_address"] = web_address
    return pages.from_string(_packaged("page.html"))


def _packaged(name: str) -> str:
    return resources.files("cica_tracker.formats").joinpath(name).read_text("utf-8")
