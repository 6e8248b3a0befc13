"""Slow proofs with tools that are no Python packages; `make validate` runs them."""
