"""``python -m edition.cli``."""

from __future__ import annotations

from edition.cli import main

if __name__ == "__main__":
    main()
