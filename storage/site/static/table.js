// What Datasette's own table.js wants to know; there an inline script says it.
var DATASETTE_ALLOW_FACET = document.querySelector("table[data-allow-facet='true']") !== null;
