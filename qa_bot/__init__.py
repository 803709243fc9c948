"""qa-bot: ask a folder of documents a question and get the answer in their own words."""

__version__ = "0.1.0"
