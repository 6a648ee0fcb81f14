"""The door to files that others made: their bytes, up to a size, and never more."""

from pathlib import Path

from cica_tracker.model.problems import LogError

_MAPS = Path(__file__).parent.parent / "exchange" / "maps"


def read_foreign(path: Path, most: int) -> bytes:
    """The bytes of a file. Raises LogError where it cannot be read or has more than `most`."""
    try:
        with path.open("rb") as file:
            data = file.read(most + 1)
    except FileNotFoundError:
        raise LogError(f"{path}: no such file\n  look at its name and folder") from None
    except IsADirectoryError:
        raise LogError(f"{path}: this is a folder\n  name the files in it") from None
    except OSError as error:
        raise LogError(f"{path}: {(error.strerror or str(error)).lower()}") from None
    if len(data) > most:
        raise LogError(
            f"{path}: this file has more than {most // 1024 // 1024} MB, far more than any "
            "treaty's table\n  is it the right one?"
        )
    return data


def shipped_maps() -> dict[str, Path]:
    """The maps of tables that come with the program, by their names."""
    return {path.stem: path for path in sorted(_MAPS.glob("*.toml"))}
