"""The store: append-only versions of what notices say."""
