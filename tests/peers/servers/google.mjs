// Google: its authorisation addresses and error words before an oidc-provider, and `messages.send` of the Gmail API.
//
// After "Using OAuth 2.0 for Web Server Applications" and the Gmail API reference (users.messages.send, errors).
//
// Invariant: a mail is accepted only with a token of this peer that may send, and only if it names a recipient.
import { randomBytes } from "node:crypto";
import { reply, serve } from "./http.mjs";
import { Issuer } from "./issuer.mjs";

const SEND = "https://www.googleapis.com/auth/gmail.send";
const MAIL = "https://mail.google.com/";
const LARGEST = 36_700_160;

export async function startGoogle({ orders, apps }) {
  const claims = (account) => ({ email: account, name: account.split("@")[0], hd: account.split("@")[1] });
  const issuer = await Issuer.start({ apps, scopes: [SEND, MAIL], rotates: false, claims });

  async function authorise(query) {
    if (!apps.has(query.get("client_id"))) return page("Error 401: invalid_client", "The OAuth client was not found.");
    const order = orders.take("authorise", () => String(query)) ?? {};
    const answer = { account: order.account ?? query.get("login_hint") ?? "flota@vega.example", ...order };
    const choice = query.get("peer");
    if (choice === "decline") answer.declined = "access_denied";
    if (choice === "untick") answer.untick = ["gmail.send", "mail.google.com"];
    if (choice === "other") answer.account = "otra@vega.example";
    const asked = new URLSearchParams(query);
    for (const name of ["access_type", "login_hint", "peer", "include_granted_scopes"]) asked.delete(name);
    // What Google calls offline access, and gives only with consent shown anew.
    if (query.get("access_type") === "offline" && query.get("prompt")?.includes("consent")) {
      asked.set("scope", `${query.get("scope")} offline_access`);
    }
    asked.set("prompt", "consent");
    const { location, refusal } = await issuer.authorise(asked, answer);
    if (refusal?.error === "invalid_redirect_uri")
      return page(
        "Error 400: redirect_uri_mismatch",
        `You can't sign in because this app sent an invalid request. ${query.get("redirect_uri")}`,
      );
    if (refusal) return page(`Error 400: ${refusal.error}`, refusal.error_description);
    const back = location.searchParams;
    back.delete("iss");
    back.delete("error_description");
    if (order.error) {
      back.delete("code");
      back.set("error", order.error);
    }
    return reply(302, null, { location: String(location) });
  }

  async function token(form) {
    const { status, document } = await issuer.post("/token", form);
    if (status === 200) {
      const scope = document.scope
        ?.split(" ")
        .filter((name) => name !== "offline_access")
        .join(" ");
      const { refresh_token, ...rest } = document;
      // A refresh answers no refresh token: the one there is stays good.
      return reply(200, { ...rest, scope, ...(form.has("code") && refresh_token && { refresh_token }) });
    }
    const is = (code, error, error_description) => reply(code, { error, error_description });
    if (!apps.has(form.get("client_id"))) return is(401, "invalid_client", "The OAuth client was not found.");
    if (document.error === "invalid_client") return is(401, "invalid_client", "The provided client secret is invalid.");
    if (document.error !== "invalid_grant") return is(400, document.error, "Bad Request");
    if (form.has("refresh_token")) return is(400, "invalid_grant", "Token has been expired or revoked.");
    if (/redirect_uri/.test(document.detail)) return is(400, "redirect_uri_mismatch", "Bad Request");
    return is(400, "invalid_grant", "Malformed auth code.");
  }

  const oauth = await serve(
    "google",
    async ({ method, path, query, bytes }) => {
      if (path === "/o/oauth2/v2/auth" && method === "GET") return authorise(query);
      if (path === "/token" && method === "POST") return token(new URLSearchParams(bytes.toString()));
      return reply(404, "<h1>404</h1>");
    },
    orders,
  );
  const whose = async ({ headers }) => (await issuer.token(bearer(headers)))?.account ?? "";
  const gmail = await serve("gmail", (asked) => api(asked, issuer, orders), orders, whose);
  return { url: oauth.url, issuer, gmail: gmail.url };
}

const bearer = (headers) => /^Bearer (.+)$/.exec(headers.authorization ?? "")?.[1];

async function api(asked, issuer, orders) {
  if (asked.method === "GET" && asked.path === "/gmail/v1/users/me/profile") {
    const grant = await issuer.token(bearer(asked.headers));
    if (!grant) return dead();
    return grant.scopes.has(MAIL) ? reply(200, { emailAddress: grant.account }) : narrow();
  }
  return send(asked, issuer, orders);
}

function dead() {
  return problem(
    401,
    "UNAUTHENTICATED",
    "authError",
    "Request had invalid authentication credentials. Expected OAuth 2 access token, login cookie or other valid authentication credential.",
  );
}

function narrow() {
  const details = [
    {
      "@type": "type.googleapis.com/google.rpc.ErrorInfo",
      reason: "ACCESS_TOKEN_SCOPE_INSUFFICIENT",
      domain: "googleapis.com",
    },
  ];
  return problem(
    403,
    "PERMISSION_DENIED",
    "insufficientPermissions",
    "Request had insufficient authentication scopes.",
    details,
  );
}

async function send({ method, path, query, headers, bytes }, issuer, orders) {
  const upload = path === "/upload/gmail/v1/users/me/messages/send" && query.get("uploadType") === "media";
  if (method !== "POST" || !(upload || path === "/gmail/v1/users/me/messages/send"))
    return problem(404, "NOT_FOUND", "notFound", "Not Found");
  const grant = await issuer.token(bearer(headers));
  if (!grant) return dead();
  if (!grant.scopes.has(SEND) && !grant.scopes.has(MAIL)) return narrow();
  if (upload && headers["content-type"] !== "message/rfc822")
    return problem(
      400,
      "INVALID_ARGUMENT",
      "badContent",
      "Media type is not supported. Valid media types: [message/rfc822]",
    );
  const raw = upload ? bytes : Buffer.from(JSON.parse(bytes.toString()).raw ?? "", "base64url");
  if (raw.length > LARGEST) return problem(413, "INVALID_ARGUMENT", "uploadTooLarge", "Request is too large.");
  const head = raw
    .toString("utf8")
    .split("\r\n\r\n", 1)[0]
    .replace(/\r\n[ \t]+/g, " ");
  const field = (name) => new RegExp(`^${name}:[ \t]*(.*)$`, "im").exec(head)?.[1] ?? "";
  const to = ["To", "Cc", "Bcc"].flatMap((name) =>
    [...field(name).matchAll(/[^\s<>,;"]+@[^\s<>,;"]+/g)].map(([address]) => address),
  );
  if (to.length === 0) return problem(400, "INVALID_ARGUMENT", "invalidArgument", "Recipient address required");
  const id = randomBytes(8).toString("hex");
  orders.accept({
    via: upload ? "gmail upload" : "gmail send",
    owner: grant.account,
    message_id: field("Message-ID").replace(/[<>]/g, ""),
    from: field("From"),
    to,
    subject: field("Subject"),
    raw,
  });
  return reply(200, { id, threadId: id, labelIds: ["SENT"] });
}

function problem(code, status, reason, message, details) {
  return reply(code, {
    error: { code, message, errors: [{ message, domain: "global", reason }], status, ...(details && { details }) },
  });
}

function page(title, words) {
  return reply(400, `<!doctype html><title>${title}</title><h1>${title}</h1><p>${words}</p>`);
}
