// The stage: the picture in a window that scrolls, with a scale.

const size = { w: svg.viewBox.baseVal.width, h: svg.viewBox.baseVal.height };
// The picture is laid out at one scale, which takes long where there are many texts; while a reader
// zooms it is stretched, and laid out anew as soon as it rests.
const view = { scale: 1, laid: 0, padX: 0, padY: 0 };
const sheet = document.createElement("div");
const REST = 160;
const LEAST = 0.02;
const MOST = 4;
// Labels that would be smaller than this on the screen are not for reading.
const LEGIBLE = 7;
const labelSize = (() => {
  const label = svg.querySelector(".node text");
  const own = label === null ? NaN : parseFloat(getComputedStyle(label).fontSize);
  return Number.isFinite(own) ? own : 13;
})();
const isSlow = matchMedia("(prefers-reduced-motion: no-preference)");
const whenZoomed = [];
const whenMoved = [];

const fitScale = () =>
  Math.min((stage.clientWidth - 48) / size.w, (stage.clientHeight - 48) / size.h);

// What of the picture is seen, in its own units.
const seen = () => ({
  x: (stage.scrollLeft - view.padX) / view.scale,
  y: (stage.scrollTop - view.padY) / view.scale,
  w: stage.clientWidth / view.scale,
  h: stage.clientHeight / view.scale,
});

const clamp = (value, low, high) => Math.min(Math.max(value, low), high);

const layOut = () => {
  clearTimeout(resting);
  resting = undefined;
  view.laid = view.scale;
  svg.style.width = `${size.w * view.scale}px`;
  svg.style.height = `${size.h * view.scale}px`;
  svg.style.transform = "";
  svg.style.willChange = "";
};
let resting;

const applyScale = (isPassing = false) => {
  view.padX = Math.round(stage.clientWidth * 0.75);
  view.padY = Math.round(stage.clientHeight * 0.75);
  sheet.style.width = `${size.w * view.scale + 2 * view.padX}px`;
  sheet.style.height = `${size.h * view.scale + 2 * view.padY}px`;
  svg.style.left = `${view.padX}px`;
  svg.style.top = `${view.padY}px`;
  if (isPassing && view.laid > 0) {
    svg.style.willChange = "transform";
    svg.style.transform = `scale(${view.scale / view.laid})`;
    clearTimeout(resting);
    resting = setTimeout(layOut, REST);
  } else if (view.laid !== view.scale || resting !== undefined) {
    layOut();
  }
};

// Zooms so that the point of the picture under a point of the window stays there.
const zoomTo = (scale, at) => {
  const next = clamp(scale, Math.min(LEAST, fitScale()), MOST);
  if (next === view.scale) return;
  const box = stage.getBoundingClientRect();
  const x = at === undefined ? box.width / 2 : at.x - box.left;
  const y = at === undefined ? box.height / 2 : at.y - box.top;
  const point = { x: (stage.scrollLeft + x - view.padX) / view.scale, y: (stage.scrollTop + y - view.padY) / view.scale };
  view.scale = next;
  applyScale(true);
  stage.scrollTo({ left: point.x * next + view.padX - x, top: point.y * next + view.padY - y, behavior: "instant" });
  zoomed();
};

const zoomed = () => {
  $("_scale").textContent = `${Math.round(view.scale * 100)} %`;
  for (const run of whenZoomed) run();
};

// How much of the stage's foot is under the panel, which narrow windows have as a sheet.
const hiddenFoot = () => {
  const panel_ = $("_panel");
  if (panel_.hidden || getComputedStyle(panel_).position !== "absolute") return 0;
  return panel_.offsetHeight;
};

const scrollToPoint = (x, y, smooth) => {
  stage.scrollTo({
    left: x * view.scale + view.padX - stage.clientWidth / 2,
    top: y * view.scale + view.padY - (stage.clientHeight - hiddenFoot()) / 2,
    behavior: smooth && isSlow.matches ? "smooth" : "instant",
  });
};

const fit = () => {
  view.scale = Math.min(fitScale(), 1);
  applyScale();
  scrollToPoint(size.w / 2, size.h / 2, false);
  zoomed();
};

// Fits the width of the window to part of the picture.
const fitBox = (box) => {
  view.scale = clamp(Math.min((stage.clientWidth - 64) / box.w, (stage.clientHeight - 64) / box.h), LEAST, 1);
  applyScale();
  scrollToPoint(box.x + box.w / 2, box.y + box.h / 2, false);
  zoomed();
};

// Moves as little as it takes to show a box whole, or centres it if it is far away.
const show = (box) => {
  const now = seen();
  const edge = 24 / view.scale;
  const inside = box.x >= now.x + edge && box.y >= now.y + edge &&
    box.x + box.w <= now.x + now.w - edge && box.y + box.h <= now.y + now.h - edge - hiddenFoot() / view.scale;
  if (!inside) scrollToPoint(box.x + box.w / 2, box.y + box.h / 2, true);
};

// Movements come more often than frames do.
let waiting = null;
const soon = (run) => {
  if (waiting === null) {
    requestAnimationFrame(() => {
      const now = waiting;
      waiting = null;
      now();
    });
  }
  waiting = run;
};

const startStage = () => {
  stage.classList.add("live");
  svg.removeAttribute("width");
  svg.removeAttribute("height");
  sheet.className = "sheet";
  svg.replaceWith(sheet);
  sheet.append(svg);

  let factor = 1;
  stage.addEventListener("wheel", (event) => {
    event.preventDefault();
    const unit = event.deltaMode === 1 ? 24 : 1;
    if (event.shiftKey || Math.abs(event.deltaX) > Math.abs(event.deltaY)) {
      stage.scrollBy({ left: (event.deltaX || event.deltaY) * unit, behavior: "instant" });
      return;
    }
    factor *= Math.exp(-event.deltaY * unit * (event.ctrlKey ? 0.01 : 0.0015));
    const at = { x: event.clientX, y: event.clientY };
    soon(() => {
      const by = factor;
      factor = 1;
      zoomTo(view.scale * by, at);
    });
  }, { passive: false });

  // One pointer drags, two pinch.
  const pointers = new Map();
  let start = null;
  let dragged = false;
  const middle = () => {
    const [a, b] = [...pointers.values()];
    return { x: (a.x + b.x) / 2, y: (a.y + b.y) / 2, apart: Math.hypot(a.x - b.x, a.y - b.y) };
  };
  stage.addEventListener("pointerdown", (event) => {
    if (event.pointerType === "mouse" && event.button !== 0) return;
    pointers.set(event.pointerId, { x: event.clientX, y: event.clientY });
    if (pointers.size === 1) {
      dragged = false;
      start = { x: event.clientX, y: event.clientY, left: stage.scrollLeft, top: stage.scrollTop };
    } else if (pointers.size === 2) {
      dragged = true;
      start = { ...middle(), scale: view.scale };
    }
  });
  stage.addEventListener("pointermove", (event) => {
    if (!pointers.has(event.pointerId)) return;
    pointers.set(event.pointerId, { x: event.clientX, y: event.clientY });
    if (pointers.size === 2) {
      const now = middle();
      soon(() => zoomTo((start.scale * now.apart) / Math.max(start.apart, 1), now));
    } else if (pointers.size === 1 && start.left !== undefined) {
      const x = event.clientX - start.x;
      const y = event.clientY - start.y;
      if (!dragged && Math.hypot(x, y) < 5) return;
      if (!dragged) {
        dragged = true;
        stage.setPointerCapture(event.pointerId);
        stage.classList.add("dragged");
      }
      stage.scrollTo({ left: start.left - x, top: start.top - y, behavior: "instant" });
    }
  });
  const release = (event) => {
    pointers.delete(event.pointerId);
    start = pointers.size === 1 ? { left: undefined } : null;
    stage.classList.remove("dragged");
  };
  stage.addEventListener("pointerup", release);
  stage.addEventListener("pointercancel", release);
  // What ends a drag is no click.
  stage.addEventListener("click", (event) => {
    if (dragged) event.stopPropagation();
    dragged = false;
  }, true);

  stage.addEventListener("scroll", () => {
    for (const run of whenMoved) run();
  }, { passive: true });

  let known = { w: 0, h: 0 };
  new ResizeObserver(() => {
    if (stage.clientWidth === 0 || (known.w === stage.clientWidth && known.h === stage.clientHeight)) return;
    const first = known.w === 0;
    const point = { x: (stage.scrollLeft + known.w / 2 - view.padX) / view.scale, y: (stage.scrollTop + known.h / 2 - view.padY) / view.scale };
    known = { w: stage.clientWidth, h: stage.clientHeight };
    if (first) return;
    applyScale();
    scrollToPoint(point.x, point.y, false);
    for (const run of whenMoved) run();
  }).observe(stage);

  $("_zoom-in").addEventListener("click", () => zoomTo(view.scale * 1.25));
  $("_zoom-out").addEventListener("click", () => zoomTo(view.scale / 1.25));
  $("_fit").addEventListener("click", fit);
};
