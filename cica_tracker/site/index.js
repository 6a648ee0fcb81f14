"use strict";
// Sorts the rows of the table and hides those that were not asked for.
(() => {
const $ = id => document.getElementById(id);
const body = document.querySelector("#treaties tbody");
const rows = [...body.rows], text = rows.map(row => row.textContent.toLowerCase());
const states = JSON.parse($("states").textContent);

// Whether a State has joined the treaty of a row: a bit of a long number in hexadecimal digits.
const has = (digits, at) => {
  const digit = digits[digits.length - 1 - (at >> 2)];
  return digit !== undefined && (parseInt(digit, 16) >> (at & 3) & 1) === 1;
};
const show = () => {
  const words = $("search").value.toLowerCase().split(/\s+/).filter(Boolean);
  const state = states[$("state").value];
  let any = false;
  rows.forEach((row, at) => {
    row.hidden = !words.every(word => text[at].includes(word))
      || (state !== undefined && !has(state[2], at))
      || ($("open").checked && row.dataset.open === undefined);
    any = any || !row.hidden;
  });
  $("none").hidden = any;
  const link = $("state-page");
  link.hidden = state === undefined;
  if (state !== undefined) {
    link.textContent = state[0];
    link.href = state[1].split("/").map(encodeURIComponent).join("/");
  }
};
const key = (row, column) => row.cells[column].dataset.v || row.cells[column].textContent;
const sort = (head, column) => {
  const down = head.getAttribute("aria-sort") === "ascending";
  head.closest("tr").querySelectorAll("th").forEach(one => one.removeAttribute("aria-sort"));
  head.setAttribute("aria-sort", down ? "descending" : "ascending");
  const order = new Intl.Collator(document.documentElement.lang, { numeric: true });
  const sorted = [...rows].sort((a, b) => order.compare(key(a, column), key(b, column)));
  body.append(...(down ? sorted.reverse() : sorted));
};
[...document.querySelectorAll("#treaties thead th")].forEach((head, column) => {
  const button = document.createElement("button");
  button.type = "button";
  button.className = "sort";
  button.append(...head.childNodes);
  head.append(button);
  button.addEventListener("click", () => sort(head, column));
});
$("state").append(...states.map(([name], at) => new Option(name, String(at))));
$("find").hidden = false;
$("find").addEventListener("submit", event => event.preventDefault());
$("find").addEventListener("input", show);
show();
})();
