"""The parts that `headwater run` keeps going, each in a process of its own: the short way in.

    python -m headwater.cli.part newsroom --dir DIRECTORY

The verbs `headwater serve`, `newsroom`, `letters` and `translations`, without loading what the other verbs need: a part
that was killed is back sooner, and so is every worker, which loads its parent's main module anew.
"""

import sys
from importlib import import_module

_PARTS = {
    "serve": ("headwater.cli.run", "serve"),
    "newsroom": ("headwater.cli.run", "newsroom"),
    "letters": ("headwater.cli.letters", "letters"),
    "translations": ("headwater.cli.translate", "translations"),
}


def main() -> None:
    """Run one part until it is told to end; an expected error becomes one message and exit code 1."""
    import typer

    from headwater.cli.console import complain
    from headwater.errors import HeadwaterError

    module, name = _PARTS[sys.argv.pop(1)]
    try:
        typer.run(getattr(import_module(module), name))
    except HeadwaterError as error:
        complain(str(error))
        sys.exit(1)


if __name__ == "__main__":
    main()
