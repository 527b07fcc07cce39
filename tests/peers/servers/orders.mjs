// What a test ordered beforehand, and what the peers accepted.
//
// An order is for one peer and for the first request that holds its `match`; it is spent when it was carried out. So tests
// that run at once name something of their own (a Message-ID, a mailbox, a refresh token) and never meet.
//
// Invariant: what is in `accepted` was accepted by a peer and by its own rules, whether or not the answer arrived.

const PEERS = ["entra", "authorise", "adminconsent", "google", "oidc", "graph", "gmail", "smtp"];

export class Orders {
  waiting = [];
  accepted = [];
  /** Names of the orders that were met. */
  met = new Set();
  /** By an order's name: how many requests it holds up now, and the most it ever did at once. */
  held = new Map();

  /**
   * Adds an order: `{peer, match?, times?, name?}` and what to do; by its name one can ask whether it was met.
   *
   * - entra, google, oidc, graph, gmail: `{status, headers?, body?}`, `{close: true}`, or neither to answer as always; with
   *   `after` the peer first does as asked; `delay` are milliseconds before it does, or with `after` before it answers.
   * - authorise: `{account}`, `{declined: "access_denied"}`, `{untick: ["Mail.Send"]}`, `{error, error_description}`.
   * - adminconsent: `{declined: true}`.
   * - smtp: see receiver.py.
   */
  add(order) {
    if (!PEERS.includes(order.peer)) throw new Error(`peer is one of ${PEERS.join(", ")}`);
    this.waiting.push({ times: 1, match: "", ...order });
  }

  /** The first order that fits, spent by one. `text` is asked for only if some order waits for this peer. */
  take(peer, text) {
    if (!this.waiting.some((order) => order.peer === peer)) return undefined;
    const request = text();
    const order = this.waiting.find((order) => order.peer === peer && request.includes(order.match));
    if (order?.name) this.met.add(order.name);
    if (order && --order.times <= 0) this.waiting.splice(this.waiting.indexOf(order), 1);
    return order;
  }

  /** Runs what answers a request that met an order, counted under its name. */
  async during(order, answer) {
    if (!order?.name) return answer();
    const held = this.held.get(order.name) ?? { now: 0, most: 0 };
    this.held.set(order.name, held);
    held.most = Math.max(held.most, ++held.now);
    try {
      return await answer();
    } finally {
      held.now--;
    }
  }

  /** Records a mail: `{via, message_id, from, to, subject?, mail?, raw?, files?}`. */
  accept(mail) {
    this.accepted.push({ number: this.accepted.length, at: Date.now(), ...mail });
  }

  /** What was accepted, without the bytes, which `raw` and `file` give. */
  list(query) {
    const wanted = this.accepted.filter((mail) =>
      ["message_id", "via"].every((name) => !query.has(name) || query.get(name) === mail[name]),
    );
    return wanted.map(({ raw, files, ...mail }) => ({
      ...mail,
      ...(raw && { size: raw.length }),
      ...(files && { files: files.map(({ bytes, ...file }) => ({ ...file, size: bytes.length })) }),
    }));
  }

  raw(number) {
    return this.accepted[number]?.raw;
  }

  file(number, at) {
    return this.accepted[number]?.files?.[at]?.bytes;
  }
}
