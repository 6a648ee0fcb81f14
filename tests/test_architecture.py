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
from conftest import clean_environment

import cica_tracker
from cica_tracker.cli import tracker as group

PACKAGE = Path(cica_tracker.__file__).parent

# From the ground up; a module knows only those on lines above its own, or, within a folder,
# whatever makes no circle. "words.*" are all modules of that folder not named elsewhere.
LAYERS = (
    "__init__ interrupts dates document",
    "fields problems places render.missing render.shapes",
    "events",
    "explaining",
    "reading remembered locking output shapes",
    "logbook record spells ids blocks given states",
    "envelopes",
    "constraints append beginning drafts",
    "evidence",
    "bounds",
    "conditions contradictions clauses",
    "force checks",
    "status parties listing worse additions",
    "reconcile assume entering",
    "language",
    "translated",
    "languages",
    "words.facts",
    "words.picture words.force",
    "timeline answers",
    "words.*",
    "render.*",
    "cli.*",
    "__main__",
)
# Which module may use what of the world outside.
ONLY_HERE = {
    "click": {"cli.*"},
    "rich": {"render.*", "cli.papers"},
    "pydantic": {"reading", "cli.schemas"},
    "pydantic_core": {"fields"},
    "tomllib": {"reading", "additions", "cli.completion"},
    "tomli_w": {"blocks"},
    "babel": {"translated", "words.picture"},
    "countrynames": {"states", "translated", "assume"},
    "docx": {"render.*"},
    "filelock": {"locking"},
    "pickle": {"remembered"},
    "subprocess": {"render.pdf"},
    "socket": set(),
    "urllib.request": set(),
    "http": set(),
    "requests": set(),
}
CLOCKS = {("date", "today"), ("datetime", "now"), ("datetime", "today"), ("datetime", "utcnow")}
CLOCKS |= {("time", name) for name in ("time", "time_ns", "localtime", "gmtime", "strftime")}
DISK = {"logbook", "append", "locking", "output", "remembered", "render.pdf"}
READS_OR_WRITES = {
    *("read_bytes", "read_text", "write_bytes", "write_text", "unlink", "mkdir", "rmdir", "touch"),
    *("rename", "iterdir", "glob", "rglob", "symlink_to", "hardlink_to", "chmod", "lstat"),
    *("mkstemp", "mkdtemp", "NamedTemporaryFile", "TemporaryDirectory", "fdopen", "fsync"),
}
DISK_OF = {
    "os": "open remove link listdir scandir makedirs stat",
    "shutil": "copy copy2 copyfile move",
}
PACKAGED = {"languages", "translated", "render.html"}  # they read what comes inside the package


def name_of(path):
    return ".".join(path.relative_to(PACKAGE).with_suffix("").parts).removesuffix(".__init__")


MODULES = {name_of(path): path for path in sorted(PACKAGE.rglob("*.py"))}


@cache
def tree(module):
    return ast.parse(MODULES[module].read_text(encoding="utf-8"))


@cache
def loaded(module):
    """Every module that this one imports, wherever the import stands: (ours, others)."""
    ours, others = set(), set()

    def visit(node):
        if isinstance(node, ast.If) and "TYPE_CHECKING" in ast.unparse(node.test):
            for below in node.orelse:
                visit(below)
            return
        names = []
        if isinstance(node, ast.Import):
            names = [alias.name for alias in node.names]
        elif isinstance(node, ast.ImportFrom):
            assert node.level == 0, f"{module}: imports name the whole path"
            names = [node.module]
            if node.module.startswith("cica_tracker"):
                inner = [f"{node.module}.{alias.name}" for alias in node.names]
                names = [name for name in inner if short(name) in MODULES] or names
        for name in names:
            if name.split(".")[0] == "cica_tracker":
                ours.add(short(name))
            else:
                others.add(name)
        for below in ast.iter_child_nodes(node):
            visit(below)

    visit(tree(module))
    return frozenset(ours), frozenset(others)


def short(name):
    return name.removeprefix("cica_tracker").removeprefix(".") or "__init__"


def fits(module, patterns):
    folder = f"{module.split('.')[0]}.*"
    return module in patterns or folder in patterns


@cache
def level(module):
    named = {name: at for at, line in enumerate(LAYERS) for name in line.split()}
    return named.get(module, named.get(f"{module.split('.')[0]}.*"))


def test_every_module_has_its_place():
    assert [module for module in MODULES if level(module) is None] == []
    named = {name for line in LAYERS for name in line.split() if not name.endswith(".*")}
    assert named - set(MODULES) - {"__init__"} == set(), "no longer there"


@pytest.mark.parametrize("module", MODULES)
def test_a_module_knows_only_those_below_it(module):
    ours, _ = loaded(module)
    assert [other for other in sorted(ours) if level(other) > level(module)] == []


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
    declared |= {"pydantic_core", "typing_extensions"}  # of pydantic
    used = {name.split(".")[0] for module in MODULES for name in loaded(module)[1]}
    assert used - set(sys.stdlib_module_names) - {"readline"} <= declared


def calls(module):
    """Each call, as (what before the dot, name)."""
    for node in ast.walk(tree(module)):
        if isinstance(node, ast.Call):
            if isinstance(node.func, ast.Name):
                yield "", node.func.id
            elif isinstance(node.func, ast.Attribute):
                before = node.func.value
                yield before.id if isinstance(before, ast.Name) else "?", node.func.attr


def test_there_is_one_clock():
    found = [(m, *call) for m in MODULES for call in calls(m) if call in CLOCKS]
    assert found == [("cli.common", "date", "today")]


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
    assert not found & {"pydantic", "rich", "tomllib", "babel", "countrynames", "tomli_w", "docx"}
    ours = {name for name in found if name.startswith("cica_tracker")}
    assert ours == {"cica_tracker", "cica_tracker.cli"}


def test_help_of_a_command_loads_no_library():
    found = modules_after("status", "--help")
    assert not found & {"pydantic", "rich", "tomllib", "babel", "countrynames"}


def test_an_answer_in_english_loads_no_other_language():
    found = modules_after("status", "--as-of", "2024-12-31", "--format", "json")
    assert not found & {"babel", "countrynames", "rich", "docx", "tomli_w", "filelock", "anyascii"}


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
    assert "--log" in answer.stdout or name in {"schema", "init"}
    assert max(map(len, answer.stdout.splitlines())) <= 100


@pytest.mark.parametrize("name", COMMANDS)
def test_every_option_says_what_it_does(name):
    command = dict(commands())[name]
    for parameter in command.params:
        if isinstance(parameter, click.Option):
            assert parameter.help, (name, parameter.name)
            said = parameter.help.partition("[default")[0].rstrip()
            assert said.endswith((".", "?", ")")), (name, parameter.name)


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
            if name in {"add", "retract", "init"} or words[:1] != ["tracker"]:
                continue
            args = [word for word in words[1:] if word]
            answer = run(*args, cwd=PACKAGE.parent if "examples/" in line else tmp_path)
            assert answer.returncode == 0, (line, answer.stderr)
