// What the runtime calls: the module's own functions, on a plain object, because of a class it would make an instance for
// each request. After a trap wasm-bindgen's guard in them starts the module anew (`--force-enable-abort-handler`).
import { fetch, scheduled } from "./index.js";

export default {
  fetch: (request, env, context) => new Promise((resolve, reject) => fetch(request, env, context, resolve, reject)),
  scheduled,
};
