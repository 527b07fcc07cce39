// An authorisation server: oidc-provider, with a test person who signs in and consents without a page.
//
// The peers in front of it (entra.mjs, google.mjs) have the providers' addresses and words; this one only knows the protocol.
//
// Invariant: PKCE is required, a code is spent once, and nothing but oidc-provider decides whether a grant is good.
import { generateKeyPairSync, randomBytes } from "node:crypto";
import { createServer } from "node:http";
import Provider from "oidc-provider";
import { listen } from "./http.mjs";
import { Store } from "./store.mjs";

/** For whom a mail server asks what a token is worth. */
export const INTROSPECTOR = { id: "mail-server", secret: "introspection-secret" };

export class Issuer {
  /**
   * @param {object} options
   * @param {Map<string, App>} options.apps the registrations, by client id
   * @param {string[]} options.scopes every scope that may be asked for
   * @param {boolean} options.rotates whether a refresh token is replaced at each use
   * @param {(account: string) => object} options.claims what is known of a person, beside `sub`
   * @param {string} [options.how] a client shows its secret
   */
  static async start({ apps, scopes, rotates, claims, how = "client_secret_post" }) {
    const issuer = new Issuer();
    issuer.apps = apps;
    issuer.how = how;
    issuer.store = new Store((id) => issuer.registration(id));
    /** Seconds that an access token is good for. */
    issuer.ttl = 3600;
    /** Every request to the token endpoint, with each secret that went one way or the other. */
    issuer.asked = [];
    const server = createServer((request, response) => issuer.answer(request, response));
    issuer.server = server;
    issuer.url = await listen(server);
    issuer.provider = issuer.configure({ scopes, rotates, claims });
    issuer.handle = issuer.provider.callback();
    return issuer;
  }

  configure({ scopes, rotates, claims }) {
    const known = Object.keys(claims("nobody@vega.example"));
    const provider = new Provider(this.url, {
      adapter: this.store.adapter(),
      jwks: { keys: [signingKey()] },
      cookies: { keys: [randomBytes(32).toString("hex")] },
      scopes: ["openid", "profile", "email", "offline_access", ...scopes],
      claims: { openid: ["sub"], profile: known.filter((name) => name !== "email"), email: ["email"] },
      conformIdTokenClaims: false,
      pkce: { required: () => true },
      rotateRefreshToken: rotates,
      issueRefreshToken: async (context, client, code) => code.scopes.has("offline_access"),
      findAccount: (context, id) => ({ accountId: id, claims: async () => ({ sub: id, ...claims(id) }) }),
      renderError: async (context, refusal) => {
        context.type = "json";
        context.body = refusal;
      },
      interactions: { url: (context, interaction) => `/interaction/${interaction.uid}` },
      features: {
        devInteractions: { enabled: false },
        clientCredentials: { enabled: true },
        introspection: { enabled: true, allowedPolicy: () => true },
      },
      routes: { authorization: "/authorize", token: "/token", introspection: "/introspect" },
      ttl: {
        AccessToken: () => this.ttl,
        ClientCredentials: () => this.ttl,
        AuthorizationCode: 60,
        IdToken: 3600,
        RefreshToken: 90 * 86_400,
        Grant: 90 * 86_400,
        Interaction: 60,
        Session: 60,
      },
    });
    const apps = this.apps;
    provider.Client.prototype.compareClientSecret = function compare(secret) {
      if (this.clientId === INTROSPECTOR.id) return secret === INTROSPECTOR.secret;
      return apps.get(this.clientId).secrets.some(({ value, expired }) => value === secret && !expired);
    };
    // The reason, which oidc-provider keeps to itself, is what the providers' own words are chosen by.
    provider.use(async (context, next) => {
      await next();
      const { error } = context.state;
      if (error && context.body?.error) context.body = { ...context.body, detail: error.error_detail };
    });
    provider.on("grant.error", (context, error) => (context.state.error = error));
    provider.on("server_error", (context, error) => console.error(error));
    return provider;
  }

  registration(id) {
    const common = {
      response_types: ["code"],
      grant_types: ["authorization_code", "refresh_token", "client_credentials"],
    };
    if (id === INTROSPECTOR.id) {
      const { secret } = INTROSPECTOR;
      return { client_id: id, client_secret: secret, redirect_uris: [], response_types: [], grant_types: [] };
    }
    const app = this.apps.get(id);
    if (!app) return undefined;
    return {
      ...common,
      client_id: id,
      client_secret: app.secrets[0].value,
      redirect_uris: app.redirects,
      token_endpoint_auth_method: this.how,
    };
  }

  async answer(request, response) {
    if (!request.url.startsWith("/interaction/")) return this.handle(request, response);
    const { params } = await this.provider.interactionDetails(request, response);
    const answer = JSON.parse(request.headers["x-answer"]);
    await this.provider.interactionFinished(request, response, await this.decide(params, answer));
  }

  /** What the test person does on the page: `declined` names an error, `untick` scopes, `account` who it is. */
  async decide(params, { account, declined, untick = [] }) {
    if (declined) return { error: declined, error_description: "End-User aborted interaction" };
    const grant = new this.provider.Grant({ accountId: account, clientId: params.client_id });
    for (const scope of params.scope.split(" ")) {
      if (untick.some((word) => scope.includes(word))) grant.rejectOIDCScope(scope);
      else grant.addOIDCScope(scope);
    }
    return { login: { accountId: account }, consent: { grantId: await grant.save() } };
  }

  /**
   * Asks for a code, as a browser would with the test person before it.
   * @returns {Promise<{location?: URL, refusal?: object}>} where the browser goes in the end, or what the page says
   */
  async authorise(query, answer) {
    let next = new URL(`/authorize?${query}`, this.url);
    const cookies = new Map();
    for (let hops = 0; next.origin === this.url && hops < 6; hops++) {
      const cookie = [...cookies].map(([name, value]) => `${name}=${value}`).join("; ");
      const headers = { cookie, accept: "application/json", "x-answer": JSON.stringify(answer) };
      const response = await fetch(next, { redirect: "manual", headers });
      for (const line of response.headers.getSetCookie()) {
        const [, name, value] = /^([^=]+)=([^;]*)/.exec(line);
        cookies.set(name, value);
      }
      if (!response.headers.has("location")) return { refusal: await response.json() };
      next = new URL(response.headers.get("location"), next);
    }
    return { location: next };
  }

  /** Passes a form on to an endpoint and gives status and document. */
  async post(path, form, authorization) {
    const headers = { "content-type": "application/x-www-form-urlencoded", accept: "application/json" };
    if (authorization) headers.authorization = authorization;
    const response = await fetch(new URL(path, this.url), { method: "POST", headers, body: form });
    const { status } = response;
    const document = await response.json();
    if (path === "/token") this.note(new URLSearchParams(form), status, document);
    return { status, document };
  }

  note(form, status, document) {
    const sent = ["client_secret", "code", "code_verifier", "refresh_token"].map((name) => form.get(name));
    const got = ["access_token", "refresh_token", "id_token"].map((name) => document[name]);
    const secrets = [...sent, ...got].filter(Boolean);
    this.asked.push({ client_id: form.get("client_id") ?? "", grant_type: form.get("grant_type"), status, secrets });
  }

  /** The grant behind a bearer token, while it is good. */
  async token(value) {
    if (!value) return undefined;
    const { AccessToken, ClientCredentials } = this.provider;
    const token = (await AccessToken.find(value)) ?? (await ClientCredentials.find(value));
    if (!token?.isValid) return undefined;
    return { app: token.clientId, account: token.accountId, scopes: new Set((token.scope ?? "").split(" ")) };
  }
}

/** @typedef {{redirects: string[], secrets: {value: string, expired?: boolean}[], anyTenant: boolean, consented: boolean}} App */

function signingKey() {
  const { privateKey } = generateKeyPairSync("rsa", { modulusLength: 2048 });
  return { ...privateKey.export({ format: "jwk" }), use: "sig", alg: "RS256", kid: "test" };
}
