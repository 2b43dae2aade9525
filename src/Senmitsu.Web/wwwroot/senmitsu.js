// What pages need of the browser beyond what the framework does for them.
"use strict";

window.senmitsu = {
  setCookie(name, value) {
    document.cookie = `${name}=${value}; path=/; max-age=31536000; samesite=strict`;
  },

  setTheme(theme) {
    this.setCookie("senmitsu-theme", theme);
    document.documentElement.dataset.theme = theme;
  },

  load(key) {
    return localStorage.getItem(key);
  },

  save(key, value) {
    localStorage.setItem(key, value);
  },

  copy(text) {
    if (navigator.clipboard) return navigator.clipboard.writeText(text);
    // Pages that come over the network without TLS have no clipboard of their own.
    const box = document.createElement("textarea");
    box.value = text;
    document.body.append(box);
    box.select();
    document.execCommand("copy");
    box.remove();
  },

  download(name, text) {
    const link = document.createElement("a");
    link.href = URL.createObjectURL(new Blob([text], { type: "application/json" }));
    link.download = name;
    link.click();
    URL.revokeObjectURL(link.href);
  },

  focus(id) {
    document.getElementById(id)?.focus();
  },

  // Files dropped onto a zone arrive at the file field inside it.
  drops: {
    attach(zone, inputId) {
      const holdsFiles = (event) => event.dataTransfer && [...event.dataTransfer.types].includes("Files");
      zone.addEventListener("dragover", (event) => {
        if (!holdsFiles(event)) return;
        event.preventDefault();
        zone.classList.add("dragged");
      });
      zone.addEventListener("dragleave", () => zone.classList.remove("dragged"));
      zone.addEventListener("drop", (event) => {
        if (!holdsFiles(event)) return;
        event.preventDefault();
        zone.classList.remove("dragged");
        if (event.dataTransfer.files.length === 0) return;
        const input = document.getElementById(inputId);
        input.files = event.dataTransfer.files;
        input.dispatchEvent(new Event("change", { bubbles: true }));
      });
    },
  },

  dialogs: {
    open(dialog) {
      if (!dialog.open) dialog.showModal();
    },

    close(dialog) {
      dialog.close();
    },
  },

  // Tells a page how wide an element of it is, now and whenever that changes.
  widths: {
    observers: new Map(),

    attach(element, page) {
      const observer = new ResizeObserver(([entry]) => page.invokeMethodAsync("OnWidthAsync", entry.contentRect.width));
      observer.observe(element);
      this.observers.set(element, observer);
    },

    detach(element) {
      this.observers.get(element)?.disconnect();
      this.observers.delete(element);
    },
  },

  // A1111's keys for the whole page.
  shortcuts: {
    listeners: new Map(),

    attach(page) {
      const listener = (event) => {
        const key = this.name(event);
        if (!key || document.querySelector(".mud-dialog, dialog[open]")) return;
        if (key !== "Interrupt") event.preventDefault();
        // What was just typed is sent first: the framework hears of it when the field changes.
        if (document.activeElement instanceof HTMLInputElement && document.activeElement.type !== "file") document.activeElement.dispatchEvent(new Event("change", { bubbles: true }));
        page.invokeMethodAsync("OnKeyAsync", key);
      };
      document.addEventListener("keydown", listener);
      this.listeners.set(page._id, listener);
    },

    detach(page) {
      document.removeEventListener("keydown", this.listeners.get(page._id));
      this.listeners.delete(page._id);
    },

    name(event) {
      if (event.defaultPrevented || event.isComposing || event.repeat) return null;
      if (event.key === "Enter" && (event.ctrlKey || event.metaKey)) return "Generate";
      if (event.key === "Enter" && event.altKey) return "Skip";
      return event.key === "Escape" ? "Interrupt" : null;
    },
  },
};

// A server that was stopped and started again knows nothing of this page: as soon as it answers, the page is fetched anew.
document.getElementById("components-reconnect-modal").addEventListener("components-reconnect-state-changed", (event) => {
  if (event.detail.state === "rejected") location.reload();
  if (event.detail.state === "failed") {
    const retry = setInterval(async () => {
      try {
        if ((await fetch("/", { cache: "no-store" })).ok) {
          clearInterval(retry);
          location.reload();
        }
      } catch {
        // not there yet
      }
    }, 1000);
  }
});
