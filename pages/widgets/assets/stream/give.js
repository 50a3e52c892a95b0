const PIECE = 4 * 1024 * 1024;
const PATIENCE = 20000;
const states = new WeakMap();

function fresh() {
  // Pieces are counted on from the time, so that those of an earlier visit are told apart.
  return { files: [], place: 0, offset: 0, number: Date.now(), waiting: 0, sent: null, timer: 0, whole: 0, before: 0 };
}

function encoded(blob) {
  return new Promise((resolve) => {
    const reader = new FileReader();
    reader.onload = () => resolve(reader.result.slice(reader.result.indexOf(",") + 1));
    reader.onerror = () => resolve(null);
    reader.readAsDataURL(blob);
  });
}

function children(reader) {
  return new Promise((resolve) => reader.readEntries(resolve, () => resolve([])));
}

function fileOf(entry) {
  return new Promise((resolve) => entry.file(resolve, () => resolve(null)));
}

async function walk(entry, path, found) {
  const name = path + entry.name;
  if (entry.isFile) {
    const file = await fileOf(entry);
    if (file) found.push({ file, name });
    return;
  }
  const reader = entry.createReader();
  for (let some = await children(reader); some.length; some = await children(reader)) {
    for (const child of some) await walk(child, `${name}/`, found);
  }
}

async function dropped(transfer) {
  const entries = [...transfer.items].map((item) => item.webkitGetAsEntry()).filter((entry) => entry);
  const found = [];
  for (const entry of entries) await walk(entry, "", found);
  return found;
}

function visible(name) {
  return !name.split("/").some((part) => part.startsWith("."));
}

export default function (component) {
  const { data, parentElement, setTriggerValue } = component;
  const root = parentElement.querySelector(".give");
  const part = (name) => root.querySelector(`.${name}`);
  const state = states.get(root) || fresh();
  states.set(root, state);

  const draw = () => {
    const busy = state.place < state.files.length;
    part("hint").textContent = data.words.drop;
    part("files").textContent = data.words.files;
    part("folder").textContent = data.words.folder;
    part("stop").textContent = data.words.stop;
    part("hint").hidden = part("buttons").hidden = busy;
    part("progress").hidden = !busy;
    if (!busy) return;
    const { name } = state.files[state.place];
    const told = data.words.sending.replace("{place}", state.place + 1).replace("{count}", state.files.length);
    part("told").textContent = `${told} ${name}`;
    root.querySelector("progress").value = (state.before + state.offset) / Math.max(1, state.whole);
  };

  const post = () => {
    window.clearTimeout(state.timer);
    state.timer = window.setTimeout(post, PATIENCE);
    setTriggerValue("piece", state.sent);
  };

  const send = async () => {
    const { file, name } = state.files[state.place];
    const content = await encoded(file.slice(state.offset, state.offset + PIECE));
    if (state.place >= state.files.length) return;
    state.number += 1;
    state.waiting = state.number;
    state.sent = {
      number: state.number,
      file: state.place + 1,
      files: state.files.length,
      name,
      size: file.size,
      start: state.offset,
      content,
    };
    post();
    draw();
  };

  const advance = (reply) => {
    window.clearTimeout(state.timer);
    state.waiting = 0;
    state.sent = null;
    const { file } = state.files[state.place];
    if (reply.then === "stop") state.files = [];
    state.offset = reply.then === "again" ? 0 : state.offset + PIECE;
    if (reply.then === "skip" || (reply.then === "go_on" && state.offset >= file.size)) {
      state.before += file.size;
      state.place += 1;
      state.offset = 0;
    }
    if (state.place < state.files.length) send();
  };

  const begin = (found) => {
    const files = found.filter(({ name }) => visible(name));
    if (!files.length || state.place < state.files.length) return;
    const whole = files.reduce((sum, { file }) => sum + file.size, 0);
    Object.assign(state, { files, whole, place: 0, offset: 0, before: 0 });
    send();
  };

  const picked = (input) => {
    const found = [...input.files].map((file) => ({ file, name: file.webkitRelativePath || file.name }));
    input.value = "";
    begin(found);
  };

  part("files").onclick = () => part("pick-files").click();
  part("folder").onclick = () => part("pick-folder").click();
  part("pick-files").onchange = (event) => picked(event.target);
  part("pick-folder").onchange = (event) => picked(event.target);
  part("stop").onclick = () => {
    window.clearTimeout(state.timer);
    Object.assign(state, { files: [], place: 0, offset: 0, waiting: 0 });
    setTriggerValue("stop", true);
    draw();
  };
  root.ondragover = (event) => {
    event.preventDefault();
    root.classList.add("over");
  };
  root.ondragleave = () => root.classList.remove("over");
  root.ondrop = async (event) => {
    event.preventDefault();
    root.classList.remove("over");
    begin(await dropped(event.dataTransfer));
  };

  if (state.waiting && data.reply && data.reply.number === state.waiting) advance(data.reply);
  draw();
  return () => {
    window.clearTimeout(state.timer);
    state.files = [];
  };
}
