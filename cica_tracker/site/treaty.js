"use strict";
// Shows the answer of any day. All answers and all words are the program's, in #answers, as
// site/packed.py has put them there; here they are only unpacked, and put in their places.
(() => {
const $ = id => document.getElementById(id);

// RFC 1951 with its fixed codes, read at once: what the browser has for it gives the data only after
// the page was shown, with the answer of another day than its address asks for.
const inflated = bytes => {
  const out = [];
  let at = 0;
  const bit = () => bytes.charCodeAt(at >> 3) >> (at++ & 7) & 1;
  const code = size => Array.from({ length: size }, bit).reduce((code, one) => code << 1 | one, 0);
  const plus = size => Array.from({ length: size }, bit).reduce((n, one, at) => n | one << at, 0);
  const symbol = () => {
    let found = code(7);
    if (found < 24) return found + 256;
    found = found << 1 | bit();
    if (found < 200) return found < 192 ? found - 48 : found + 88;
    return (found << 1 | bit()) - 256;
  };
  const length = n => {
    if (n < 8 || n === 28) return n < 8 ? n + 3 : 258;
    return ((4 | n & 3) << (n >> 2) - 1) + 3 + plus((n >> 2) - 1);
  };
  const distance = n => n < 4 ? n + 1 : ((2 | n & 1) << (n >> 1) - 1) + 1 + plus((n >> 1) - 1);
  for (let more = true; more;) {
    more = !bit();
    if (plus(2) !== 1) throw new Error("not made with fixed codes");
    for (let one = symbol(); one !== 256; one = symbol()) {
      if (one < 256) out.push(one);
      else {
        let rest = length(one - 257);
        for (const back = distance(code(5)); rest; rest--) out.push(out.at(-back));
      }
    }
  }
  return new TextDecoder().decode(Uint8Array.from(out));
};
const data = JSON.parse(inflated(atob($("answers").textContent)));
const { items, blocks, runs, ages: [byDays, byMonths, byYears] } = data;
const AS_OF = /\ue000/g, KNOWN_ON = /\ue001/g, QUERY = /\ue005/g;
const AGE = /\ue002([^\ue003]*)\ue003/g;
const P = 0, HEAD = 2, BAR = 3, TONES = ["plain", "", "warn", "bad", "dim"];
const DAY = 864e5;

// Days, counted from 1970-01-01.
const iso = n => new Date(n * DAY).toISOString().slice(0, 10);
const numberOf = text => {
  if (!/^\d{4}-\d\d-\d\d$/.test(text || "")) return null;
  const n = Date.parse(`${text}T00:00Z`) / DAY;
  return Number.isInteger(n) && iso(n) === text ? n : null;
};
const said = n => {
  const day = new Date(n * DAY);
  return data.months[day.getUTCMonth()]
    .replace("{d}", day.getUTCDate()).replace("{y}", day.getUTCFullYear());
};

const last = (steps, day) => {
  let found = null;
  for (const [first, value] of steps) if (first <= day) found = value;
  return found;
};

const age = (text, asOf) => {
  const since = numberOf(text), [y, m, d] = text.split("-").map(Number), until = new Date(asOf * DAY);
  const months = (until.getUTCFullYear() - y) * 12 + until.getUTCMonth() + 1 - m
    - (until.getUTCDate() < d ? 1 : 0);
  if (months < byMonths.findIndex(Boolean)) return byDays[asOf - since];
  return byMonths[months] || byYears[Math.floor(months / 12)];
};
const filled = (item, now) => items[item][0]
  .replace(AS_OF, said(now.asOf)).replace(AGE, (_, day) => age(day, now.asOf))
  .replace(KNOWN_ON, now.known === null ? "" : said(now.known)).replace(QUERY, query(now));

// Elements, as blocks.html makes them.
const element = (name, text = "", tone = "") => {
  const made = document.createElement(name);
  made.textContent = text;
  if (tone) made.className = tone;
  return made;
};
const write = (into, item, now, known = "") => {
  into.textContent = filled(item, now);
  const [, ...numbers] = items[item];
  if (!numbers.length || String(numbers) === known) return into;
  const cites = element("sup", "", "cites");
  numbers.forEach((n, at) => {
    const link = element("a", String(n));
    link.href = `#source-${n}`;
    cites.append(at ? ", " : "", link);
  });
  into.append(cites);
  return into;
};
const shown = (block, now) => {
  const [kind, item, tone] = block;
  if (kind === HEAD) return element("h3", filled(item, now));
  if (kind === P) return write(element("p", "", tone), item, now);
  const list = element("ul");
  list.append(...block.slice(1).map(one => write(element("li"), one, now)));
  return list;
};
const drawBar = (block, now) => {
  $("bar").hidden = !block;
  if (!block) return;
  const [, item, certain, possible, asked] = block, required = Math.max(asked, 1);
  const width = 760 / required, bar = $("bar").querySelector("svg"), text = filled(item, now);
  const sure = Math.min(certain, required), most = Math.min(Math.max(possible, sure), required);
  bar.setAttribute("aria-label", text);
  bar.querySelector("rect.certain[height='24']").setAttribute("width", sure * width);
  bar.querySelector("rect.possible").setAttribute("x", sure * width);
  bar.querySelector("rect.possible").setAttribute("width", (most - sure) * width);
  const ticks = required <= 60 ? [...Array(required - 1).keys()] : [];
  bar.querySelector(".ticks").setAttribute("d", ticks.map(n => `M${(n + 1) * width} 0V24`).join(""));
  $("bar").querySelector("figcaption").textContent = text;
};

// The answer of a day, as known on another.
const knownAt = known => {
  if (known === null) return data.known[0];
  return data.known.slice(1).reduce((found, one) => one[0] <= known ? one : found);
};
const render = now => {
  const [, notes, run, states] = knownAt(now.known);
  const view = data.views[last(runs[run], now.asOf)].map(at => blocks[at]);
  const lead = view.findIndex(block => block[0] === P);
  const head = view.findIndex(block => block[0] === HEAD);
  const rest = view.map((block, at) => [block, at]).filter(([block, at]) => at !== lead && block[0] !== BAR);
  write($("answer"), view[lead][1], now);
  drawBar(view.find(block => block[0] === BAR), now);
  const before = head < 0 ? view.length : head;
  $("details").replaceChildren(...rest.filter(([, at]) => at < before).map(([one]) => shown(one, now)));
  $("reasons").replaceChildren(...rest.filter(([, at]) => at >= before).map(([one]) => shown(one, now)));
  const beside = now.asOf > data.day ? [...notes, data.ahead] : notes;
  $("notes").replaceChildren(...beside.map(one => write(element("p", "", "dim"), one, now)));
  document.querySelectorAll("#states tbody tr").forEach((row, at) => {
    const run = states[at], found = run === null ? null : last(runs[run], now.asOf);
    row.hidden = found === null;
    if (found === null) return;
    const [, standing, acts, tone] = blocks[found];
    row.cells[1].textContent = filled(standing, now);
    row.cells[1].className = TONES[tone];
    write(row.cells[2], acts, now, String(data.common));
  });
  const chart = document.querySelector("svg.chart"), line = chart && chart.querySelector(".marker");
  if (line) {
    const left = Number(chart.dataset.left), right = Number(chart.dataset.right);
    const inside = Math.min(Math.max(now.asOf, data.first), data.last);
    const x = left + (inside - data.first) / (data.last - data.first) * (right - left);
    line.setAttribute("x1", x);
    line.setAttribute("x2", x);
    $("all-recorded").hidden = now.known === null;
  }
  $("cite-answer").textContent = filled(data.cite, now);
  slider.value = Math.min(Math.max(now.asOf, data.first), data.last);
  slider.setAttribute("aria-valuetext", said(now.asOf));
  if (document.activeElement !== day || numberOf(day.value) !== now.asOf) day.value = iso(now.asOf);
  choose(now.known);
};

// The controls, and the address that holds both days.
const slider = $("slider"), day = $("as-of"), known = $("known-on");
const start = { asOf: data.day, known: null };
let now = start, waiting = 0;

function query(one) {
  if (one.asOf === start.asOf && one.known === null) return `?as-of=${iso(one.asOf)}`;
  return `?as-of=${iso(one.asOf)}` + (one.known === null ? "" : `&known-on=${iso(one.known)}`);
}
function choose(one) {
  const value = one === null ? "" : iso(one);
  if (![...known.options].some(option => option.value === value)) known.add(option(one));
  known.value = value;
}
function option(one) {
  return new Option(said(one), iso(one));
}
const asked = () => {
  const words = new URLSearchParams(location.search);
  const asOf = numberOf(words.get("as-of")), by = numberOf(words.get("known-on"));
  return set(asOf === null ? start.asOf : asOf, by);
};
const set = (asOf, by) => {
  const within = Math.min(Math.max(asOf, numberOf("0001-01-01")), data.until);
  return { asOf: within, known: by === null || data.exact ? by : knownAt(by)[0] };
};
const turn = (asOf, by, wait) => {
  now = set(asOf, by);
  render(now);
  clearTimeout(waiting);
  waiting = setTimeout(() => {
    if (query(now) !== location.search) history.pushState(null, "", query(now));
  }, wait);
};
const step = back => {
  const days = runs[knownAt(now.known)[2]].map(([first]) => first).filter(n => n >= data.first);
  const found = back ? days.filter(n => n < now.asOf).pop() : days.find(n => n > now.asOf);
  if (found !== undefined) turn(found, now.known, 0);
};

slider.min = data.first;
slider.max = data.last;
day.max = iso(data.until);
known.append(...data.known.slice(2).map(one => option(one[0])).reverse());
$("ask").hidden = false;
$("ask").addEventListener("submit", event => event.preventDefault());
slider.addEventListener("input", () => turn(Number(slider.value), now.known, 300));
day.addEventListener("input", () => {
  const typed = numberOf(day.value);
  if (typed !== null) turn(typed, now.known, 300);
});
day.addEventListener("blur", () => { day.value = iso(now.asOf); });
known.addEventListener("change", () => turn(now.asOf, numberOf(known.value), 0));
$("earlier").addEventListener("click", () => step(true));
$("later").addEventListener("click", () => step(false));
window.addEventListener("popstate", () => { clearTimeout(waiting); now = asked(); render(now); });
now = asked();
render(now);
})();
