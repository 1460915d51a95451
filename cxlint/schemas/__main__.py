"""`python -m cxlint.schemas`: make the JSON Schemas beside this file anew."""

import json
from pathlib import Path

from cxlint.settings_schema import schema

if __name__ == "__main__":
    text = json.dumps(schema(), indent=2, ensure_ascii=False) + "\n"
    Path(__file__).with_name("config.json").write_text(text, "utf-8")
