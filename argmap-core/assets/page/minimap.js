// The minimap: all boxes in little, and what of them is seen.

const miniature = { scale: 1 };
const colours = new Map();

// A colour of the page as a canvas knows it; kept until the theme changes.
const colour = (name) => {
  if (!colours.has(name)) {
    $("_miniature").style.color = `var(--${name})`;
    colours.set(name, getComputedStyle($("_miniature")).color);
  }
  return colours.get(name);
};

const drawMiniature = () => {
  const canvas = $("_miniature");
  const most = { w: 200, h: 130 };
  miniature.scale = Math.min(most.w / size.w, most.h / size.h);
  const w = Math.max(Math.round(size.w * miniature.scale), 24);
  const h = Math.max(Math.round(size.h * miniature.scale), 24);
  const dots = window.devicePixelRatio || 1;
  canvas.width = w * dots;
  canvas.height = h * dots;
  canvas.style.width = `${w}px`;
  canvas.style.height = `${h}px`;
  const paint = canvas.getContext("2d");
  paint.scale(dots * miniature.scale, dots * miniature.scale);
  paint.strokeStyle = colour("edge");
  paint.lineWidth = 1 / miniature.scale;
  for (const { box } of frames.values()) paint.strokeRect(box.x, box.y, box.w, box.h);
  const least = 1.5 / miniature.scale;
  const verdicts = !svg.classList.contains("no-verdicts");
  for (const { part, box } of nodes.values()) {
    const known = parts.get(part);
    if (!["claim", "question", "folded"].includes(known?.type)) continue;
    paint.fillStyle = colour(verdicts && known.verdict !== undefined ? known.verdict : "soft");
    paint.fillRect(box.x, box.y, Math.max(box.w, least), Math.max(box.h, least));
  }
  const chosen = nodes.get(chosenPart);
  if (chosen !== undefined) {
    paint.strokeStyle = colour("accent");
    paint.lineWidth = 2 / miniature.scale;
    const { x, y, w: wide, h: high } = chosen.box;
    const room = 3 / miniature.scale;
    paint.strokeRect(x - room, y - room, wide + 2 * room, high + 2 * room);
  }
};

const moveWindow = () => {
  const now = seen();
  const frame = $("_window");
  const left = clamp(now.x, 0, size.w);
  const top = clamp(now.y, 0, size.h);
  const right = clamp(now.x + now.w, 0, size.w);
  const bottom = clamp(now.y + now.h, 0, size.h);
  frame.style.transform = `translate(${left * miniature.scale}px, ${top * miniature.scale}px)`;
  frame.style.width = `${Math.max((right - left) * miniature.scale, 2)}px`;
  frame.style.height = `${Math.max((bottom - top) * miniature.scale, 2)}px`;
};

const startMinimap = () => {
  const map = $("_minimap");
  const go = (event) => {
    const box = $("_miniature").getBoundingClientRect();
    scrollToPoint((event.clientX - box.left) / miniature.scale, (event.clientY - box.top) / miniature.scale, false);
  };
  map.addEventListener("pointerdown", (event) => {
    map.setPointerCapture(event.pointerId);
    go(event);
  });
  map.addEventListener("pointermove", (event) => {
    if (map.hasPointerCapture(event.pointerId)) go(event);
  });
  whenMoved.push(moveWindow);
  whenZoomed.push(moveWindow);
};
