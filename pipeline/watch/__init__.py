"""Watching folders: what comes, changes or goes is brought into the store as it happens, for as long as the process lives."""

from __future__ import annotations

from pipeline.watch.loop import Settings, watch

__all__ = ["Settings", "watch"]
