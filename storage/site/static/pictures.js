// Draws the pictures of a page from the rows beside them. Without it, their tables say the same.
"use strict";
(() => {
  const HUES = ["#2a8c7d", "#b5692b", "#7a68c2", "#4c82c3", "#c4564a", "#8a8238", "#b0559b", "#6f7f86"]; // at least 3:1 on both grounds
  const COMMON = 7; // kinds with a colour of their own; the others share the last

  const colour = (name) => getComputedStyle(document.documentElement).getPropertyValue(name).trim();

  function announcements(rows, width) {
    const counts = {};
    for (const row of rows) counts[row.kind] = (counts[row.kind] || 0) + row.announcements;
    const kinds = Object.keys(counts).sort((a, b) => counts[b] - counts[a]);
    const shown = kinds.length > COMMON + 1 ? kinds.slice(0, COMMON) : kinds;
    const order = [...shown, ...(shown.length < kinds.length ? ["all other kinds"] : [])];
    const named = rows.map((row) => {
      const group = shown.includes(row.kind) ? row.kind : "all other kinds";
      return { ...row, group, rank: order.indexOf(group) };
    });
    return {
      data: { values: named },
      height: 280,
      mark: { type: "bar", cornerRadiusEnd: 1 },
      encoding: {
        x: { field: "month", type: "temporal", timeUnit: "utcyearmonth", scale: { type: "utc" }, title: null, axis: { labelOverlap: true, format: "%b %Y", tickCount: width < 500 ? 4 : 10 } },
        y: { field: "announcements", type: "quantitative", aggregate: "sum", title: "Announcements", axis: { tickMinStep: 1 } },
        color: { field: "group", type: "nominal", title: null, scale: { domain: order, range: HUES }, legend: { orient: "bottom", columns: width < 500 ? 2 : 4 } },
        order: { field: "rank", type: "ordinal" },
        tooltip: [
          { field: "month", type: "ordinal", timeUnit: "utcyearmonth", format: "%B %Y", title: "Month" },
          { field: "group", title: "Kind" },
          { field: "announcements", aggregate: "sum", title: "Announcements" },
        ],
      },
    };
  }

  function mostQuoted(rows, width) {
    const y = { field: "person", type: "nominal", sort: rows.map((row) => row.person), title: null, axis: { labelLimit: width < 500 ? 120 : 260, domain: false, ticks: false } };
    const tooltip = [
      { field: "person", title: "Person" },
      { field: "quoted_in", title: "Articles that quote them" },
      { field: "named_in", title: "Articles that name them" },
      { field: "quotes", title: "Quotes" },
    ];
    const roomForWords = 1 + 90 / Math.max(160, width - 260); // at the end of the longest bar
    const most = Math.max(1, ...rows.map((row) => row.named_in)) * roomForWords;
    return {
      data: { values: rows },
      height: Math.max(1, rows.length) * 28,
      encoding: { y, tooltip },
      layer: [
        { mark: { type: "bar", color: colour("--line"), height: 16 }, encoding: { x: { field: "named_in", type: "quantitative", title: width < 500 ? ["Articles that name them;", "filled: that quote them"] : "Articles that name them; filled: that quote them", scale: { domain: [0, most], nice: false }, axis: { tickMinStep: 1, format: "d" } } } },
        { mark: { type: "bar", color: HUES[0], height: 16 }, encoding: { x: { field: "quoted_in", type: "quantitative" } } },
        {
          transform: [{ calculate: "datum.quoted_in + ' of ' + datum.named_in", as: "said" }],
          mark: { type: "text", align: "left", dx: 5, color: colour("--ink") },
          encoding: { x: { field: "named_in", type: "quantitative" }, text: { field: "said" } },
        },
      ],
    };
  }

  function coverage(rows, width) {
    const most = Math.max(...rows.map((row) => row.articles));
    const unit = rows.length && rows[0].time.length === 7 ? "utcyearmonth" : "utcyearmonthdate";
    return {
      data: { values: rows },
      height: new Set(rows.map((row) => row.source)).size * 36,
      mark: { type: "circle", color: HUES[0], opacity: 0.85 },
      encoding: {
        x: { field: "time", type: "temporal", timeUnit: unit, scale: { type: "utc", padding: 14 }, title: null, axis: { labelOverlap: true, grid: true } },
        y: { field: "source", type: "nominal", sort: { field: "time", op: "min" }, title: null, axis: { labelLimit: width < 500 ? 110 : 220, grid: true } },
        size: { field: "articles", type: "quantitative", title: "Articles", scale: { domainMin: 0, range: [30, 420] }, legend: most === 1 ? null : { orient: "bottom", values: [1, Math.ceil(most / 2), most].filter((n, i, all) => all.indexOf(n) === i), format: "d", symbolFillColor: HUES[0], symbolStrokeWidth: 0 } },
        tooltip: [
          { field: "source", title: "Outlet" },
          { field: "time", type: "temporal", timeUnit: unit, title: "When" },
          { field: "articles", title: "Articles" },
          { field: "quotes", title: "Quotes" },
        ],
      },
    };
  }

  const PICTURES = { announcements, "most-quoted": mostQuoted, coverage };

  function style() {
    const soft = colour("--soft");
    const text = { labelColor: soft, titleColor: soft, labelFont: colour("--sans"), titleFont: colour("--sans"), labelFontSize: 12, titleFontSize: 12, titleFontWeight: 500 };
    return {
      background: "transparent",
      font: colour("--sans"),
      view: { stroke: null },
      axis: { ...text, domainColor: soft, tickColor: soft, gridColor: colour("--line") },
      legend: text,
    };
  }

  const drawn = new WeakMap();

  async function draw(place) {
    const width = Math.floor(place.clientWidth);
    const rows = JSON.parse(place.dataset.rows);
    const spec = { ...PICTURES[place.dataset.picture](rows, width), width, autosize: { type: "fit-x", contains: "padding" }, description: place.dataset.label };
    const parsed = vega.parse(vegaLite.compile(spec, { config: style() }).spec, null, { ast: true });
    const view = new vega.View(parsed, { expr: vegaInterpreter.expressionInterpreter, renderer: "svg", container: place, hover: true });
    drawn.get(place)?.view.finalize();
    drawn.set(place, { view, width });
    await view.runAsync();
    place.dataset.drawn = "true";
  }

  const resized = new ResizeObserver((entries) => {
    for (const { target } of entries) {
      const width = Math.floor(target.clientWidth);
      if (width && drawn.get(target)?.width !== width) draw(target);
    }
  });
  const places = [...document.querySelectorAll("[data-picture]")];
  for (const place of places) {
    place.hidden = false;
    resized.observe(place);
  }
  matchMedia("(prefers-color-scheme: dark)").addEventListener("change", () => places.forEach(draw));
})();
