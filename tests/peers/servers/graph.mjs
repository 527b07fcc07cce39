// Microsoft Graph, as far as sending mail goes: mailboxes with drafts, upload sessions, Sent Items.
//
// Field names, limits and statuses follow the Graph v1.0 reference: user, message, fileAttachment, "user: sendMail",
// "attachment: createUploadSession", "message: send", and "Microsoft Graph error responses".
//
// Invariant: a request is accepted only with a token of the Entra peer that carries the permission it needs.
import { createHash, randomUUID } from "node:crypto";
import { reply, serve } from "./http.mjs";

const KNOWN = new Set(
  "subject body from sender toRecipients ccRecipients bccRecipients replyTo internetMessageId internetMessageHeaders attachments singleValueExtendedProperties importance saveToSentItems".split(
    " ",
  ),
);
const LARGEST_REQUEST = 4 * 1024 * 1024;
const LARGEST_ATTACH = 3_145_611;
const SMALLEST_SESSION = 2 * 1024 * 1024;

class Refusal extends Error {
  constructor(status, code, message, headers) {
    super(message);
    this.reply = reply(
      status,
      {
        error: {
          code,
          message,
          innerError: {
            date: new Date().toISOString().slice(0, 19),
            "request-id": randomUUID(),
            "client-request-id": randomUUID(),
          },
        },
      },
      headers,
    );
  }
}

export async function startGraph({ orders, entra, apps }) {
  /** Mailbox address to its messages, drafts and sent ones, by id. */
  const mailboxes = new Map();
  const sessions = new Map();
  let base;

  const mailbox = (address) => {
    if (!mailboxes.has(address)) mailboxes.set(address, new Map());
    return mailboxes.get(address);
  };

  /** Who asks, or the refusal. `needs` is any one of these permissions. */
  async function caller(headers, owner, needs) {
    const value = /^Bearer (.+)$/.exec(headers.authorization ?? "")?.[1];
    if (!value) throw new Refusal(401, "InvalidAuthenticationToken", "Access token is empty.");
    const token = await entra.issuer.token(value);
    if (!token) throw new Refusal(401, "InvalidAuthenticationToken", "Access token has expired or is not yet valid.");
    const short = [...token.scopes]
      .filter((scope) => scope.startsWith("https://graph.microsoft.com/"))
      .map((scope) => scope.slice(28));
    if (short.length === 0)
      throw new Refusal(401, "InvalidAuthenticationToken", "Access token validation failure. Invalid audience.");
    const appOnly = !token.account;
    if (appOnly && owner === "me")
      throw new Refusal(400, "BadRequest", "/me request is only valid with delegated authentication flow.");
    const roles = appOnly ? (apps.get(token.app)?.roles ?? ["Mail.Send"]) : short;
    if (!needs.some((need) => roles.includes(need)))
      throw new Refusal(403, "ErrorAccessDenied", "Access is denied. Check credentials and try again.");
    const address = owner === "me" ? token.account : owner;
    if (/^(nadie|nobody)@/.test(address))
      throw new Refusal(404, "ErrorInvalidUser", `The requested user '${address}' is invalid.`);
    if (!appOnly && address !== token.account)
      throw new Refusal(403, "ErrorAccessDenied", "Access is denied. Check credentials and try again.");
    return address;
  }

  function accept(via, owner, message) {
    const to = ["toRecipients", "ccRecipients", "bccRecipients"].flatMap((name) => message[name] ?? []);
    const addresses = to.map(({ emailAddress }) => emailAddress.address);
    if (addresses.length === 0)
      throw new Refusal(
        400,
        "ErrorInvalidRecipients",
        "At least one recipient isn't valid., A message can't be sent because it contains no recipients.",
      );
    const from = message.from?.emailAddress.address ?? owner;
    if (from.toLowerCase() !== owner.toLowerCase())
      throw new Refusal(
        403,
        "ErrorSendAsDenied",
        "The user account which was used to submit this request does not have the right to send mail on behalf of the specified sending account., Cannot submit message.",
      );
    const { attachments = [], ...mail } = message;
    const files = attachments.map((file) => ({
      name: file.name,
      contentType: file.contentType,
      isInline: file.isInline,
      contentId: file.contentId,
      bytes: file.bytes,
      sha256: createHash("sha256").update(file.bytes).digest("hex"),
    }));
    const message_id = (message.internetMessageId ?? `<${randomUUID()}@graph>`).slice(1, -1);
    orders.accept({ via, owner, message_id, from, to: addresses, subject: message.subject, mail, files });
  }

  async function sendMail(owner, headers, bytes) {
    const address = await caller(headers, owner, ["Mail.Send"]);
    if (bytes.length > LARGEST_REQUEST)
      throw new Refusal(413, "RequestEntityTooLarge", "The request entity is too large.");
    const { message, saveToSentItems = true } = parse(bytes);
    if (!message) throw new Refusal(400, "ErrorInvalidRequest", "The message parameter is missing.");
    const read = checked(message);
    accept("graph sendMail", address, read);
    if (saveToSentItems) keep(address, { ...read, isDraft: false });
    return reply(202);
  }

  function keep(address, message) {
    const id = `AAkALg${randomUUID()}==`;
    const internetMessageId = message.internetMessageId ?? `<${randomUUID()}@graph>`;
    const kept = { id, attachments: [], ...message, internetMessageId };
    mailbox(address).set(id, kept);
    return kept;
  }

  function find(address, id, draft) {
    const message = mailbox(address).get(id);
    if (!message || (draft && !message.isDraft))
      throw new Refusal(404, "ErrorItemNotFound", "The specified object was not found in the store.");
    return message;
  }

  async function messages(asked, owner, [id, part, last]) {
    const { method, query, headers, bytes } = asked;
    const write = ["Mail.ReadWrite"];
    if (!id && method === "GET") {
      const address = await caller(headers, owner, ["Mail.Read", ...write]);
      const filter = query.get("$filter") ?? "";
      const wanted = /^internetMessageId eq '(.*)'$/.exec(filter)?.[1]?.replaceAll("''", "'");
      if (filter && !wanted)
        throw new Refusal(400, "ErrorInvalidUrlQueryFilter", "The query filter contains one or more invalid nodes.");
      const found = [...mailbox(address).values()].filter((message) => !wanted || message.internetMessageId === wanted);
      return reply(200, { value: found.map((message) => shown(message, query)) });
    }
    const address = await caller(headers, owner, part === "send" ? ["Mail.Send"] : write);
    if (!id && method === "POST")
      return reply(201, shown(keep(address, { ...checked(parse(bytes)), isDraft: true }), query));
    if (!part && method === "GET") return reply(200, shown(find(address, id), query));
    if (!part && method === "DELETE") {
      find(address, id);
      mailbox(address).delete(id);
      return reply(204);
    }
    const draft = find(address, id, true);
    if (part === "send" && method === "POST") {
      accept("graph send", address, draft);
      draft.isDraft = false;
      return reply(202);
    }
    if (part === "attachments" && last === "createUploadSession")
      return session(address, id, parse(bytes).AttachmentItem);
    if (part === "attachments" && method === "POST") {
      const file = attachment(parse(bytes));
      if (file.bytes.length > LARGEST_ATTACH)
        throw new Refusal(413, "RequestEntityTooLarge", "The request entity is too large.");
      draft.attachments.push(file);
      const { bytes: content, contentBytes, ...rest } = file;
      return reply(201, { id: randomUUID(), size: content.length, ...rest });
    }
    throw new Refusal(405, "BadRequest", `The OData path is invalid for ${method}.`);
  }

  function session(address, id, item) {
    if (item?.attachmentType !== "file" || !item.name || !Number.isInteger(item.size))
      throw new Refusal(400, "ErrorInvalidRequest", "The attachment item is not valid.");
    if (item.size < SMALLEST_SESSION)
      throw new Refusal(
        400,
        "ErrorAttachmentSizeShouldNotBeLessThanMinimumSize",
        "The attachment size should be at least 3 MB.",
      );
    const key = randomUUID();
    sessions.set(key, { address, id, item, got: [], at: 0 });
    const expirationDateTime = new Date(Date.now() + 3_600_000).toISOString();
    return reply(201, {
      "@odata.context": `${base}/v1.0/$metadata#microsoft.graph.uploadSession`,
      uploadUrl: `${base}/upload/${key}?authtoken=${randomUUID()}`,
      expirationDateTime,
      nextExpectedRanges: ["0-"],
    });
  }

  function piece({ method, headers, bytes }, key) {
    const session = sessions.get(key);
    if (method !== "PUT" || !session) throw new Refusal(404, "ErrorItemNotFound", "The upload session was not found.");
    if (headers.authorization)
      throw new Refusal(401, "InvalidAudience", "The upload address is the permission: no Authorization goes with it.");
    const range = /^bytes (\d+)-(\d+)\/(\d+)$/.exec(headers["content-range"] ?? "");
    const [start, end, size] = (range ?? []).slice(1).map(Number);
    const fits = range && start === session.at && size === session.item.size && end - start + 1 === bytes.length;
    if (!fits || bytes.length >= 4_000_000)
      throw new Refusal(416, "ErrorInvalidRange", "The range does not continue what was uploaded.");
    session.got.push(bytes);
    session.at = end + 1;
    if (session.at < size)
      return reply(200, {
        "@odata.context": `${base}/v1.0/$metadata#uploadSession`,
        ExpirationDateTime: new Date(Date.now() + 3_600_000).toISOString(),
        NextExpectedRanges: [String(session.at)],
      });
    sessions.delete(key);
    const { attachmentType, ...item } = session.item;
    find(session.address, session.id, true).attachments.push({ ...item, bytes: Buffer.concat(session.got) });
    return reply(201, null, {
      location: `${base}/v1.0/users/${session.address}/messages/${session.id}/attachments/${randomUUID()}`,
    });
  }

  const peer = await serve(
    "graph",
    async (asked) => {
      try {
        const [version, ...rest] = asked.path.split("/").slice(1).map(decodeURIComponent);
        if (version === "upload") return piece(asked, rest[0]);
        const [owner, action, ...more] = rest[0] === "users" ? rest.slice(1) : ["me", ...rest.slice(1)];
        if (!action && asked.method === "GET") {
          const address = await caller(asked.headers, owner, ["User.Read"]);
          return reply(200, {
            displayName: address.split("@")[0],
            mail: address,
            userPrincipalName: address,
            id: randomUUID(),
          });
        }
        if (action === "sendMail" && asked.method === "POST") return await sendMail(owner, asked.headers, asked.bytes);
        if (action === "messages") return await messages(asked, owner, more);
        throw new Refusal(400, "BadRequest", `Resource not found for the segment '${action}'.`);
      } catch (error) {
        if (error instanceof Refusal) return error.reply;
        throw error;
      }
    },
    orders,
    async ({ headers }) => {
      const value = /^Bearer (.+)$/.exec(headers.authorization ?? "")?.[1];
      return (await entra.issuer.token(value))?.account ?? "";
    },
  );
  base = peer.url;
  return peer;
}

function parse(bytes) {
  try {
    return JSON.parse(bytes.toString());
  } catch {
    throw new Refusal(400, "BadRequest", "Unable to read JSON request payload.");
  }
}

/** A message whose every field is one of the reference's. */
function checked(message) {
  const unknown = Object.keys(message).find((name) => !KNOWN.has(name));
  if (unknown)
    throw new Refusal(
      400,
      "RequestBodyRead",
      `The property '${unknown}' does not exist on type 'microsoft.graph.message'.`,
    );
  const foreign = (message.internetMessageHeaders ?? []).find(({ name }) => !/^x-/i.test(name));
  if (foreign)
    throw new Refusal(
      400,
      "InvalidInternetMessageHeader",
      `The internet message header name '${foreign.name}' should start with 'x-' or 'X-'.`,
    );
  const body = message.body;
  if (body && !(/^(text|html)$/i.test(body.contentType) && typeof body.content === "string"))
    throw new Refusal(400, "RequestBodyRead", "Cannot convert the body to 'microsoft.graph.itemBody'.");
  return { ...message, attachments: (message.attachments ?? []).map(attachment) };
}

function attachment(file) {
  if (file["@odata.type"] !== "#microsoft.graph.fileAttachment" || !file.name || typeof file.contentBytes !== "string")
    throw new Refusal(400, "RequestBodyRead", "Cannot convert the attachment to 'microsoft.graph.attachment'.");
  const { contentBytes, ...rest } = file;
  return { ...rest, bytes: Buffer.from(contentBytes, "base64") };
}

function shown({ id, isDraft, subject, internetMessageId, attachments }, query) {
  const expanded = query.get("$expand")?.startsWith("attachments")
    ? { attachments: attachments.map(({ name }) => ({ "@odata.type": "#microsoft.graph.fileAttachment", name })) }
    : {};
  return { id, isDraft, subject, internetMessageId, ...expanded };
}
