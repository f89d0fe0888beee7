"""The command, called in this process as a terminal of 80 columns would show it."""

from __future__ import annotations

from pathlib import Path

from typer.testing import CliRunner, Result

from pipeline.cli import app


def call(*arguments: str | Path) -> Result:
    """What came of a call, whatever it was."""
    return CliRunner().invoke(app, [str(argument) for argument in arguments], env={"COLUMNS": "80"})


def asked(*arguments: str | Path) -> str:
    """What a call that goes well prints."""
    done = call(*arguments)
    assert done.exit_code == 0, done.output
    assert done.stderr == ""
    return done.stdout
