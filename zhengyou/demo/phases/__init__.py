"""The phases of the demonstration stand where their days put them; the district's first one waits to be closed."""
