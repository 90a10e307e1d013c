// The map: where it is wider than its window, the place that is named most often is in sight first.
(() => {
  "use strict";
  for (const sheet of document.querySelectorAll("figure.map div.sheet")) {
    const place = sheet.querySelector(".place circle");
    if (!place || sheet.scrollWidth <= sheet.clientWidth) continue;
    const box = place.getBoundingClientRect();
    sheet.scrollLeft += box.left + box.width / 2 - sheet.getBoundingClientRect().left - sheet.clientWidth / 2;
  }
})();
