// Brings the files of a part, once. The app's code imports one `__wasm_split_load_…` for each part, which the build adds below, and
// is called back when all of them are here or one couldn't be had.
import { initSync } from "./app.js";

// What came along with the main file.
const files = Object.fromEntries(document.documentElement.dataset.brought.split(" ").map((stem) => [stem, Promise.resolve()]));

const file = (stem) =>
  (files[stem] ??= WebAssembly.instantiateStreaming(fetch(new URL(`${stem}.wasm`, import.meta.url)), {
    __wasm_split: initSync(),
  }).catch((error) => {
    delete files[stem]; // what failed can be tried again
    throw error;
  }));

const part =
  (...stems) =>
  async (called, told) => {
    const all = await Promise.allSettled(stems.map(file));
    const failed = all.find((one) => one.reason);
    if (failed) console.error(failed.reason);
    initSync().__indirect_function_table.get(called)(told, !failed);
  };

