// Runs before the first paint, so that neither theme nor language flashes; then it starts the app whose files the
// page's head names. A classic script: a module would run only after the first paint.
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

  document.addEventListener("DOMContentLoaded", async () => {
    try {
      const app = await import(document.getElementById("app-js").href);
      await app.default({ module_or_path: document.getElementById("app-wasm").href });
    } catch (error) {
      root.dataset.boot = "failed";
      throw error;
    }
  });
})();
