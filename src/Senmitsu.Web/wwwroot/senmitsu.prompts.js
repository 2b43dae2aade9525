// Prompts: words are completed while they are typed, and A1111's keys change weights (Ctrl+↑, Ctrl+↓).
"use strict";

senmitsu.prompts = {
  mostShown: 12,
  leastLetters: 2,
  weightStep: 0.1,
  tagWeightStep: 0.05,
  known: { at: 0, list: [] },

  attach(box, label) {
    const list = document.createElement("ul");
    list.className = "suggestions";
    list.id = `${box.id}-suggestions`;
    list.setAttribute("role", "listbox");
    list.setAttribute("aria-label", label);
    list.hidden = true;
    box.after(list);
    box.setAttribute("aria-autocomplete", "list");
    box.setAttribute("aria-controls", list.id);
    const state = { box, list, items: [], chosen: 0, start: 0 };
    box.addEventListener("input", () => this.suggest(state));
    box.addEventListener("blur", () => setTimeout(() => this.close(state), 150));
    box.addEventListener("keydown", (event) => this.onKey(state, event));
  },

  async suggest(state) {
    const before = state.box.value.slice(0, state.box.selectionStart);
    // "<", "<lor", "<lora:na" or the word behind the last comma, bracket or line break
    const typed = /(<(?:lora:)?[^<>:]*|[^,()[\]<>\n]*)$/.exec(before)[0].trimStart();
    const isTag = typed.startsWith("<");
    const word = (isTag ? typed.replace(/^<(lora:)?/, "") : typed).toLowerCase();
    if (!isTag && word.length < this.leastLetters) return this.close(state);
    const fits = (entry) => (!isTag || entry.kind === "lora") && entry.name.toLowerCase().includes(word) && entry.text !== typed;
    const rank = (entry) => (entry.name.toLowerCase().startsWith(word) ? 0 : 1);
    const all = await this.list();
    if (before !== state.box.value.slice(0, state.box.selectionStart)) return; // typed on meanwhile: a later call draws
    state.items = all.filter(fits).sort((a, b) => rank(a) - rank(b)).slice(0, this.mostShown);
    state.start = before.length - typed.length;
    state.end = before.length;
    state.chosen = 0;
    this.draw(state);
  },

  async list() {
    if (Date.now() - this.known.at > 5000) {
      const answer = await fetch("/suggestions", { cache: "no-store" });
      this.known = { at: Date.now(), list: answer.ok ? await answer.json() : [] };
    }

    return this.known.list;
  },

  draw(state) {
    state.list.replaceChildren(
      ...state.items.map((entry, i) => {
        const item = document.createElement("li");
        item.id = `${state.list.id}-${i}`;
        item.setAttribute("role", "option");
        item.setAttribute("aria-selected", String(i === state.chosen));
        const name = document.createElement("span");
        name.textContent = entry.name;
        const kind = document.createElement("span");
        kind.className = "kind";
        kind.textContent = entry.kind;
        item.append(name, kind);
        item.addEventListener("mousedown", (event) => {
          event.preventDefault();
          this.take(state, i);
        });
        return item;
      }),
    );
    state.list.hidden = state.items.length === 0;
    if (state.list.hidden) state.box.removeAttribute("aria-activedescendant");
    else state.box.setAttribute("aria-activedescendant", `${state.list.id}-${state.chosen}`);
  },

  close(state) {
    state.items = [];
    this.draw(state);
  },

  take(state, i) {
    this.replace(state.box, state.start, state.end, state.items[i].text);
    this.close(state);
  },

  // Through the browser's own editing, so that Ctrl+Z takes it back.
  replace(box, start, end, text) {
    box.focus();
    box.setSelectionRange(start, end);
    document.execCommand("insertText", false, text);
  },

  onKey(state, event) {
    if (event.isComposing) return;
    if (!state.list.hidden && this.onListKey(state, event)) {
      event.preventDefault();
      return;
    }

    if ((event.ctrlKey || event.metaKey) && (event.key === "ArrowUp" || event.key === "ArrowDown")) {
      event.preventDefault();
      this.weigh(state.box, event.key === "ArrowUp" ? 1 : -1);
    }
  },

  onListKey(state, event) {
    const count = state.items.length;
    if (event.ctrlKey || event.altKey || event.metaKey) return false;
    if (event.key === "ArrowDown" || event.key === "ArrowUp") {
      state.chosen = (state.chosen + (event.key === "ArrowDown" ? 1 : count - 1)) % count;
      this.draw(state);
    } else if (event.key === "Enter" || event.key === "Tab") this.take(state, state.chosen);
    else if (event.key === "Escape") this.close(state);
    else return false;
    return true;
  },

  // "(red hair:1.1)", "<lora:name:0.8>", or the selected words, or the word under the cursor.
  weigh(box, direction) {
    const text = box.value;
    const at = box.selectionStart;
    for (const [pattern, step, open] of [[/\(([^()]*):(-?[\d.]+)\)/g, this.weightStep, "("], [/<([^<>]*):(-?[\d.]+)>/g, this.tagWeightStep, "<"]]) {
      for (const match of text.matchAll(pattern)) {
        const end = match.index + match[0].length;
        if (at < match.index || box.selectionEnd > end) continue;
        const weight = Math.round((Number(match[2]) + direction * step) * 100) / 100;
        const now = open === "<" ? `<${match[1]}:${weight}>` : weight === 1 ? match[1] : `(${match[1]}:${weight})`;
        this.replace(box, match.index, end, now);
        box.setSelectionRange(match.index, match.index + now.length);
        return;
      }
    }

    let [start, end] = [at, box.selectionEnd];
    if (start === end) {
      while (start > 0 && !/[\s,()<>[\]]/.test(text[start - 1])) start--;
      while (end < text.length && !/[\s,()<>[\]]/.test(text[end])) end++;
    }

    while (start < end && /\s/.test(text[start])) start++;
    while (end > start && /\s/.test(text[end - 1])) end--;
    if (start === end) return;
    const now = `(${text.slice(start, end)}:${Math.round((1 + direction * this.weightStep) * 100) / 100})`;
    this.replace(box, start, end, now);
    box.setSelectionRange(start, start + now.length);
  },
};
