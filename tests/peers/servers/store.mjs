// What oidc-provider keeps, in this process's memory: its own store forgets all but the latest thousand entries.
//
// Clients come from the registrations of tests, which may change while the server runs.
//
// Invariant: a refresh token that was revoked is remembered, so that it can be told from one that never was.

export class Store {
  entries = new Map();
  revoked = new Set();

  /** @param {(id: string) => object | undefined} client the registration of that id, as OpenID Connect names its fields */
  constructor(client) {
    this.client = client;
  }

  adapter() {
    const store = this;
    return class {
      constructor(model) {
        this.model = model;
      }
      key(id) {
        return `${this.model}:${id}`;
      }
      async find(id) {
        return this.model === "Client" ? store.client(id) : store.entries.get(this.key(id));
      }
      async findByUid(uid) {
        return [...store.entries.values()].find((entry) => entry.kind === "Session" && entry.uid === uid);
      }
      async upsert(id, payload) {
        store.entries.set(this.key(id), payload);
      }
      async consume(id) {
        store.entries.get(this.key(id)).consumed = Math.floor(Date.now() / 1000);
      }
      async destroy(id) {
        store.forget(this.key(id));
      }
      async revokeByGrantId(grantId) {
        store.revoke((entry) => entry.grantId === grantId);
      }
    };
  }

  forget(key) {
    if (key.startsWith("RefreshToken:")) this.revoked.add(key);
    this.entries.delete(key);
  }

  /** Ends everything that was granted to whom `chosen` says. */
  revoke(chosen) {
    for (const [key, entry] of this.entries) if (chosen(entry)) this.forget(key);
  }

  wasRevoked(refreshToken) {
    return this.revoked.has(`RefreshToken:${refreshToken}`);
  }
}
