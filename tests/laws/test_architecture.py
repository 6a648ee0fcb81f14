"""Which module may know which, and which doors lead outside: read from the source of them all.

Imports inside functions count as well. What stands only under `if TYPE_CHECKING:` is for the type
checker and makes no module load another.
"""

import ast
import re
import subprocess
import sys
import tomllib
from functools import cache
from graphlib import CycleError, TopologicalSorter
from pathlib import Path

import click
import pytest
from helpers.command import clean_environment

import cica_tracker
from cica_tracker.cli import tracker as group

PACKAGE = Path(cica_tracker.__file__).parent

# A room imports only from those before it in a line above its own; within a room modules make no
# circle. Rooms in one line do not know each other.
ROOMS = (
    "__init__",
    "model",
    "reading",
    "rules",
    "answers",
    "writing exchange words",
    "formats",
    "site",
    "cli",
    "__main__",
)
# Which room, or module, may use what of the world outside.
ONLY_HERE = {
    "click": {"cli.*"},
    "rich": {"formats.*", "cli.papers", "cli.progress"},
    "pydantic": set(),
    "pydantic_core": {"reading.*"},
    "tomllib": {"reading.*", "writing.admit", "cli.completion"},
    "tomli_w": {"writing.toml_writer"},
    "babel": set(),
    "defusedxml": {"exchange.untc_page"},
    "docx": {"formats.*"},
    "filelock": {"writing.files"},
    "jinja2": {"formats.html", "site.templates"},
    "markupsafe": {"formats.html", "site.templates"},
    "pyarrow": {"formats.parquet"},
    "sqlite3": {"formats.sqlite"},
    "xlsxwriter": {"formats.xlsx"},
    "lxml": {"exchange.repair"},
    "pickle": set(),
    "subprocess": {"formats.pdf", "cli.pager"},
    "socket": {"cli.serving.web"},
    "urllib.request": set(),
    "http": {"cli.serving.web"},
    "requests": set(),
}
CLOCKS = {("date", "today"), ("datetime", "now"), ("datetime", "today"), ("datetime", "utcnow")}
CLOCKS |= {("time", name) for name in ("time", "time_ns", "localtime", "gmtime", "strftime")}
DISK = {
    "reading.logbook",
    "cli.streams",
    "reading.foreign",
    "reading.many",
    "writing.append",
    "writing.files",
    "writing.output",
    "formats.pdf",
    "site.write",
}
READS_OR_WRITES = {
    *("read_bytes", "read_text", "write_bytes", "write_text", "unlink", "mkdir", "rmdir", "touch"),
    *("rename", "iterdir", "glob", "rglob", "symlink_to", "hardlink_to", "chmod", "lstat"),
    *("mkstemp", "mkdtemp", "NamedTemporaryFile", "TemporaryDirectory", "fdopen", "fsync"),
}
DISK_OF = {
    "os": "open remove link listdir scandir makedirs stat",
    "shutil": "copy copy2 copyfile move",
}
PACKAGED = {
    "model.state_table",
    "words.language",
    "formats.html",
    "formats.word_parts",
    "site.templates",
}  # they read what comes inside the package


def name_of(path):
    return ".".join(path.relative_to(PACKAGE).with_suffix("").parts).removesuffix(".__init__")


MODULES = {name_of(path): path for path in sorted(PACKAGE.rglob("*.py"))}


@cache
def tree(module):
    return ast.parse(MODULES[module].read_text(encoding="utf-8"))


@cache
def loaded(module):
    """Every module that this one imports, wherever the import stands: (ours, others)."""
    names = {name for node in statements(tree(module)) for name in imported(node)}
    ours = {name for name in names if name.split(".")[0] == "cica_tracker"}
    return frozenset(map(short, ours)), frozenset(names - ours)


def statements(node):
    """What is run, at any depth; an expression imports nothing."""
    yield node
    if isinstance(node, ast.If) and "TYPE_CHECKING" in ast.unparse(node.test):
        inside = node.orelse
    else:
        inside = (one for one in ast.iter_child_nodes(node) if not isinstance(one, ast.expr))
    for below in inside:
        yield from statements(below)


def imported(node):
    """The modules that a statement imports, by their whole names."""
    if isinstance(node, ast.Import):
        return [alias.name for alias in node.names]
    if not isinstance(node, ast.ImportFrom):
        return []
    assert node.level == 0, f"{node.module}: imports name the whole path"
    inner = [f"{node.module}.{alias.name}" for alias in node.names]
    if node.module.startswith("cica_tracker"):
        return [name for name in inner if short(name) in MODULES] or [node.module]
    return [node.module]


def short(name):
    return name.removeprefix("cica_tracker").removeprefix(".") or "__init__"


def fits(module, patterns):
    folder = f"{module.split('.')[0]}.*"
    return module in patterns or folder in patterns


def room(module):
    return module.split(".")[0]


@cache
def level(module):
    """How far from the ground the line of a module's room is."""
    return next((at for at, line in enumerate(ROOMS) if room(module) in line.split()), None)


def test_every_module_stands_in_a_room():
    assert [module for module in MODULES if level(module) is None] == []
    assert {module for module in MODULES if "." not in module} <= {
        name for line in ROOMS for name in line.split()
    }


def test_every_room_says_what_it_knows():
    for name in {room(module) for module in MODULES} - {"__init__", "__main__"}:
        said = ast.get_docstring(tree(name)) or ""
        assert len(said.splitlines()) >= 3, name


def test_a_room_knows_only_those_below_it():
    upwards = [
        (module, other)
        for module in MODULES
        for other in sorted(loaded(module)[0])
        if level(other) > level(module)
        or (level(other) == level(module) and room(other) != room(module))
    ]
    assert upwards == []


def test_modules_make_no_circle_even_by_a_late_import():
    graph = {module: set(loaded(module)[0]) & set(MODULES) - {module} for module in MODULES}
    graph["cli"] = {name for name in graph["cli"] if not name.startswith("cli.")}
    try:
        TopologicalSorter(graph).prepare()
    except CycleError as error:
        pytest.fail(f"a circle: {' -> '.join(error.args[1])}")


@pytest.mark.parametrize("outside", ONLY_HERE)
def test_what_is_outside_is_known_only_where_it_is_needed(outside):
    for module in MODULES:
        _, others = loaded(module)
        if any(name == outside or name.startswith(f"{outside}.") for name in others):
            assert fits(module, ONLY_HERE[outside]), f"{module} imports {outside}"


def test_only_what_is_declared_is_imported():
    project = tomllib.loads((PACKAGE.parent / "pyproject.toml").read_text("utf-8"))["project"]
    extras = project.get("optional-dependencies", {})
    lists = [project["dependencies"], *(extras[name] for name in extras if name != "test")]
    declared = {re.match(r"[\w-]+", text)[0].replace("-", "_") for part in lists for text in part}
    declared = {{"python_docx": "docx"}.get(name, name) for name in declared}
    declared |= {"pydantic_core", "markupsafe"}  # of pydantic, of jinja2
    used = {name.split(".")[0] for module in MODULES for name in loaded(module)[1]}
    assert used - set(sys.stdlib_module_names) - {"readline"} <= declared


@cache
def calls(module):
    """Each call, as (what before the dot, name)."""
    found = []
    for node in ast.walk(tree(module)):
        if isinstance(node, ast.Call):
            if isinstance(node.func, ast.Name):
                found.append(("", node.func.id))
            elif isinstance(node.func, ast.Attribute):
                before = node.func.value
                found.append((before.id if isinstance(before, ast.Name) else "?", node.func.attr))
    return found


def test_there_is_one_clock():
    found = [(m, *call) for m in MODULES for call in calls(m) if call in CLOCKS]
    assert found == [("cli.options", "date", "today")]


def test_only_the_doors_touch_the_disk():
    found = {
        f"{module}: {before}.{name}"
        for module in MODULES
        if module not in DISK | PACKAGED
        for before, name in calls(module)
        if (before, name) in {("", "open"), ("os", "replace"), ("shutil", "rmtree")}
        or (before and name in READS_OR_WRITES)
        or name in DISK_OF.get(before, "").split()
    }
    assert found == set()


def test_nothing_is_printed_but_by_the_command_line_and_the_terminal():
    for module in MODULES:
        if not fits(module, {"cli.*"}):
            assert ("", "print") not in set(calls(module)), module
            assert ("sys", "exit") not in set(calls(module)), module


def test_assumptions_about_types_are_few_and_nothing_is_evaluated():
    for module in MODULES:
        assert not {name for before, name in calls(module) if not before} & {"eval", "exec"}, module


# What a fresh process loads


def modules_after(*args):
    code = (
        "import sys\nsys.argv = ['tracker', *sys.argv[1:]]\n"
        "from cica_tracker.cli import main\n"
        "try:\n    main()\nexcept SystemExit:\n    pass\n"
        "print(*sys.modules, sep='\\n', file=sys.stderr)"
    )
    done = subprocess.run(
        [sys.executable, "-c", code, *args],
        env=clean_environment(),
        capture_output=True,
        encoding="utf-8",
        check=True,
    )
    assert done.stdout
    return set(done.stderr.split())


def test_help_loads_nothing_but_click():
    found = modules_after("--help")
    assert "click" in found
    assert not found & {"pydantic", "rich", "tomllib", "babel", "tomli_w", "docx"}
    ours = {name for name in found if name.startswith("cica_tracker")}
    assert ours == {
        "cica_tracker",
        *("cica_tracker.cli", "cica_tracker.cli.mistakes", "cica_tracker.cli.streams"),
        *("cica_tracker.model", "cica_tracker.model.problems", "cica_tracker.model.text"),
        "cica_tracker.model.value",
    }


def test_help_of_a_command_loads_no_screen_and_no_language():
    found = modules_after("status", "--help")
    assert not found & {"pydantic", "rich", "babel", "docx", "tomli_w"}


def test_an_answer_in_english_loads_no_other_language():
    found = modules_after("status", "--as-of", "2024-12-31", "--format", "json")
    assert not found & {"babel", "rich", "docx", "tomli_w", "filelock", "anyascii"}


# The live commands


def commands():
    context = click.Context(group)
    for name in group.list_commands(context):
        command = group.get_command(context, name)
        assert command is not None, name
        yield name, command


COMMANDS = group.list_commands(click.Context(group))


@pytest.mark.parametrize("name", COMMANDS)
def test_every_command_has_help_with_an_example(run, name):
    answer = run(name, "--help")
    assert (answer.stderr, answer.returncode) == ("", 0)
    assert re.search(rf"Examples?:(.|\n)*tracker .*{name}", answer.stdout), name
    assert "--log" in answer.stdout or name in {"schema", "init", "import", "diff"}
    assert max(map(len, answer.stdout.splitlines())) <= 100


@pytest.mark.parametrize("name", COMMANDS)
def test_every_option_says_what_it_does(name):
    command = dict(commands())[name]
    for parameter in command.params:
        if isinstance(parameter, click.Option):
            assert parameter.help, (name, parameter.name)
            said = parameter.help.partition("[default")[0].rstrip()
            assert said.endswith((".", "?", ")")), (name, parameter.name)


@pytest.mark.parametrize("name", COMMANDS)
def test_the_help_of_a_format_names_those_there_are(name):
    for parameter in dict(commands())[name].params:
        if not isinstance(parameter, click.Option):
            continue  # in older versions of click an argument has no help
        if isinstance(parameter.type, click.Choice) and "csv" in (parameter.help or ""):
            assert "csv" in parameter.type.choices


def test_the_list_of_commands_has_a_line_for_each(run):
    shown = run("--help").stdout
    for name, command in commands():
        assert re.search(rf"^  {name} +\S", shown, re.MULTILINE), name
        assert command.help or command.short_help


@pytest.mark.parametrize("name", COMMANDS)
def test_every_command_is_told_in_the_readme(name):
    readme = (PACKAGE.parent / "README.md").read_text(encoding="utf-8")
    assert re.search(rf"tracker (?:--log \S+ )?{name}\b", readme), name


def test_the_examples_of_help_work(run, tmp_path):
    for name, command in commands():
        text = re.sub(r".*Examples?:", "", command.epilog or "", flags=re.DOTALL)
        for line in text.splitlines():
            words = line.strip().split("&&")[0].split()
            if name in {"add", "retract", "correct", "init", "serve"} or words[:1] != ["tracker"]:
                continue
            args = [word for word in words[1:] if word]
            answer = run(*args, cwd=PACKAGE.parent if "examples/" in line else tmp_path)
            assert answer.returncode == 0, (line, answer.stderr)


# The page that tells of all this

HOMES = (PACKAGE, PACKAGE.parent)


def test_the_page_of_the_architecture_names_what_is_there():
    page = (PACKAGE.parent / "docs/architecture.md").read_text(encoding="utf-8")
    assert len(page.splitlines()) <= 120
    told = 0
    for passage in re.split(r"\n\n|\n(?=\||\d\. )", page):
        paths = re.findall(r"`([\w./-]+(?:/|\.(?:py|md|po|csv)))`", passage)
        found = [next((h for h in HOMES if (h / path).exists()), HOMES[0]) / path for path in paths]
        assert [path for path in found if not path.exists()] == [], passage
        names = set(re.findall(r"`(\w+)\(\)`", passage))
        defined = {
            node.name
            for path in found
            if path.suffix == ".py"
            for node in ast.walk(ast.parse(path.read_text(encoding="utf-8")))
            if isinstance(node, ast.FunctionDef | ast.ClassDef)
        }
        assert names <= defined, (passage, names - defined)
        told += len(names)
    assert told > 30


def test_the_page_of_the_architecture_has_every_room_in_order():
    page = (PACKAGE.parent / "docs/architecture.md").read_text(encoding="utf-8")
    table = re.findall(r"^\| `(\w+)/` \|", page, re.MULTILINE)
    rooms = [name for line in ROOMS for name in line.split() if (PACKAGE / name).is_dir()]
    assert table == rooms
