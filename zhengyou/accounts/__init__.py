"""How people come in: login, what protects it, and the sessions that follow from it."""
