"""Files read in worker processes: ``crew`` hands out and listens, ``worker`` is what runs in one, ``work`` what is done with a file."""
