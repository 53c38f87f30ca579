"""Pages of accounts: the way in, tokens, the bell, people and their absences."""
