// Stands in the page's head, so that nothing waits for it: neither theme nor language flashes, and all that the address needs is
// asked for at once. Then it starts the app whose files the page's head names.
(() => {
  const LANGUAGES = ["es", "en", "it", "pl"];
  // The build says what each part of the app consists of, which addresses it has, and which come with the main file.
  const { files, roots, beginnings } = PARTS;
  const root = document.documentElement;
  const { code, base, api, begin } = root.dataset;
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

  // The parts of the address.
  const below = location.pathname.slice(base.length).replace(/^\/+|\/+$/g, "");
  const asked = roots[below.match(/^[^/]*\/?/)[0]] ?? (below ? [] : [begin]);
  const open = asked.includes("account");

  // The app's main file. Who was signed in gets another, with what they begin with in it.
  const known = stored("volante.signed-in");
  const first = known && (asked.find((part) => beginnings.includes(part)) ?? "home");
  const brought = first ? files[first] : [];
  root.dataset.main = first ? `app_${first}` : "app_bg";
  root.dataset.brought = brought.join(" ");
  const preload = (file) => {
    const link = document.createElement("link");
    Object.assign(link, { rel: "preload", as: "fetch", type: "application/wasm", crossOrigin: "anonymous" });
    link.href = `${code}${file}.wasm`;
    document.head.append(link);
    return link.href;
  };
  const main = preload(root.dataset.main);

  // The words of a part, in the page's language: lists of sentences, each behind the number of its first.
  const fetched = {};
  const words = (part) =>
    (fetched[part] ??= (async () => {
      const answer = await fetch(`${code}${part}.${root.lang}.json`);
      if (!answer.ok) throw new Error(`${answer.url} answered ${answer.status}`);
      return answer.json();
    })());
  const own = words(first ? root.dataset.main : "app");
  own.catch(() => {}); // awaited below, when it may long have failed
  fetched.app = own;
  if (first) fetched.home = fetched[first] = Promise.resolve([]);
  // What failed can be tried again; without the main file's words that is a new page.
  globalThis.volanteWords = (part) =>
    words(part).catch((error) => {
      if (part !== "app") delete fetched[part];
      throw error;
    });

  for (const part of known || open ? asked.filter((part) => part in files) : ["sign_in"]) {
    words(part).catch(() => {}); // whoever wants them asks again
    for (const file of files[part]) if (!brought.includes(file)) preload(file);
  }

  // What the app asks first. It takes each answer once.
  const answers = {};
  const ask = (address) => {
    const headers = { accept: "application/json", "accept-language": root.lang };
    answers[address] = fetch(address, { headers });
    // Whoever isn't signed in any more asks all the rest anew, as whoever they will be.
    const forget = () => Object.keys(answers).forEach((other) => other === address || delete answers[other]);
    answers[address].then(({ ok }) => ok || forget(), forget);
  };
  globalThis.volanteAsked = (address) => {
    const answer = answers[address];
    delete answers[address];
    return answer;
  };
  if (!open) ask(`${api}/me`);
  if (known && api !== "/api" && (below === "" || below === "bookings")) {
    ask(`${api}/bookings${location.search}`);
    if (!location.search) ask(`${api}/home`);
  }

  document.addEventListener("DOMContentLoaded", async () => {
    try {
      const app = await import(document.getElementById("app-js").href);
      // The app waits for its words by itself; here it is told that they can't be had.
      await Promise.all([own, app.default({ module_or_path: main })]);
    } catch (error) {
      root.dataset.boot = "failed";
      throw error;
    }
  });
})();
