// Any other OpenID provider: oidc-provider in its own words, with a test person who needs no page.
//
// Invariant: a client shows its secret by Basic only (RFC 6749 §2.3.1), percent-encoded first.
import { reply, serve } from "./http.mjs";
import { Issuer } from "./issuer.mjs";

const SCOPES = ["https://outlook.office.com/SMTP.Send", "https://mail.google.com/"];

export async function startOidc({ orders, apps }) {
  const claims = (account) => ({ email: account, name: account.split("@")[0], preferred_username: account });
  const issuer = await Issuer.start({ apps, scopes: SCOPES, rotates: true, claims, how: "client_secret_basic" });

  async function authorise(query) {
    const order = orders.take("authorise", () => String(query)) ?? {};
    const answer = { account: order.account ?? query.get("login_hint") ?? "flota@vega.example", ...order };
    if (query.get("peer") === "decline") answer.declined = "access_denied";
    const asked = new URLSearchParams(query);
    for (const name of ["login_hint", "peer"]) asked.delete(name);
    asked.set("prompt", "consent");
    const { location, refusal } = await issuer.authorise(asked, answer);
    if (refusal)
      return reply(400, `<!doctype html><title>Error</title><p>${refusal.error}: ${refusal.error_description}</p>`);
    // Who sends the browser back is who it was sent to (RFC 9207).
    if (location.searchParams.has("iss")) location.searchParams.set("iss", order.iss ?? peer.url);
    return reply(302, null, { location: String(location) });
  }

  const peer = await serve(
    "oidc",
    async ({ method, path, query, bytes, headers }) => {
      if (path === "/authorize" && method === "GET") return authorise(query);
      if (path === "/token" && method === "POST") {
        const { status, document } = await issuer.post("/token", bytes.toString(), headers.authorization);
        const { detail, ...rest } = document;
        return reply(status, rest);
      }
      if (path === "/.well-known/openid-configuration") {
        const [authorization_endpoint, token_endpoint] = [`${peer.url}/authorize`, `${peer.url}/token`];
        return reply(200, { issuer: peer.url, authorization_endpoint, token_endpoint });
      }
      return reply(404);
    },
    orders,
    // The client is named in a header.
    ({ headers }) => decodeURIComponent(Buffer.from((headers.authorization ?? "").slice(6), "base64").toString()),
  );
  return { ...peer, issuer };
}
