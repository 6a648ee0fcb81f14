"""A headless Chromium for tests, spoken to through chromedriver's own protocol.

No library stands between: a request is one call. `available` says why it cannot be had.
"""

import base64
import contextlib
import json
import os
import shutil
import socket
import subprocess
import tempfile
import time
import urllib.error
import urllib.request
from pathlib import Path

_FLAGS = (
    "--headless",
    "--no-sandbox",
    "--disable-gpu",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
    "--disable-dev-shm-usage",
    "--hide-scrollbars",
)


def missing():
    """What is not installed here, or nothing."""
    names = ("chromium", "chromedriver")
    return ", ".join(name for name in names if not shutil.which(name))


def axe_script():
    """The text of axe-core; None where it cannot be had."""
    script = fetched("axe-core", "4.14.1", "axe.min.js")
    return script and script.read_text("utf-8")


def nu_checker():
    """The command that checks HTML files as the Nu checker does; None where it cannot be had."""
    jar = shutil.which("java") and fetched("vnu-jar", "26.9.27", "build/dist/vnu.jar")
    return jar and ["java", "-jar", str(jar), "--errors-only"]


def fetched(name, version, inside):
    """A file of an npm package, fetched once into a cache; None without npm or a network."""
    cache = Path(os.environ.get("XDG_CACHE_HOME") or Path.home() / ".cache") / "cica-tracker-tests"
    kept = cache / f"{name}-{version}-{Path(inside).name}"
    if kept.is_file():
        return kept
    if not shutil.which("npm"):
        return None
    cache.mkdir(parents=True, exist_ok=True)
    with tempfile.TemporaryDirectory(dir=cache) as folder:
        command = ["npm", "pack", "--silent", f"{name}@{version}"]
        try:
            subprocess.run(command, cwd=folder, check=True, capture_output=True, timeout=120)
            (packed,) = Path(folder).glob("*.tgz")
            shutil.unpack_archive(packed, folder)
        except (subprocess.SubprocessError, ValueError, OSError):
            return None
        (Path(folder) / "package" / inside).replace(kept)
    return kept


class Browser:
    """One window; `open` a file, `run` a script, `picture` it."""

    def __init__(self):
        with socket.socket() as probe:
            probe.bind(("127.0.0.1", 0))
            port = probe.getsockname()[1]
        self.profile = tempfile.mkdtemp()
        self.url = f"http://127.0.0.1:{port}"
        self.driver = subprocess.Popen(
            ["chromedriver", f"--port={port}", "--log-level=SEVERE"],
            stdout=subprocess.DEVNULL,
            stderr=subprocess.DEVNULL,
        )
        options = {
            "args": [*_FLAGS, f"--user-data-dir={self.profile}"],
            "perfLoggingPrefs": {"enableNetwork": True},
        }
        wanted = {
            "goog:chromeOptions": options,
            "goog:loggingPrefs": {"browser": "ALL", "performance": "ALL"},
        }
        self.session = ""
        for _ in range(100):
            try:
                answer = self.say("POST", "/session", {"capabilities": {"alwaysMatch": wanted}})
            except (urllib.error.URLError, ConnectionError):
                time.sleep(0.1)
            else:
                self.session = f"/session/{answer['sessionId']}"
                return
        self.close()
        raise RuntimeError("chromedriver did not answer")

    def say(self, method, path, body=None):
        request = urllib.request.Request(
            self.url + self.session + path,
            method=method,
            data=None if body is None else json.dumps(body).encode(),
            headers={"Content-Type": "application/json"},
        )
        with urllib.request.urlopen(request, timeout=60) as answer:
            return json.load(answer)["value"]

    def devtools(self, command, **parameters):
        return self.say("POST", "/goog/cdp/execute", {"cmd": command, "params": parameters})

    def open(self, path, width=1280, height=900, *, scheme="light", query="", scripts=True):
        """Show a file at a width, on a light or dark screen; what was logged before is dropped."""
        self.devtools(
            "Emulation.setDeviceMetricsOverride",
            width=width,
            height=height,
            deviceScaleFactor=1,
            mobile=False,
        )
        feature = {"name": "prefers-color-scheme", "value": scheme}
        self.devtools("Emulation.setEmulatedMedia", features=[feature])
        self.logged("browser")
        self.logged("performance")
        self.devtools("Emulation.setScriptExecutionDisabled", value=not scripts)
        try:
            self.say("POST", "/url", {"url": Path(path).as_uri() + query})
        finally:
            self.devtools("Emulation.setScriptExecutionDisabled", value=False)

    def run(self, script, *values):
        return self.say("POST", "/execute/sync", {"script": script, "args": list(values)})

    def logged(self, kind):
        return self.say("POST", "/se/log", {"type": kind})

    def requests(self):
        """The addresses asked for since the page was opened."""
        found = []
        for entry in self.logged("performance"):
            message = json.loads(entry["message"])["message"]
            if message["method"] == "Network.requestWillBeSent":
                found.append(message["params"]["request"]["url"])
        return found

    def violations(self, axe):
        """What axe-core finds wrong, one line each."""
        answer = self.say(
            "POST",
            "/execute/async",
            {
                "script": axe + ";axe.run().then(arguments[arguments.length - 1])",
                "args": [],
            },
        )
        return [
            f"{one['id']}: {node['html'][:200]} {node['failureSummary'][:300]}"
            for one in answer["violations"]
            for node in one["nodes"]
        ]

    def picture(self, path):
        """The whole page as a PNG."""
        shot = self.devtools("Page.captureScreenshot", format="png", captureBeyondViewport=True)
        Path(path).write_bytes(base64.b64decode(shot["data"]))

    def press(self, key):
        keys = [{"type": "keyDown", "value": key}, {"type": "keyUp", "value": key}]
        actions = [{"type": "key", "id": "keyboard", "actions": keys}]
        self.say("POST", "/actions", {"actions": actions})

    def close(self):
        if self.session:
            with contextlib.suppress(OSError):
                self.say("DELETE", "")
        self.driver.terminate()
        self.driver.wait(10)
        shutil.rmtree(self.profile, ignore_errors=True)
