"use strict";
// Sorting of any table and filtering of the documents; without it the page is whole, only still.
const valueOf = (row, column) => {
  const cell = row.cells[column];
  const text = (cell.dataset.value ?? cell.textContent).trim();
  const number = Number(text.replace(/[,%\s]/g, "").replace("−", "-").replace(/^–$/, "NaN"));
  return text !== "" && !Number.isNaN(number) ? number : text.toLowerCase();
};
const compared = (a, b) =>
  typeof a === "number" && typeof b === "number" ? a - b
    : typeof a === typeof b ? a.localeCompare(b)
    : typeof a === "number" ? -1 : 1;
for (const table of document.querySelectorAll("table.sortable")) {
  const heads = [...table.tHead.rows[0].cells];
  heads.forEach((head, column) => {
    const button = document.createElement("button");
    button.type = "button";
    button.append(...head.childNodes);
    head.append(button);
    button.addEventListener("click", () => {
      const now = head.getAttribute("aria-sort");
      const falling = now ? now === "ascending" : head.classList.contains("n");
      heads.forEach((other) => other.removeAttribute("aria-sort"));
      head.setAttribute("aria-sort", falling ? "descending" : "ascending");
      const rows = [...table.tBodies[0].rows].map((row, i) => [valueOf(row, column), i, row]);
      rows.sort((a, b) => (falling ? -1 : 1) * compared(a[0], b[0]) || a[1] - b[1]);
      table.tBodies[0].append(...rows.map((one) => one[2]));
    });
  });
}
const form = document.getElementById("filters");
if (form) {
  const rows = [...document.getElementById("table").tBodies[0].rows].map((row) => ({
    row,
    words: row.textContent.toLowerCase(),
    groups: [...row.querySelectorAll("td[data-group]")].map((cell) => cell.textContent.trim()),
  }));
  const value = (id) => document.getElementById(id).value;
  const chosen = [...form.querySelectorAll("select[data-group]")];
  const filter = () => {
    const words = value("words").toLowerCase().split(/\s+/).filter(Boolean);
    const [band, facing, rule] = ["band", "facing", "rule"].map(value);
    let shown = 0;
    for (const { row, words: text, groups } of rows) {
      const fits = words.every((word) => text.includes(word))
        && (!band || row.dataset.band === band)
        && (!facing || row.dataset.facing === facing)
        && (!rule || row.dataset.rules.split(" ").includes(rule))
        && chosen.every((one) => !one.value || groups[Number(one.dataset.group)] === one.value);
      row.hidden = !fits;
      shown += fits;
    }
    document.getElementById("count").textContent = `${shown.toLocaleString("en")} shown`;
  };
  form.addEventListener("input", filter);
  form.addEventListener("submit", (event) => event.preventDefault());
  filter();
}
// What a mark of a picture says when it is pointed at; screen readers read the same.
for (const mark of document.querySelectorAll("figure svg [aria-roledescription][aria-label]")) {
  const title = document.createElementNS("http://www.w3.org/2000/svg", "title");
  title.textContent = mark.getAttribute("aria-label");
  mark.prepend(title);
}
