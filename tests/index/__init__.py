"""Tests of first-stage retrieval."""
