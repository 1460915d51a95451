"""JSON Schemas that editors use; `python -m cxlint.schemas` makes them anew."""
