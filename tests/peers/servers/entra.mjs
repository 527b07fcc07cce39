// Entra: its addresses, its error documents with AADSTS numbers, admin consent, and tenants, before an oidc-provider.
//
// Numbers and sentences follow "Microsoft Entra authentication and authorization error codes".
//
// Invariant: whether a grant is good is oidc-provider's decision; here stands only how Entra says it.
import { randomUUID } from "node:crypto";
import { reply, serve } from "./http.mjs";
import { Issuer } from "./issuer.mjs";

export const TENANT = "a8990e1f-ff32-408a-9f8e-78d3b9139b95";
const OWN = new Set([TENANT, "vega.example"]);
const SHARED = new Set(["common", "organizations", "consumers"]);

const SCOPES = [
  ...[
    "Mail.Send",
    "Mail.ReadWrite",
    "Mail.Read",
    "User.Read",
    "Calendars.ReadWrite",
    "Contacts.ReadWrite",
    ".default",
  ].map((name) => `https://graph.microsoft.com/${name}`),
  ...["SMTP.Send", "IMAP.AccessAsUser.All", "POP.AccessAsUser.All"].map((name) => `https://outlook.office.com/${name}`),
];

export async function startEntra({ orders, apps }) {
  const claims = (account) => ({
    email: account,
    name: account.split("@")[0],
    preferred_username: account,
    tid: TENANT,
  });
  const issuer = await Issuer.start({ apps, scopes: SCOPES, rotates: true, claims });

  async function authorise(tenant, query) {
    const refused = unknownTenant(tenant) ?? foreignApp(apps, query.get("client_id"), tenant);
    if (refused) return page(refused);
    const mixed = severalResources(query.get("scope") ?? "");
    if (mixed) return page(mixed);
    const order = orders.take("authorise", () => String(query)) ?? {};
    const answer = { account: order.account ?? query.get("login_hint") ?? "flota@vega.example", ...order };
    const choice = query.get("peer");
    if (choice === "decline") answer.declined = "access_denied";
    if (choice === "untick") answer.untick = ["Mail.Send", "SMTP.Send"];
    if (choice === "without_large") answer.untick = ["Mail.ReadWrite"];
    if (choice === "other") answer.account = "otra@vega.example";
    const asked = new URLSearchParams(query);
    for (const name of ["response_mode", "login_hint", "peer"]) asked.delete(name);
    // Entra gives a refresh token whenever it is asked for one; oidc-provider only with shown consent.
    asked.set("prompt", "consent");
    const { location, refusal } = await issuer.authorise(asked, answer);
    if (refusal) return page(refusal.error === "invalid_redirect_uri" ? foreignRedirect(query) : plain(refusal));
    const back = location.searchParams;
    back.delete("iss");
    if (order.error) {
      back.delete("code");
      back.set("error", order.error);
      back.set("error_description", order.error_description ?? "");
    } else if (back.get("error") === "access_denied") {
      back.set("error_description", described(65004, "User declined to consent to access the app."));
      back.set("error_subcode", "cancel");
    } else if (!back.has("error")) {
      back.set("session_state", randomUUID());
    }
    return reply(302, null, { location: String(location) });
  }

  async function token(tenant, form) {
    const id = form.get("client_id");
    const refused = unknownTenant(tenant) ?? foreignApp(apps, id, tenant);
    if (refused) return problem(400, refused);
    const app = apps.get(id);
    if (form.get("grant_type") === "client_credentials" && !app.consented) {
      const words = `The client application '${id}' is missing service principal in the tenant '${tenant}'.`;
      return problem(400, { error: "unauthorized_client", number: 7000229, words });
    }
    const { status, document } = await issuer.post("/token", form);
    if (status === 200) return reply(200, granted(document));
    return problem(document.error === "invalid_client" ? 401 : 400, refusal(document, form, app, id));
  }

  function refusal({ error, error_description: description, detail = "" }, form, app, id) {
    if (error === "invalid_client") return wrongSecret(app, id, form.get("client_secret"));
    const text = `${description} ${detail}`;
    const is = (number, words, name = error) => ({ error: name, number, words });
    if (error === "invalid_scope") return is(70011, "The provided value for the input parameter 'scope' is not valid.");
    if (error !== "invalid_grant")
      return is(900144, `The request body must contain the following parameter: '${text}'.`);
    if (form.has("refresh_token")) {
      const ended = text.includes("already used") || issuer.store.wasRevoked(form.get("refresh_token"));
      if (ended)
        return is(50173, "The provided grant has expired due to it being revoked, a fresh auth token is needed.");
      return is(70000, "Provided grant is invalid or malformed.");
    }
    if (text.includes("already consumed"))
      return is(
        54005,
        "OAuth2 Authorization code was already redeemed, please retry with a new valid code or use an existing refresh token.",
      );
    if (text.includes("expired"))
      return is(
        70008,
        "The provided authorization code or refresh token has expired due to inactivity. Send a new interactive authorization request for this user and resource.",
      );
    if (text.includes("redirect_uri mismatch"))
      return is(
        500112,
        `The reply address '${form.get("redirect_uri")}' does not match the reply address provided when requesting Authorization code.`,
        "invalid_client",
      );
    if (text.includes("PKCE"))
      return is(
        50148,
        "The code_verifier does not match the code_challenge supplied in the authorization request for PKCE.",
      );
    return is(70000, "Provided grant is invalid or malformed.");
  }

  function adminConsent(tenant, query) {
    const refused = unknownTenant(tenant) ?? foreignApp(apps, query.get("client_id"), tenant);
    if (refused) return page(refused);
    const app = apps.get(query.get("client_id"));
    if (!app.redirects.includes(query.get("redirect_uri"))) return page(foreignRedirect(query));
    const back = new URL(query.get("redirect_uri"));
    const order = orders.take("adminconsent", () => String(query)) ?? {};
    if (query.get("peer") === "decline" || order.declined) {
      back.searchParams.set("error", "consent_required");
      back.searchParams.set(
        "error_description",
        described(65004, "The resource owner or authorization server denied the request."),
      );
    } else {
      app.consented = true;
      back.searchParams.set("tenant", TENANT);
    }
    back.searchParams.set("admin_consent", "True");
    if (query.has("state")) back.searchParams.set("state", query.get("state"));
    return reply(302, null, { location: String(back) });
  }

  /** RFC 7662, for a mail server: only a token made for SMTP is worth anything there. */
  async function introspect(form, authorization) {
    const { status, document } = await issuer.post("/introspect", form, authorization);
    const forMail = document.scope?.includes("https://outlook.office.com/SMTP.Send");
    if (!document.active || !forMail) return reply(status, { active: false });
    return reply(status, { ...document, username: document.sub });
  }

  const peer = await serve(
    "entra",
    async ({ method, path, query, bytes, headers }) => {
      const form = new URLSearchParams(bytes.toString());
      const [, tenant, rest] = /^\/([^/]+)\/(.*)$/.exec(decodeURIComponent(path)) ?? [];
      if (rest === "oauth2/v2.0/authorize" && method === "GET") return authorise(tenant, query);
      if (rest === "oauth2/v2.0/token" && method === "POST") return token(tenant, form);
      if (/^(v2\.0\/)?adminconsent$/.test(rest) && method === "GET") return adminConsent(tenant, query);
      if (rest === "oauth2/v2.0/introspect" && method === "POST") return introspect(form, headers.authorization);
      return reply(404, "<h1>404</h1>");
    },
    orders,
  );
  return { ...peer, issuer };
}

function granted(document) {
  const scopes = document.scope?.split(" ").filter((scope) => scope !== "offline_access");
  return { ...document, scope: scopes?.join(" "), ext_expires_in: document.expires_in };
}

function unknownTenant(tenant) {
  if (OWN.has(tenant) || SHARED.has(tenant)) return undefined;
  const words = `Tenant '${tenant}' not found. Check to make sure you have the correct tenant ID and are signing into the correct cloud.`;
  return { error: "invalid_request", number: 90002, words };
}

function foreignApp(apps, id, tenant) {
  const app = apps.get(id);
  if (!app) {
    const words = `Application with identifier '${id}' was not found in the directory '${tenant}'. This can happen if the application has not been installed by the administrator of the tenant or consented to by any user in the tenant.`;
    return { error: "unauthorized_client", number: 700016, words };
  }
  if (SHARED.has(tenant) && !app.anyTenant) {
    const words = `Application '${id}' is not configured as a multi-tenant application. Usage of the /common endpoint is not supported for such apps created after '10/15/2018'. Use a tenant-specific endpoint or configure the application to be multi-tenant.`;
    return { error: "invalid_request", number: 50194, words };
  }
  return undefined;
}

/** One token serves one resource, so one consent asks for one. */
function severalResources(scope) {
  const resources = new Set(
    scope
      .split(" ")
      .filter((name) => name.includes("://"))
      .map((name) => new URL(name).host),
  );
  if (resources.size < 2) return undefined;
  const words = `The provided value for the input parameter 'scope' is not valid. One or more scopes in '${scope}' are not compatible with each other.`;
  return { error: "invalid_scope", number: 70011, words };
}

function wrongSecret(app, id, secret) {
  const is = (number, words) => ({ error: "invalid_client", number, words });
  if (!secret)
    return is(7000218, "The request body must contain the following parameter: 'client_assertion' or 'client_secret'.");
  if (app.secrets.some(({ value, expired }) => expired && value === secret))
    return is(
      7000222,
      `The provided client secret keys for app '${id}' are expired. Visit the Azure portal to create new keys for your app: https://aka.ms/NewClientSecret, or consider using certificate credentials for added security: https://aka.ms/certCreds.`,
    );
  return is(
    7000215,
    `Invalid client secret provided. Ensure the secret being sent in the request is the client secret value, not the client secret ID, for a secret added to app '${id}'.`,
  );
}

function foreignRedirect(query) {
  const words = `The redirect URI '${query.get("redirect_uri")}' specified in the request does not match the redirect URIs configured for the application '${query.get("client_id")}'. Make sure the redirect URI sent in the request matches one added to your application in the Azure portal.`;
  return { error: "invalid_request", number: 50011, words };
}

function plain({ error, error_description: words }) {
  return { error, number: 900144, words };
}

function described(number, words) {
  return `AADSTS${number}: ${words} Trace ID: ${randomUUID()} Correlation ID: ${randomUUID()} Timestamp: ${stamp()}`;
}

function stamp() {
  return new Date().toISOString().replace("T", " ").replace(/\.\d+/, "");
}

/** The token endpoint's error document. */
function problem(status, { error, number, words }) {
  return reply(status, {
    error,
    error_description: described(number, words),
    error_codes: [number],
    timestamp: stamp(),
    trace_id: randomUUID(),
    correlation_id: randomUUID(),
    error_uri: `https://login.microsoftonline.com/error?code=${number}`,
  });
}

/** What Entra shows where it may not send the browser back. */
function page({ number, words }) {
  return reply(
    400,
    `<!doctype html><title>Sign in to your account</title><h1>Sign in</h1><p>${described(number, words)}</p>`,
  );
}
