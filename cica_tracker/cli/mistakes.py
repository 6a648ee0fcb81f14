"""What is said of a command line that is wrong: what stands there, and only what is near it."""

import io

import click

from cica_tracker.model.problems import near


def told(error: click.ClickException) -> str:
    """The message of click, with a suggestion only where one is near."""
    if isinstance(error, click.NoSuchOption):
        meant = _instead(error)
        said = f"no option {error.option_name}" + (f"; {meant}" if meant else "")
        error = click.UsageError(said, error.ctx)
    with io.StringIO() as shown:
        error.show(shown)
        return shown.getvalue()


def meant_by(word: str, known: list[str]) -> str:
    """The question whether something near was meant; empty where nothing is near."""
    found = near(word, known)
    return f"did you mean {' or '.join(found)}?" if found else ""


def _instead(error: click.NoSuchOption) -> str:
    """What may be meant by an option that is not there: `--json` is `--format json`."""
    if error.ctx is None:
        return ""
    if place := _belongs(error.option_name, error.ctx):
        return place
    options = [one for one in error.ctx.command.params if isinstance(one, click.Option)]
    bare = error.option_name.lstrip("-")
    for option in options:
        if isinstance(option.type, click.Choice) and bare in option.type.choices:
            return f"did you mean {option.opts[-1]} {bare}?"
    flags = {flag.lstrip("-"): flag for option in options for flag in option.opts}
    found = [flags[name] for name in near(bare, list(flags))]
    return f"did you mean {' or '.join(found)}?" if found else ""


def _belongs(option: str, context: click.Context) -> str:
    """That an option which many commands have belongs after the command."""
    group = context.command
    if not isinstance(group, click.Group):
        return ""
    commands = [group.get_command(context, name) for name in group.list_commands(context)]
    having = [
        command.name
        for command in commands
        if command and any(option in one.opts for one in command.params)
    ]
    if len(having) < 3:
        return ""
    shown = "status" if "status" in having else having[0]
    return f"it belongs after the command: {context.command_path} {shown} {option} ..."
