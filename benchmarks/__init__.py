"""Measures reportgen as ratios in one run: ``python -m benchmarks`` writes docs/benchmarks.md."""
