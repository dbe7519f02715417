"""Run every benchmark of this folder, or those named; what begins with a dash, and what follows it, is for the benchmark."""

import runpy
import sys
from pathlib import Path

HERE = Path(__file__).resolve().parent


def main() -> None:
    """Run the benchmarks one after another."""
    words = sys.argv[1:]
    first = next((at for at, word in enumerate(words) if word.startswith("-")), len(words))
    wanted = words[:first] or sorted(path.stem for path in HERE.glob("*.py") if path.stem != "run")
    sys.argv = [sys.argv[0], *words[first:]]
    for name in wanted:
        print(f"== {name}")
        runpy.run_path(str(HERE / f"{name}.py"), run_name="__main__")


if __name__ == "__main__":
    main()
