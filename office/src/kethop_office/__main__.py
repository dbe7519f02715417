"""``kethop-office``: Django's management commands with this project's settings."""

import os
import sys

from django.core.management import execute_from_command_line

__all__ = ["main"]


def main() -> None:
    """Run a management command."""
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "kethop_office.project.settings")
    execute_from_command_line(sys.argv)


if __name__ == "__main__":
    main()
