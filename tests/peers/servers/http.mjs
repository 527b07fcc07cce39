// The little HTTP that the peers share.
//
// Invariant: every peer listens on the local machine only, on a port that was free.
import { createServer } from "node:http";
import { setTimeout as pause } from "node:timers/promises";

export async function listen(server) {
  await new Promise((resolve, reject) => server.once("error", reject).listen(0, "127.0.0.1", resolve));
  return `http://127.0.0.1:${server.address().port}`;
}

export async function body(request) {
  const chunks = [];
  for await (const chunk of request) chunks.push(chunk);
  return Buffer.concat(chunks);
}

/** An answer: `reply(202)`, `reply(200, {…})`, `reply(400, "<html>…")`, `reply(302, null, { location })`. */
export function reply(status, content = null, headers = {}) {
  return { status, content, headers };
}

function write(response, { status, content, headers }) {
  const plain = typeof content === "string" || Buffer.isBuffer(content);
  const type = plain ? "text/html; charset=utf-8" : "application/json; charset=utf-8";
  const bytes = content === null ? Buffer.alloc(0) : plain ? content : JSON.stringify(content);
  const kind = content === null ? {} : { "content-type": type };
  response.writeHead(status, { ...kind, "cache-control": "no-store", ...headers }).end(bytes);
}

/**
 * A peer: `answer({method, path, url, query, headers, bytes, text})` gives a reply. `orders`, if given, may put another answer
 * before or in place of its own; what `describe` says of a request can be matched too.
 */
export async function serve(name, answer, orders, describe = () => "") {
  const server = createServer(async (request, response) => {
    try {
      const url = new URL(request.url, "http://peer");
      const bytes = await body(request);
      const asked = {
        method: request.method,
        path: url.pathname,
        url,
        query: url.searchParams,
        headers: request.headers,
        bytes,
      };
      const more = await describe(asked);
      const order = orders?.take(
        name,
        () => `${request.method} ${decodeURIComponent(request.url)}\n${more}\n${bytes.toString("latin1")}`,
      );
      const obey = async () => {
        const decides = order && (order.close || order.status);
        if (order?.delay && !order.after) await pause(order.delay);
        const own = decides && !order.after ? null : await answer(asked);
        if (order?.delay && order.after) await pause(order.delay);
        if (order?.close) return request.socket.destroy();
        write(response, decides ? reply(order.status, order.body ?? null, order.headers) : own);
      };
      await (orders ? orders.during(order, obey) : obey());
    } catch (error) {
      console.error(`${name}:`, error);
      write(response, reply(500, { error: String(error) }));
    }
  });
  server.keepAliveTimeout = 60_000;
  return { url: await listen(server), server };
}
