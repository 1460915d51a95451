import assert from "node:assert/strict";
import { test } from "node:test";
import { source } from "./source.mjs";

const { whatIsWrong } = await source("trouble");

for (const [output, told] of [
  ["NewConnectionError('…: Failed to establish a new connection')", /offline/],
  ["socket.gaierror: Temporary failure in name resolution", /offline/],
  ["The virtual environment was not created because ensurepip is not available.", /python3-venv/],
  ["Collecting cxlint\nERROR: No space left on device\nbye", /No space left on device/],
  ["", /^cxlint could not be installed: pip ended with 1$/],
])
  test(`told of: ${output.slice(0, 40) || "nothing"}`, () => {
    assert.match(whatIsWrong("pip ended with 1", output), told);
  });
