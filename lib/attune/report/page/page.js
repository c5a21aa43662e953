"use strict";
// Makes a page that is whole without it easier to use: rules open beside their marks, switches go all at once, tables become charts.
(() => {
  const each = (selector, use) => document.querySelectorAll(selector).forEach(use);

  each("[data-all]", button => {
    button.parentElement.hidden = false;
    button.addEventListener("click", () => each(".switches input", box => { box.checked = button.dataset.all !== ""; }));
  });

  const card = document.getElementById("card");
  const open = numbers => {
    const body = document.getElementById("card-body");
    body.textContent = "";
    for (const number of numbers.split(" ")) {
      const rule = document.getElementById("r" + number);
      if (!rule) continue;
      const copy = rule.cloneNode(true);
      copy.removeAttribute("id");
      body.append(copy);
    }
    card.showModal();
  };
  document.addEventListener("click", event => {
    const mark = event.target.closest("[data-r]");
    if (!mark || event.ctrlKey || event.metaKey || !card.showModal) return;
    if (mark.tagName === "MARK" && getComputedStyle(mark).cursor !== "pointer") return;
    if (!getSelection().isCollapsed) return;
    event.preventDefault();
    open(mark.dataset.r);
  });

  let closed = [];
  addEventListener("beforeprint", () => { closed = [...document.querySelectorAll("details:not([open])")]; closed.forEach(d => { d.open = true; }); });
  addEventListener("afterprint", () => closed.forEach(d => { d.open = false; }));

  const colour = name => getComputedStyle(document.documentElement).getPropertyValue(name).trim();
  const number = text => { const value = parseFloat(text.replace(",", "")); return Number.isFinite(value) ? value : null; };
  const column = (table, index) => [...table.tBodies[0].rows].map(row => number(row.cells[index].textContent));
  const axes = (x, y) => [x, y].map(label => ({ label, stroke: colour("--ink"), grid: { stroke: colour("--line"), width: .5 }, ticks: { stroke: colour("--line") } }));

  const charts = {
    answers: table => ({
      options: {
        title: "Words of each answer, and seconds of timed pauses in it",
        scales: { x: { time: false, range: (u, low, high) => [low - 1, high + 1] } },
        series: [{ label: "Answer" },
          { label: "Words", stroke: colour("--toward"), fill: colour("--tint"), paths: uPlot.paths.bars({ size: [.7] }), points: { show: false } },
          { label: "Seconds of pauses", scale: "s", stroke: colour("--away"), paths: () => null, points: { show: true, size: 7 } }],
        axes: [...axes("Answer", "Words"), { scale: "s", side: 1, label: "Seconds", stroke: colour("--ink"), grid: { show: false } }],
      },
      data: [column(table, 0), column(table, 2), column(table, 4).map(v => v > 0 ? v : null)],
    }),
    length: (table, index) => {
      const rows = [...table.tBodies[0].rows].map(row => [number(row.cells[1].textContent), number(row.cells[index].textContent)]);
      const known = rows.filter(row => row[0] !== null && row[1] !== null).sort((a, b) => a[0] - b[0]);
      const name = table.tHead.rows[0].cells[index].textContent;
      return {
        options: {
          title: name + ", by length",
          scales: { x: { time: false } },
          series: [{ label: "Words" }, { label: "Per 1,000 words", stroke: colour("--toward"), paths: () => null, points: { show: true, size: 8 } }],
          axes: axes("Words of the participant", "Per 1,000 words"),
        },
        data: [known.map(row => row[0]), known.map(row => row[1])],
      };
    },
  };
  const draw = (place, chart) => {
    place.hidden = false;
    place.textContent = "";
    chart.options.width = Math.max(300, Math.min(place.clientWidth, 1100));
    chart.options.height = 260;
    new uPlot(chart.options, chart.data, place);
  };
  const drawAll = () => each(".chart", place => {
    const table = document.getElementById(place.dataset.table);
    if (!table || table.tBodies[0].rows.length < 2) return;
    const chooser = document.getElementById(place.dataset.chooser || "");
    if (chooser) chooser.parentElement.hidden = false;
    place.setAttribute("role", "img");
    place.setAttribute("aria-label", "Chart of the table that follows it");
    draw(place, charts[place.dataset.chart](table, chooser ? Number(chooser.value) : 0));
  });
  each("select[data-chooser]", select => select.addEventListener("change", drawAll));
  matchMedia("(prefers-color-scheme: dark)").addEventListener("change", drawAll);
  let width = innerWidth;
  addEventListener("resize", () => { if (innerWidth !== width) { width = innerWidth; drawAll(); } });
  drawAll();
})();
