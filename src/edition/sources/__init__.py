"""From a source text to a TEI document: one reader for each kind of source."""
