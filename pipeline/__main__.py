"""``python -m pipeline`` is the command ``policygraph``."""

from pipeline.cli import main

if __name__ == "__main__":
    main()
