"""The templates of the pages: whatever they show is cleaned and escaped.

Every page is whole in itself: its style and its script stand in it, and a content security policy
names both by their hashes and forbids all else.
"""

import re
from base64 import b64encode
from functools import cache
from hashlib import sha256
from importlib import resources

from jinja2 import Environment, FunctionLoader, StrictUndefined, Template
from markupsafe import Markup

from cica_tracker.formats.links import web_address
from cica_tracker.model.text import clean
from cica_tracker.site.badges import badge_path
from cica_tracker.site.data import WHOLE
from cica_tracker.site.metadata import open_graph, site_json_ld, treaty_json_ld
from cica_tracker.site.offer import citation_of, data_links, embedding
from cica_tracker.site.values import Options, quoted
from cica_tracker.words.cite import treaty_citation
from cica_tracker.words.offer import offer, problem_count


def page(template: str, options: Options, path: str, **values: object) -> bytes:
    """A page made from a template; `path` is its own, from which its links lead."""
    up = "../" * path.count("/")
    shown = {"options": options, "t": options.words.t, "up": up, "path": path, **values}
    return (template_of(template).render(shown).strip() + "\n").encode()


@cache
def script(name: str) -> Markup:
    """A script of this package, to stand in a page."""
    return Markup(re.sub(r"^ +|^//.*\n", "", _text(name), flags=re.MULTILINE))  # noqa: S704


@cache
def style() -> Markup:
    """The style of every page: that of a briefing, and what a site has besides."""
    text = _text("../formats/page.css") + _text("site.css")
    text = re.sub(r"/\*.*?\*/", "", text, flags=re.DOTALL)
    return Markup(re.sub(r"\s*([{};,])\s*", r"\1", " ".join(text.split())))  # noqa: S704


def policy(*scripts: str) -> str:
    """The content security policy of a page with these scripts."""
    allowed = " ".join(_hash(script(name)) for name in scripts) or "'none'"
    return (
        f"default-src 'none'; style-src {_hash(style())}; script-src {allowed}; img-src data:; "
        "base-uri 'none'; form-action 'none'"
    )


def _hash(text: str) -> str:
    return f"'sha256-{b64encode(sha256(text.encode()).digest()).decode()}'"


def _shown(value: object) -> object:
    """Text without what could act on a screen; the template escapes it then."""
    return clean(value) if isinstance(value, str) and not hasattr(value, "__html__") else value


@cache
def template_of(name: str) -> Template:
    """A template of this package."""
    pages = Environment(
        autoescape=True,
        finalize=_shown,
        trim_blocks=True,
        lstrip_blocks=True,
        loader=FunctionLoader(_text),
        undefined=StrictUndefined,
    )
    pages.filters |= {
        "web_address": web_address,
        "quoted": quoted,
        "kind": lambda b: type(b).__name__,
    }
    pages.globals |= {"policy": policy, "style": style, "script": script}
    functions = (
        *(badge_path, citation_of, data_links, embedding, offer, open_graph, problem_count),
        *(site_json_ld, treaty_citation, treaty_json_ld),
    )
    pages.globals |= {one.__name__: one for one in functions} | {"database": WHOLE}
    return pages.get_template(name)


def _text(name: str) -> str:
    room, _, file = name.removeprefix("../").rpartition("/")
    package = f"cica_tracker.{room or 'site'}"
    return resources.files(package).joinpath(file).read_text("utf-8")
