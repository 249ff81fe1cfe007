"use strict";
(() => {
  const root = document.documentElement;
  root.classList.add("js");
  const table = document.querySelector("#stories table");
  const bodies = [...table.tBodies];
  const form = document.querySelector(".filters");
  const count = document.querySelector(".count");
  const texts = new Map(bodies.map((body) => [body, body.rows[0].textContent.toLowerCase()]));

  const show = (body, on) => {
    body.classList.toggle("shown", on);
    body.querySelector(".open").setAttribute("aria-expanded", String(on));
  };
  bodies.forEach((body) => show(body, false));
  table.addEventListener("click", (event) => {
    const button = event.target.closest(".open");
    if (button) show(button.closest("tbody"), button.getAttribute("aria-expanded") === "false");
  });

  const narrow = () => {
    const wanted = new FormData(form);
    const words = wanted.get("text").toLowerCase().split(/\s+/).filter(Boolean);
    const is = (name, value) => wanted.get(name) === "" || wanted.get(name) === value;
    let shown = 0;
    for (const body of bodies) {
      const data = body.dataset;
      const fits = is("sprint", data.s) && is("lane", data.l) && is("status", data.t)
        && (wanted.get("cluster") === "" || data.c.split(" ").includes(wanted.get("cluster")))
        && words.every((word) => texts.get(body).includes(word));
      body.hidden = !fits;
      if (fits) shown += 1;
    }
    count.textContent = `${shown} of ${bodies.length} stories`;
  };
  form.addEventListener("input", narrow);
  form.addEventListener("submit", (event) => event.preventDefault());
  form.addEventListener("reset", () => setTimeout(narrow));

  const order = new Intl.Collator("en", { numeric: true });
  const cell = (column) => (body) => body.rows[0].cells[column].textContent.trim();
  const number = (name) => (body) => Number(body.dataset[name]);
  const keys = { number: number("n"), name: cell(1), sprint: number("s"), lane: number("l"), clusters: cell(4), status: number("t") };
  table.tHead.addEventListener("click", (event) => {
    const button = event.target.closest("button");
    if (!button) return;
    const head = button.closest("th");
    const up = head.getAttribute("aria-sort") !== "ascending";
    for (const other of table.tHead.rows[0].cells) other.removeAttribute("aria-sort");
    head.setAttribute("aria-sort", up ? "ascending" : "descending");
    const key = keys[button.dataset.key];
    const sign = up ? 1 : -1;
    const sorted = bodies.map((body) => [key(body), body]).sort(([a, one], [b, other]) => {
      const by = typeof a === "number" ? a - b : order.compare(a, b);
      return sign * by || Number(one.dataset.n) - Number(other.dataset.n);
    });
    table.append(...sorted.map(([, body]) => body));
  });

  const reveal = () => {
    const body = document.getElementById(location.hash.slice(1));
    if (!body || body.tagName !== "TBODY") return;
    if (body.hidden) { form.reset(); }
    show(body, true);
    body.hidden = false;
    body.querySelector(".open").focus({ preventScroll: true });
    body.scrollIntoView({ block: "start" });
  };
  addEventListener("hashchange", reveal);
  reveal();

  for (const picture of document.querySelectorAll("svg.links")) {
    const lines = new Map();
    for (const line of picture.querySelectorAll("path[data-e]")) {
      for (const end of line.dataset.e.split(" ")) {
        if (!lines.has(end)) lines.set(end, []);
        lines.get(end).push(line);
      }
    }
    const mark = (on) => (event) => {
      const link = event.target.closest("a[data-n]");
      if (link) (lines.get(link.dataset.n) ?? []).forEach((line) => line.classList.toggle("on", on));
    };
    picture.addEventListener("pointerover", mark(true));
    picture.addEventListener("pointerout", mark(false));
  }
})();
