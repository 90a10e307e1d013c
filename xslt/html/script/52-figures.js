// Pictures that are wider than their place begin where most is; a bar opens the list that it leads to.
(() => {
  for (const region of document.querySelectorAll(".drawn")) {
    if (region.scrollWidth <= region.clientWidth) continue;
    const bars = [...region.querySelectorAll(".bar")];
    const height = (bar) => Number(bar.getAttribute("height"));
    const highest = bars.reduce((most, bar) => (!most || height(bar) > height(most) ? bar : most), null);
    const middle = highest ? Number(highest.getAttribute("x")) : region.scrollWidth / 2;
    region.scrollLeft = middle - region.clientWidth / 2;
  }
  const open = () => {
    const target = location.hash && document.getElementById(decodeURIComponent(location.hash.slice(1)));
    const list = target && target.closest(".chronicle details");
    if (!list || list.open) return;
    list.open = true;
    target.scrollIntoView();
  };
  if (document.querySelector(".chronicle")) {
    addEventListener("hashchange", open);
    open();
  }
})();
