// What the runtime calls: the functions that the `worker` crate exports, and a class. After a trap wasm-bindgen's guard in them
// starts the module anew (`--force-enable-abort-handler`).
import { DurableObject } from "cloudflare:workers";
import { fetch, scheduled, work } from "./index.js";

export default { fetch, scheduled };

// An invocation of its own for each piece of work, whose key is the object's name. It keeps nothing but its alarm, which the
// platform delivers at least once, one at a time. It is JavaScript's own class because an object made by `#[durable_object]` is the
// module's, and dead for good once that has trapped.
export class Work extends DurableObject {
  #turn = Promise.withResolvers();
  #running = false;

  // Woken, and watched until what it was woken for is done, if the address says so.
  async fetch(request) {
    await this.ctx.storage.setAlarm(Date.now());
    let done = 0;
    if (request.url.endsWith("/watch")) {
      do done += await this.#turn.promise;
      while (this.#running || (await this.ctx.storage.getAlarm()) !== null);
    }
    return new Response(String(done));
  }

  async alarm() {
    this.#running = true;
    let done = 0;
    try {
      const [count, again] = await work(this.ctx.id.name, this.env);
      done = count;
      if (again) await this.ctx.storage.setAlarm(Date.now());
    } finally {
      this.#running = false;
      this.#turn.resolve(done);
      this.#turn = Promise.withResolvers();
    }
  }
}
