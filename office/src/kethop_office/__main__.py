"""``kethop-office`` as a module."""

from kethop_office.project.commands import main

__all__ = ["main"]

if __name__ == "__main__":
    main()
