"""The commands of ``policygraph``, by what they are for; each parses, calls and prints."""
