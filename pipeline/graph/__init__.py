"""The graph policy → clause → measure → task → unit: ``builder`` makes it of notices, ``slices`` the part of it that a question is about.

What a reference means across notices (the cited policy, a unit, a place) is settled in ``links``, ``named_units`` and ``named_places``, by
``names`` alone; the store and the tables ask these too, so that nothing is imported here: networkx comes with ``builder`` and ``slices``.
"""
