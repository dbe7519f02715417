"""The reader process: a program of its own, started with ``python -I`` on this file, that gives up its rights and reads.

Standard input is the file, standard output takes the answer; the arguments are the request and the private folder. Nothing
else reaches it: no environment but GDAL's settings, no handle, no name of the user's file.
"""

import os
import sys
import types
from pathlib import Path

_ROOT = Path(__file__).resolve().parents[3]
_LIGHT = ("kethop.documents", "kethop.spatial", "kethop.spatial.sites", "kethop.spatial.intake")


def _lighten() -> None:  # pragma: no cover - of the child process, which test_confinement.py starts
    """Let modules of these rooms be imported without the room's front, which would load every other module of it."""
    sys.path.insert(0, str(_ROOT))
    for name in _LIGHT:
        package = types.ModuleType(name)
        package.__path__ = [str(_ROOT.joinpath(*name.split(".")))]
        sys.modules[name] = package


def main() -> None:  # pragma: no cover - of the child process, which test_confinement.py starts
    """Read standard input as the first argument asks, in the folder of the second; write the answer."""
    _lighten()
    from kethop.spatial.intake.confinement import confine  # noqa: PLC0415 - only now can it be found

    answers = os.dup(1)
    os.dup2(2, 1)  # whatever a library prints goes where errors go, which is nowhere
    text, folder = sys.argv[1:3]
    held = confine(str(_ROOT), folder)
    from kethop.spatial.intake.dispatch import answer_of  # noqa: PLC0415 - after the rights are given up

    with os.fdopen(answers, "wb") as file:
        file.write(answer_of(sys.stdin.buffer, text, Path(folder), held))
    # the answer is out; at the end of a program pyarrow's threads now and then end the process by a signal
    os._exit(0)


if __name__ == "__main__":  # pragma: no cover - as above
    main()
