"""Search over the clauses and tasks that stand: what is indexed, the words a user types, rows and marked snippets."""
