"""What changed between two states of a store: notices and tasks, as dataclasses, a frame, lines and a workbook."""
