"use strict";
// Frames the terminal: sends files to the server, saves those that come, and says how a session ended.

const news = document.getElementById("news");
const picker = document.getElementById("files");
const focusTerminal = () => document.querySelector(".xterm-helper-textarea")?.focus();

// The terminal opens a window for a file that comes; a link that saves it is blocked by no browser.
// It opens nothing else: an address in somebody's note is no reason to leave this page.
window.open = (address) => {
  const url = new URL(address, location.href);
  if (url.origin !== location.origin || !url.pathname.startsWith("/download/")) return null;
  const link = document.createElement("a");
  link.href = url.pathname;
  link.download = "";
  link.click();
  news.textContent = "Your browser saves the file.";
  return null;
};

async function upload(files) {
  const sent = [];
  for (const file of files) {
    news.textContent = `Uploading ${file.name} …`;
    try {
      const answer = await fetch(`/uploads/${encodeURIComponent(file.name)}`, { method: "PUT", body: file });
      const body = await answer.json().catch(() => ({ error: "the server refused it" }));
      if (!answer.ok) {
        news.textContent = `Not uploaded: ${body.error}`;
        return;
      }
      sent.push(body.name);
    } catch {
      news.textContent = `Not uploaded: the server does not answer, or ${file.name} cannot be read`;
      return;
    }
  }
  if (sent.length) news.textContent = `Uploaded ${sent.join(", ")}: name it where a file is asked for`;
}

document.getElementById("upload").addEventListener("click", () => picker.click());
picker.addEventListener("change", async () => {
  await upload(picker.files);
  picker.value = "";
  focusTerminal();
});
document.addEventListener("dragover", (event) => event.preventDefault());
document.addEventListener("drop", (event) => {
  event.preventDefault();
  upload(event.dataTransfer.files);
});

document.getElementById("leave").addEventListener("click", async () => {
  await fetch("/leave", { method: "POST" }).catch(() => null);
  location.reload();
});
document.getElementById("again").addEventListener("click", () => location.reload());

// The terminal drops what the server says when it closes the connection.
let reason = "";
const Socket = window.WebSocket;
window.WebSocket = class extends Socket {
  constructor(...given) {
    super(...given);
    this.addEventListener("close", (event) => (reason = event.reason));
  }
};

async function tellEnd() {
  const session = await fetch("/session").catch(() => null);
  const why = document.getElementById("why");
  if (session && session.ok) {
    why.textContent = reason
      ? `Closed: ${reason}. What you typed and did not save is kept as a draft.`
      : "The workbench is closed. What you typed and did not save is kept as a draft.";
  } else if (session) {
    why.textContent = "You are signed out. Ask whoever runs the server for a new link.";
  } else {
    why.textContent = "The server does not answer. What you typed and did not save is kept as a draft there.";
  }
  document.getElementById("again").focus();
}
let isLoaded = false;
new MutationObserver(() => {
  const classes = document.body.classList;
  if (classes.contains("-loaded") && !isLoaded) {
    isLoaded = true;
    focusTerminal();
  }
  if (classes.contains("-first-byte") && news.textContent === "Opening …") news.textContent = "";
  if (classes.contains("-closed")) tellEnd();
}).observe(document.body, { attributes: true, attributeFilter: ["class"] });

addEventListener("hashchange", () => history.replaceState(null, "", "/"));

// The terminal measures its letters once: it begins when they are there.
(async () => {
  history.replaceState(null, "", "/");
  if (document.readyState !== "complete") {
    await new Promise((done) => addEventListener("load", done, { once: true }));
  }
  await Promise.allSettled(
    ["16px", "bold 16px", "italic 16px"].map((font) => document.fonts.load(`${font} "Roboto Mono"`)),
  );
  const script = document.createElement("script");
  script.src = "/static/terminal/js/textual.js";
  script.onload = () => window.onload();
  document.head.append(script);
})();
