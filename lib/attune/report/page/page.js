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
    // A row is a coefficient, in the column `index`, with its interval in the column after it. Without an interval it is no dot either.
    forest: (table, index, width) => {
      const rows = [...table.tBodies[0].rows].map(row => ({ name: row.cells[0].textContent, value: number(row.cells[index].textContent), ends: row.cells[index + 1].textContent.split(" to ").map(number) }));
      const known = rows.filter(row => row.value !== null && row.ends.length === 2 && row.ends[0] !== null && row.ends[1] !== null);
      const ends = known.map(row => row.ends);
      const named = Math.min(240, Math.round(width * .38)), letters = Math.floor(named / 7) - 2;
      const plain = name => name.replace(/ (figure|event|question|section):/, " ");
      const short = name => name.length > letters ? name.slice(0, letters - 1) + "\u2026" : name;
      const intervals = u => {
        const stroke = new Path2D();
        ends.forEach(([low, high], i) => {
          const y = u.valToPos(i, "x", true), end = 4 * devicePixelRatio;
          const from = u.valToPos(low, "y", true), to = u.valToPos(high, "y", true);
          stroke.moveTo(from, y); stroke.lineTo(to, y);
          for (const x of low < high ? [from, to] : []) { stroke.moveTo(x, y - end); stroke.lineTo(x, y + end); }
        });
        return { stroke, fill: null, clip: null, band: null, gaps: null, flags: 1 };
      };
      const name = table.tHead.rows[0].cells[index].textContent;
      const [side, bottom] = axes("", name + ", with its 95 % interval");
      return {
        options: {
          title: name, height: 140 + 24 * known.length, legend: { show: false }, cursor: { show: false },
          scales: { x: { time: false, ori: 1, dir: -1, range: [-.7, known.length - .3] }, y: { ori: 0, range: [Math.min(0, ...ends.map(e => e[0])) - .05, 1.05] } },
          axes: [{ ...side, label: undefined, side: 3, size: named, gap: 8, splits: () => known.map((row, i) => i), values: (u, splits) => splits.map(i => short(plain(known[i].name))) },
            { ...bottom, side: 2 }, { ...bottom, label: undefined, side: 0, size: 30 }],
          series: [{ label: "What" }, { label: "Interval", stroke: colour("--quiet"), width: 1.5, paths: intervals, points: { show: false } },
            { label: name, stroke: colour("--toward"), paths: () => null, points: { show: true, size: 9, fill: colour("--toward") } }],
        },
        data: [known.map((row, i) => i), ends.map(e => e[1]), known.map(row => row.value)],
      };
    },
    // Bland and Altman's plot: differences over means. Interviews at one place make a larger ring.
    differences: (table, index, width, place) => {
      const [bias, low, high] = place.dataset.lines.split(" ").map(Number);
      const places = new Map();
      for (const row of table.tBodies[0].rows) {
        const at = [number(row.cells[3].textContent), number(row.cells[4].textContent)];
        const known = places.get(at.join());
        if (known) ++known.count;
        else places.set(at.join(), { at, count: 1 });
      }
      const all = [...places.values()].sort((a, b) => a.at[0] - b.at[0]);
      const sizes = [["1 interview", 8, 1, 1], ["2 or 3", 13, 2, 3], ["4 or more", 18, 4, Infinity]].filter(s => all.some(p => p.count >= s[2] && p.count <= s[3]));
      const from = all[0].at[0] - .5, to = all[all.length - 1].at[0] + .5;
      const heights = [low, high, ...all.map(p => p.at[1])];
      const level = (value, label, dash) => ({ label, stroke: colour(dash ? "--quiet" : "--away"), width: 1.5, dash, points: { show: false } });
      const fixed = value => value.toFixed(2).replace("-0.00", "0.00");
      const heads = table.tHead.rows[0].cells;
      return {
        options: {
          title: heads[1].textContent + " minus " + heads[2].textContent, height: 320, legend: { live: false }, cursor: { show: false },
          scales: { x: { time: false, range: [from, to] }, y: { range: [Math.min(...heights) - .5, Math.max(...heights) + .5] } },
          axes: axes("Mean of the two ratings", "Difference in points"),
          series: [{ label: "Mean" }, level(bias, "bias " + fixed(bias)), level(high, "upper limit " + fixed(high), [6, 4]), level(low, "lower limit " + fixed(low), [6, 4]),
            ...sizes.map(s => ({ label: s[0], stroke: colour("--toward"), paths: () => null, points: { show: true, size: s[1], width: 1.5, fill: colour("--paper") } }))],
        },
        data: [[from, ...all.map(p => p.at[0]), to], ...[bias, high, low].map(value => Array(all.length + 2).fill(value)),
          ...sizes.map(s => [null, ...all.map(p => p.count >= s[2] && p.count <= s[3] ? p.at[1] : null), null])],
      };
    },
  };
  const draw = (place, make) => {
    place.hidden = false;
    place.textContent = "";
    const width = Math.max(300, Math.min(place.clientWidth, 1100));
    const chart = make(width);
    chart.options.width = width;
    chart.options.height = chart.options.height || 260;
    new uPlot(chart.options, chart.data, place);
  };
  const drawAll = () => each(".chart", place => {
    const table = document.getElementById(place.dataset.table);
    if (!table || table.tBodies[0].rows.length < Number(place.dataset.least || 2)) return;
    const chooser = document.getElementById(place.dataset.chooser || "");
    if (chooser) chooser.parentElement.hidden = false;
    place.setAttribute("role", "img");
    place.setAttribute("aria-label", "Chart of the table that follows it");
    draw(place, width => charts[place.dataset.chart](table, chooser ? Number(chooser.value) : 0, width, place));
  });
  each("select[data-chooser]", select => select.addEventListener("change", drawAll));
  matchMedia("(prefers-color-scheme: dark)").addEventListener("change", drawAll);
  let width = innerWidth;
  addEventListener("resize", () => { if (innerWidth !== width) { width = innerWidth; drawAll(); } });
  drawAll();
})();
