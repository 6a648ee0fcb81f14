"""`serve`: the site on this machine, following its files; nothing else can be read through it."""

import http.client
import os
import re
import shutil
import signal
import socket
import subprocess
import sys
import urllib.error
from contextlib import closing, contextmanager, suppress
from datetime import date
from threading import Thread

import pytest
from helpers import browser
from helpers.command import ROOT, clean_environment
from helpers.strategies import clause, day, event, numbered, text_of

from cica_tracker.cli.serving.followed import Followed
from cica_tracker.cli.serving.web import Server
from cica_tracker.reading.parse import read
from cica_tracker.site.build import build
from cica_tracker.site.values import Options

OPTIONS = Options(date(2026, 11, 24), "Ratifications")
SHIPPED = ROOT / "data" / "ratifications.toml"
ONE = event("ratification", day(3), state="Jordan")
SMALL = text_of(*numbered([clause(2), ONE]), adopted=day(1)).replace("Drawn", "A treaty on serving")
BROKEN = b'schema = 1\n[treaty]\n[[event]]\nid = "<b>x</b>"\ntype = "ratifcation"\n'


@contextmanager
def serving(*paths, host="127.0.0.1"):
    """Ask a server of these paths: method and path in; status, headers, body out."""
    site = Followed(tuple(map(str, paths)), lambda: OPTIONS)
    with Server(host, 0, site) as server:
        thread = Thread(target=server.serve_forever, args=(0.02,))
        thread.start()

        def ask(path, method="GET", headers=None, body=None):
            connection = http.client.HTTPConnection(host, server.server_port, timeout=20)
            connection.request(method, path, body, headers or {})
            answer = connection.getresponse()
            text = answer.read()
            connection.close()
            return answer.status, answer.headers, text

        ask.server = server
        try:
            yield ask
        finally:
            server.shutdown()
            thread.join()


@pytest.fixture
def logs(tmp_path):
    (tmp_path / "cica.toml").write_text(SMALL)
    return tmp_path


@pytest.mark.long
def test_what_is_served_is_the_site(logs):
    shutil.copy(SHIPPED, logs / "cica.toml")
    site = dict(build([("cica", SHIPPED.read_bytes())], OPTIONS))
    with serving(logs) as ask:
        for path, data in site.items():
            status, headers, body = ask(f"/{path}")
            assert status == 200
            assert headers["Content-Length"] == str(len(body))
            assert headers["Cache-Control"] == "no-store"
            if path.endswith(".html"):
                assert b"location.reload" in body
                assert len(re.findall(rb"connect-src &#39;self&#39;|connect-src 'self'", body)) == 1
            else:
                assert body == data
        assert ask("/")[2] == ask("/index.html")[2]


def test_a_page_follows_its_file(logs):
    with serving(logs) as ask:
        before = ask("/.version")[2]
        assert ask("/.version")[2] == before
        text = (logs / "cica.toml").read_text("utf-8")
        (logs / "cica.toml").write_text(text.replace("A treaty on", "Changed words on"))
        assert b"Changed words on" in ask("/treaty/cica.html")[2]
        assert ask("/.version")[2] != before
        (logs / "new.toml").write_text('schema = 1\n[treaty]\ntitle = "A new one"\n')
        assert b"A new one" in ask("/")[2]
        assert ask("/treaty/new.html")[0] == 200
        (logs / "new.toml").unlink()
        assert b"A new one" not in ask("/")[2]
        assert ask("/treaty/new.html")[0] == 404


def test_a_broken_log_shows_its_problems_until_it_is_mended(logs):
    with serving(logs) as ask:
        (logs / "cica.toml").write_bytes(BROKEN)
        status, _, body = ask("/treaty/cica.html")
        assert status == 503
        page = body.decode()
        assert "cica.toml:2" in page
        assert "title" in page
        assert "ratifcation" in page
        assert "<b>x</b>" not in page
        assert ask("/")[0] == 200
        (logs / "cica.toml").write_text(SMALL)
        assert ask("/treaty/cica.html")[0] == 200


def test_when_every_log_is_gone_the_page_says_so_and_it_goes_on(logs):
    with serving(logs) as ask:
        assert ask("/")[0] == 200
        (logs / "cica.toml").unlink()
        status, _, body = ask("/")
        assert status == 503
        assert b"there is no log in this folder" in body
        (logs / "cica.toml").write_text(SMALL)
        assert ask("/")[0] == 200


LEADING_OUT = [
    *("/../cica.toml", "/%2e%2e/cica.toml", "/treaty/../../cica.toml", "//etc/passwd"),
    *("/..%2fcica.toml", "/%5c..%5ccica.toml", "/%00", "/treaty/", "/treaty", "/cica.toml"),
    *("/index.html/", "/%ff", "/?", "http://evil.example/cica.toml", "/.tracker-site.json"),
]


def test_no_path_leads_out_of_the_site(logs):
    with serving(logs) as ask:
        for path in LEADING_OUT:
            status, _, body = ask(path)
            assert status == {"/?": 200, "http://evil.example/cica.toml": 403}.get(path, 404)
            assert b"schema" not in body.replace(b"schema.org", b"")


OTHER_SITES = [
    "evil.example",
    "evil.example:80",
    "127.0.0.1.evil.example",
    "localhost.evil.example",
    "",
    "[",
    "a@b",
]


def test_a_name_of_another_site_is_refused(logs):
    with serving(logs) as ask:
        for host in OTHER_SITES:
            status, _, body = ask("/", headers={"Host": host})
            assert status == 403
            assert b"A treaty" not in body


THIS_MACHINE = ["localhost", "LOCALHOST:1", "127.0.0.1", "[::1]:99", "10.1.2.3"]


def test_this_machine_and_addresses_in_numbers_are_known(logs):
    with serving(logs) as ask:
        for host in THIS_MACHINE:
            assert ask("/", headers={"Host": host})[0] == 200


@pytest.mark.parametrize("method", ["POST", "PUT", "DELETE", "OPTIONS", "PATCH", "TRACE", "BREW"])
def test_only_get_and_head_are_answered(logs, method):
    with serving(logs) as ask:
        status, headers, _ = ask("/", method, body=b"x" if method == "POST" else None)
        assert (status, headers["Allow"]) == (405, "GET, HEAD")


def test_head_has_the_headers_of_get_and_no_body(logs):
    with serving(logs) as ask:
        status, headers, body = ask("/feed.xml", "HEAD")
        assert (status, body) == (200, b"")
        assert int(headers["Content-Length"]) == len(ask("/feed.xml")[2])


def test_it_listens_on_this_machine_alone_unless_told_otherwise(run):
    assert "127.0.0.1" in run("serve", "--help").stdout


def test_a_port_in_use_is_a_clear_error(run):
    with socket.socket() as other:
        other.bind(("127.0.0.1", 0))
        other.listen()
        port = other.getsockname()[1]
        answer = run("serve", SHIPPED, "--port", port)
    assert (answer.stdout, answer.returncode) == ("", 2)
    assert f"127.0.0.1, port {port}: another program has this port" in answer.stderr


def test_a_path_without_a_log_is_an_error_before_anything_is_served(run):
    answer = run("serve", "nowhere.toml", "--port", 0)
    assert answer.returncode == 2
    assert "no such file" in answer.stderr


@contextmanager
def process(*args):
    """The real command, once it has said where it serves."""
    command = [sys.executable, "-m", "cica_tracker", "serve", *map(str, args), "--port", "0"]
    with subprocess.Popen(
        command,
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        encoding="utf-8",
        env=clean_environment(),
        start_new_session=True,
    ) as started:
        try:
            started.url = started.stderr.readline().split()[0]
            yield started
        finally:
            if started.poll() is None:
                os.killpg(started.pid, signal.SIGKILL)


@pytest.mark.long
def test_ctrl_c_ends_it_well(logs):
    with process(logs) as started:
        assert started.url.startswith("http://127.0.0.1:")
        os.killpg(started.pid, signal.SIGINT)
        out, err = started.communicate(timeout=20)
    assert (out, err, started.returncode) == ("", "stopped\n", 0)


@pytest.mark.long
@pytest.mark.skipif(bool(browser.missing()), reason=f"not installed: {browser.missing()}")
def test_a_browser_shows_what_was_written_without_being_asked(logs):
    with process(logs) as started, closing(browser.Browser()) as window:
        window.say("POST", "/url", {"url": f"{started.url}treaty/cica.html"})
        assert window.run("return document.title").startswith("A treaty on")
        text = (logs / "cica.toml").read_text("utf-8")
        (logs / "cica.toml").write_text(text.replace("A treaty on", "Changed words on"))
        script = """
            const done = arguments[0];
            setInterval(() => document.title.startsWith("Changed words on") && done(true), 50)
        """
        with suppress(urllib.error.HTTPError):  # the page that waits is itself taken away
            window.say("POST", "/execute/async", {"script": script, "args": []})
        assert window.run("return document.title").startswith("Changed words on")
        assert window.logged("browser") == []


def test_a_log_that_is_as_it_was_is_not_computed_again(logs, monkeypatch):
    made = []

    def counted(data, name):
        made.append(name)
        return read(data, name)

    monkeypatch.setattr("cica_tracker.site.build.read", counted)
    site = Followed((str(logs),), lambda: OPTIONS)
    assert site.refresh()
    (logs / "new.toml").write_text('schema = 1\n[treaty]\ntitle = "A new one"\n')
    assert site.refresh()
    assert not site.refresh()
    assert made == ["cica", "new"]


def test_what_speaks_of_all_treaties_is_made_once_and_not_before_it_is_asked_for(logs, monkeypatch):
    made = []

    def counted(tables):
        made.append(sorted(tables))
        return b"the database"

    monkeypatch.setattr("cica_tracker.site.data.to_sqlite", counted)
    site = Followed((str(logs),), lambda: OPTIONS)
    for times in (1, 2):
        text = (logs / "cica.toml").read_text("utf-8")
        (logs / "cica.toml").write_text(f"{text}\n# another edit\n")
        assert site.refresh()
        assert len(made) == times - 1
        assert site.file("data/treaties.sqlite") == site.file("data/treaties.sqlite")
        assert len(made) == times
