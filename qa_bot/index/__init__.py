"""First-stage retrieval: weighted terms in, candidate passages with a BM25 score out."""
