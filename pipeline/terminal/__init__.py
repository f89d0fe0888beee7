"""What the commands print, and how they end: for the command line alone."""
