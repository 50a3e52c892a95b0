const LOWEST = 4;
const HIGHEST = 400;
const STEPS = [0.1, 0.2, 0.5, 1, 2, 5, 10, 15, 30, 60, 120, 300, 600];
const LOCK = "M6 10V8a6 6 0 1 1 12 0v2h1v11H5V10zm2 0h8V8a4 4 0 0 0-8 0z";
const states = new WeakMap();

function made(tag, className, text) {
  const element = document.createElement(tag);
  element.className = className;
  if (text !== undefined) element.textContent = text;
  return element;
}

function clock(seconds, exact) {
  const minutes = Math.floor(seconds / 60);
  const rest = seconds - minutes * 60;
  const shown = exact ? rest.toFixed(2).padStart(5, "0") : String(Math.round(rest * 10) / 10).padStart(2, "0");
  return `${minutes}:${shown}`;
}

function lockPicture() {
  const space = "http://www.w3.org/2000/svg";
  const picture = document.createElementNS(space, "svg");
  picture.setAttribute("viewBox", "0 0 24 24");
  picture.setAttribute("class", "pin");
  const path = document.createElementNS(space, "path");
  path.setAttribute("d", LOCK);
  path.setAttribute("fill", "#fff");
  picture.append(path);
  return picture;
}

export default function (component) {
  const { data, parentElement, setTriggerValue } = component;
  const root = parentElement.querySelector(".timeline");
  const bar = root.querySelector(".bar");
  const scroll = root.querySelector(".scroll");
  const canvas = root.querySelector(".canvas");
  const state = states.get(root) || { zoom: 0, focus: "", dragging: false, told: 0, waiting: 0 };
  states.set(root, state);

  const headWidth = () => parseFloat(getComputedStyle(root).getPropertyValue("--head"));
  const room = () => Math.max(120, scroll.clientWidth - headWidth() - 16);
  const scale = () => state.zoom || Math.min(HIGHEST, Math.max(LOWEST, room() / data.seconds));
  const within = (seconds) => Math.min(Math.max(seconds, 0), Math.max(0, data.seconds - data.frame));
  const atPointer = (event) => {
    const left = canvas.getBoundingClientRect().left + headWidth();
    return within((event.clientX - left) / scale());
  };

  function tell(clip, moment) {
    window.clearTimeout(state.waiting);
    state.told = Date.now();
    setTriggerValue("pick", { clip, moment });
  }

  function tellSoon(clip, moment) {
    window.clearTimeout(state.waiting);
    const wait = Math.max(0, 120 - (Date.now() - state.told));
    state.waiting = window.setTimeout(() => tell(clip, moment), wait);
  }

  function showMoment(seconds) {
    state.moment = seconds;
    const head = canvas.querySelector(".playhead");
    head.style.left = `${headWidth() + seconds * scale()}px`;
    head.setAttribute("aria-valuenow", seconds.toFixed(2));
    head.setAttribute("aria-valuetext", clock(seconds, true));
    const time = bar.querySelector(".time");
    time.firstChild.textContent = clock(seconds, true);
  }

  function zoomTo(wanted, keep) {
    const centre = keep === undefined ? state.moment : keep;
    const before = headWidth() + centre * scale() - scroll.scrollLeft;
    state.zoom = wanted && Math.min(HIGHEST, Math.max(LOWEST, wanted));
    draw();
    scroll.scrollLeft = wanted ? headWidth() + centre * scale() - before : 0;
  }

  function drawBar() {
    const time = made("div", "time");
    time.append(made("b", "now", clock(state.moment, true)), ` / ${clock(data.seconds, true)}`);
    const button = (label, text, action) => {
      const element = made("button", "zoom", text);
      element.type = "button";
      element.title = label;
      element.setAttribute("aria-label", label);
      element.onclick = action;
      return element;
    };
    bar.replaceChildren(
      time,
      button(data.words.zoom_out, "−", () => zoomTo(scale() / 1.6)),
      button(data.words.zoom_in, "+", () => zoomTo(scale() * 1.6)),
      button(data.words.fit, data.words.fit, () => zoomTo(0)),
    );
  }

  function ruler() {
    const row = made("div", "ruler");
    const ticks = made("div", "ticks");
    ticks.style.width = `${data.seconds * scale()}px`;
    const step = STEPS.find((each) => each * scale() >= 56) || 1200;
    for (let number = 0; number * step <= data.seconds; number += 1) {
      const tick = made("span", "", clock(number * step, false));
      tick.style.left = `${number * step * scale()}px`;
      ticks.append(tick);
    }
    ticks.onpointerdown = (event) => startDragging(event, ticks);
    row.append(made("div", "head"), ticks);
    return row;
  }

  function startDragging(event, element) {
    event.preventDefault();
    element.setPointerCapture(event.pointerId);
    state.dragging = true;
    showMoment(atPointer(event));
    tellSoon(data.selected, state.moment);
    element.onpointermove = (move) => {
      showMoment(atPointer(move));
      tellSoon(data.selected, state.moment);
    };
    element.onpointerup = element.onpointercancel = () => {
      state.dragging = false;
      element.onpointermove = element.onpointerup = element.onpointercancel = null;
      tell(data.selected, state.moment);
    };
  }

  function clipElement(clip) {
    const element = made("div", "clip");
    element.dataset.id = clip.id;
    element.tabIndex = clip.id === (state.focus || data.selected) ? 0 : -1;
    element.setAttribute("role", "button");
    element.setAttribute("aria-pressed", String(clip.id === data.selected));
    element.setAttribute("aria-label", clip.fixed ? `${clip.title}, ${data.words.fixed}` : clip.title);
    element.title = clip.title;
    element.style.left = `${clip.start * scale()}px`;
    element.style.width = `${Math.max(5, (clip.end - clip.start) * scale() - 1)}px`;
    if (clip.picture) element.style.backgroundImage = `url("${clip.picture}")`;
    element.append(made("span", "label", clip.label));
    if (clip.lap) {
      const lap = made("span", "lap");
      lap.style.width = `${(clip.lap / 2) * scale()}px`;
      element.append(lap);
    }
    if (clip.fixed) element.append(lockPicture());
    element.onclick = (event) => {
      state.focus = clip.id;
      const inside = event.detail ? atPointer(event) : (clip.start + Math.min(clip.end, clip.start + 2)) / 2;
      tell(clip.id, inside);
    };
    element.onkeydown = (event) => onClipKey(event, clip);
    return element;
  }

  function onClipKey(event, clip) {
    const tracks = data.tracks;
    const own = tracks.findIndex((track) => track.clips.some((each) => each.id === clip.id));
    const place = tracks[own].clips.findIndex((each) => each.id === clip.id);
    const nearest = (clips) =>
      clips.reduce((best, each) =>
        Math.abs(each.start - clip.start) < Math.abs(best.start - clip.start) ? each : best);
    const goals = {
      ArrowRight: () => tracks[own].clips[place + 1],
      ArrowLeft: () => tracks[own].clips[place - 1],
      ArrowDown: () => tracks[own + 1] && nearest(tracks[own + 1].clips),
      ArrowUp: () => tracks[own - 1] && nearest(tracks[own - 1].clips),
      Home: () => tracks[own].clips[0],
      End: () => tracks[own].clips[tracks[own].clips.length - 1],
    };
    if (event.key === "Enter" || event.key === " ") {
      event.preventDefault();
      state.focus = clip.id;
      tell(clip.id, (clip.start + Math.min(clip.end, clip.start + 2)) / 2);
    } else if (event.key === "Escape") {
      tell("", null);
    } else if (goals[event.key]) {
      event.preventDefault();
      const goal = goals[event.key]();
      if (goal) focusOn(goal.id).scrollIntoView({ block: "nearest", inline: "nearest" });
    } else {
      onZoomKey(event);
    }
  }

  function focusOn(id) {
    state.focus = id;
    let found;
    for (const element of canvas.querySelectorAll(".clip")) {
      const mine = element.dataset.id === id;
      element.tabIndex = mine ? 0 : -1;
      if (mine) found = element;
    }
    found.focus({ preventScroll: true });
    return found;
  }

  // What was selected in the table comes into sight; the page itself does not move.
  function reveal() {
    const clip = data.tracks.flatMap((track) => track.clips).find((each) => each.id === data.selected);
    if (!clip || state.selected === data.selected) return;
    const left = clip.start * scale();
    const sight = scroll.clientWidth - headWidth();
    const isSeen = left >= scroll.scrollLeft && left <= scroll.scrollLeft + sight - 40;
    if (!isSeen && clip.end * scale() - left < sight) scroll.scrollLeft = Math.max(0, left - 24);
  }

  function onZoomKey(event) {
    if (event.key === "+" || event.key === "=") zoomTo(scale() * 1.6);
    else if (event.key === "-") zoomTo(scale() / 1.6);
    else if (event.key === "0") zoomTo(0);
  }

  function playhead() {
    const element = made("div", "playhead");
    element.tabIndex = 0;
    element.setAttribute("role", "slider");
    element.setAttribute("aria-label", data.words.playhead);
    element.setAttribute("aria-valuemin", "0");
    element.setAttribute("aria-valuemax", data.seconds.toFixed(2));
    element.onpointerdown = (event) => startDragging(event, element);
    element.onkeydown = (event) => {
      const step = event.shiftKey ? 1 : data.frame;
      const goals = {
        ArrowRight: state.moment + step,
        ArrowLeft: state.moment - step,
        PageUp: state.moment + 1,
        PageDown: state.moment - 1,
        Home: 0,
        End: data.seconds,
      };
      if (event.key in goals) {
        event.preventDefault();
        showMoment(within(goals[event.key]));
        tellSoon(data.selected, state.moment);
      } else {
        onZoomKey(event);
      }
    };
    return element;
  }

  function draw() {
    const active = root.getRootNode().activeElement;
    const held = active && active.classList.contains("clip") ? active.dataset.id : "";
    const onHead = active && active.classList.contains("playhead");
    const clips = data.tracks.flatMap((track) => track.clips.map((clip) => clip.id));
    if (!clips.includes(state.focus)) state.focus = clips.includes(data.selected) ? data.selected : clips[0];
    canvas.style.width = `${headWidth() + data.seconds * scale() + 12}px`;
    const rows = data.tracks.map((track) => {
      const row = made("div", `row ${track.key}`);
      const lane = made("div", `lane ${track.key}`);
      lane.style.width = `${data.seconds * scale()}px`;
      lane.append(...track.clips.map(clipElement));
      row.append(made("div", "head", track.label), lane);
      return row;
    });
    canvas.replaceChildren(ruler(), ...rows, playhead());
    showMoment(state.moment);
    if (held && clips.includes(held)) focusOn(held);
    if (onHead) canvas.querySelector(".playhead").focus({ preventScroll: true });
  }

  root.setAttribute("aria-label", data.words.timeline);
  if (!state.dragging) state.moment = data.moment;
  if (!state.dragging || !canvas.firstChild) {
    drawBar();
    draw();
    reveal();
    state.selected = data.selected;
  }
  scroll.onwheel = (event) => {
    if (!event.ctrlKey) return;
    event.preventDefault();
    zoomTo(scale() * (event.deltaY < 0 ? 1.25 : 0.8), atPointer(event));
  };
  if (!state.sized) {
    state.sized = new ResizeObserver(() => {
      if (state.width === scroll.clientWidth) return;
      state.width = scroll.clientWidth;
      if (!state.zoom && !state.dragging && state.draw) state.draw();
    });
    state.sized.observe(scroll);
  }
  state.draw = draw;
  if (data.missing && data.missing !== state.asked) {
    state.asked = data.missing;
    setTriggerValue("more", data.missing);
  }
  return () => {
    state.sized.disconnect();
    window.clearTimeout(state.waiting);
  };
}
