import assert from "node:assert/strict";
import { test } from "node:test";
import { source } from "./source.mjs";

const { asHtml } = await source("markdown");

test("a rule's page reads as it should", () => {
  const page =
    "# a/b\n\n**Severity** warning.\nMore `code`.\n\n- One **[two]**  \n  → three\n- Four\n";
  assert.equal(
    asHtml(page),
    "<h1>a/b</h1>\n<p><strong>Severity</strong> warning.\nMore <code>code</code>.</p>\n" +
      "<ul>\n<li>One <strong>[two]</strong><br>\n  → three</li>\n<li>Four</li>\n</ul>",
  );
});

test("addresses become links; only https, and without the full stop", () => {
  assert.equal(
    asHtml("See [the law](https://a.example/b), https://c.example/d."),
    '<p>See <a href="https://a.example/b">the law</a>, <a href="https://c.example/d">https://c.example/d</a>.</p>',
  );
  for (const one of ["[a](javascript:b)", "[a](command:b)", "[a](http://b)", "[a](data:b)"])
    assert.doesNotMatch(asHtml(one), /<a/);
});

test("whatever is written, the only tags are ours", () => {
  const pieces = [
    ...[
      "<script>",
      "</p>",
      '" onclick="',
      "'",
      "&amp;",
      "`",
      "**",
      "[",
      "](https://a",
      ")",
      "https://b",
    ],
    ...["# ", "- ", "\n", "\n\n", "  \n", "<", ">", "é", "😀", "\0", "x"],
  ];
  const ours = /<\/?(?:h[1-6]|p|ul|li|strong|code|a)>|<br>|<a href="https:\/\/[^"<>]*">/g;
  let seed = 1;
  const random = (below) => (seed = (seed * 48271) % 2147483647) % below;
  for (let i = 0; i < 20_000; i += 1) {
    const text = Array.from({ length: random(12) }, () => pieces[random(pieces.length)]).join("");
    assert.doesNotMatch(asHtml(text).replace(ours, ""), /[<>"']/, JSON.stringify(text));
  }
});
