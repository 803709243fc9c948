"""Measuring: question sets, runs, matching, measures with intervals, comparison, reports."""
