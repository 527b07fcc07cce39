// Runs before the first paint, so that neither theme nor language flashes; then it starts the app whose files the
// page's head names, and fetches its words in that language. A classic script: a module would run only after the first paint.
(() => {
  const LANGUAGES = ["es", "en", "it", "pl"];
  const root = document.documentElement;
  const stored = (key) => {
    try {
      return localStorage.getItem(key);
    } catch {
      return null; // storage can be forbidden; the system's choice then stands
    }
  };
  const theme = stored("volante.theme");
  if (theme === "light" || theme === "dark") root.dataset.theme = theme;
  const wishes = [stored("volante.language"), ...navigator.languages].map((tag) => tag?.slice(0, 2).toLowerCase());
  root.lang = wishes.find((tag) => LANGUAGES.includes(tag)) ?? LANGUAGES[0];

  // The app's main file. Who was signed in gets another, with what they begin with in it.
  root.dataset.main = stored("volante.signed-in") ? "app_home" : "app_bg";
  const main = document.createElement("link");
  Object.assign(main, { rel: "preload", as: "fetch", type: "application/wasm", crossOrigin: "anonymous" });
  main.href = `${root.dataset.code}${root.dataset.main}.wasm`;
  document.head.append(main);

  // The words of a file of the app, in the page's language: lists of sentences, each behind the number of its first.
  const fetched = {};
  const words = (file) =>
    (fetched[file] ??= (async () => {
      const answer = await fetch(`${root.dataset.code}${file}.${root.lang}.json`);
      if (!answer.ok) throw new Error(`${answer.url} answered ${answer.status}`);
      return answer.json();
    })());
  // What failed can be tried again; without the main file's words that is a new page.
  const begin = words("app");
  globalThis.volanteWords = (file) =>
    words(file).catch((error) => {
      if (file !== "app") delete fetched[file];
      throw error;
    });
  begin.catch(() => {}); // awaited below, when it may long have failed

  document.addEventListener("DOMContentLoaded", async () => {
    try {
      const app = await import(document.getElementById("app-js").href);
      // The app waits for its words by itself; here it is told that they can't be had.
      await Promise.all([begin, app.default({ module_or_path: main.href })]);
    } catch (error) {
      root.dataset.boot = "failed";
      throw error;
    }
  });
})();
