"""JSON Schemas that editors use."""
