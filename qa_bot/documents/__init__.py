"""Files to documents: text, sections, bibliographic reference, passages."""
