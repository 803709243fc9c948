"""Tests of the catalogue and of bringing it up to date."""
