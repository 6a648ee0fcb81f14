"""A page of the site read back: its answers as `treaty.js` unpacks them, tables and links."""

import base64
import json
import re
import zlib
from datetime import date, timedelta
from html.parser import HTMLParser

EPOCH = date(1970, 1, 1)
TONES = ("", "good", "warn", "bad", "dim")
VOID = {"meta", "link", "input", "br", "img", "rect", "path", "line", "circle", "hr"}


class Answers:
    """The answers that a treaty's page carries."""

    def __init__(self, page, lang):
        packed = re.search(r'id="answers">(.*?)</script>', page, re.DOTALL)
        self.data = json.loads(zlib.decompress(base64.b64decode(packed[1]), -15))
        self.lang = lang
        self.ages = self.data["ages"]

    def known(self, known_on):
        if known_on is None:
            return self.data["known"][0]
        return [one for one in self.data["known"][1:] if one[0] <= number(known_on)][-1]

    def blocks_on(self, as_of, known_on=None):
        view = self.data["views"][self.last(self.known(known_on)[2], as_of)]
        return [self.told(self.data["blocks"][at], as_of, known_on) for at in view]

    def notes_on(self, as_of, known_on):
        return [self.filled(one, as_of, known_on) for one in self.known(known_on)[1]]

    def state_on(self, place, as_of, known_on=None):
        run = self.known(known_on)[3][place]
        block = None if run is None else self.last(run, as_of)
        if block is None:
            return None
        _, standing, acts, tone = self.data["blocks"][block]
        return self.filled(standing, as_of), self.filled(acts, as_of), TONES[tone]

    def told(self, block, as_of, known_on):
        kind, *rest = block
        if kind == 3:
            return (kind, self.filled(rest[0], as_of, known_on), *rest[1:])
        if kind == 0:
            return (kind, self.filled(rest[0], as_of, known_on))
        return (kind, *(self.filled(one, as_of, known_on) for one in rest))

    def filled(self, item, as_of, known_on=None):
        said, *_ = self.data["items"][item]
        said = said.replace("\ue000", self.day(as_of))
        said = re.sub("\ue002(.*?)\ue003", lambda found: self.age(found[1], as_of), said)
        return said.replace("\ue001", self.day(known_on) if known_on else "")

    def day(self, when):
        return self.data["months"][when.month - 1].format(d=when.day, y=when.year)

    def age(self, text, until):
        since = date.fromisoformat(text)
        days, by_months, by_years = self.ages
        months = (until.year - since.year) * 12 + until.month - since.month
        months -= until.day < since.day
        if months < next(at for at, one in enumerate(by_months) if one):
            return days[(until - since).days]
        return by_months[months] if months < len(by_months) else by_years[months // 12]

    def last(self, run, as_of):
        found = None
        for day, value in self.data["runs"][run]:
            if day <= number(as_of):
                found = value
        return found


def number(day):
    return (day - EPOCH) // timedelta(days=1)


class Page(HTMLParser):
    """Every element of a page, its tables as rows of texts, the texts of elements by their ids."""

    def __init__(self, text):
        super().__init__()
        self.names, self.links, self.by_id, self.tables = set(), [], {}, {}
        self.attributes = set()
        self._open, self._table = [], None
        self.feed(text)
        self.close()

    def handle_starttag(self, tag, attrs):
        attrs = dict(attrs)
        self.names.add(tag)
        self.attributes |= set(attrs)
        self.links += [attrs[name] for name in ("href", "src") if name in attrs]
        if "id" in attrs:
            self.by_id[attrs["id"]] = ""
        if tag == "table":
            self._table = self.tables.setdefault(attrs.get("id", ""), [])
        elif tag == "tr" and self._table is not None:
            self._table.append([])
        elif tag in {"td", "th"} and self._table is not None:
            self._table[-1].append("")
        if tag not in VOID:
            self._open.append((tag, attrs.get("id")))

    def handle_startendtag(self, tag, attrs):
        self.handle_starttag(tag, attrs)
        if tag not in VOID:
            self._open.pop()

    def handle_endtag(self, tag):
        while self._open and self._open.pop()[0] != tag:
            pass

    def handle_data(self, text):
        inside = {tag for tag, _ in self._open}
        for _, name in self._open:
            if name:
                self.by_id[name] += text
        if self._table and inside & {"td", "th"} and "sup" not in inside:
            self._table[-1][-1] += text
