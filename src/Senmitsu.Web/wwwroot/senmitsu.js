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
    return navigator.clipboard.writeText(text);
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
