"""Libraries: which documents a folder holds, what is kept about them, and keeping it up to date."""
