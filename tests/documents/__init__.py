"""Tests of reading files into documents."""
