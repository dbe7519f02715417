"""Run every benchmark of this folder, or those named."""

import runpy
import sys
from pathlib import Path

HERE = Path(__file__).resolve().parent


def main() -> None:
    """Run the benchmarks one after another."""
    wanted = sys.argv[1:] or sorted(path.stem for path in HERE.glob("*.py") if path.stem != "run")
    sys.argv = sys.argv[:1]
    for name in wanted:
        print(f"== {name}")
        runpy.run_path(str(HERE / f"{name}.py"), run_name="__main__")


if __name__ == "__main__":
    main()
