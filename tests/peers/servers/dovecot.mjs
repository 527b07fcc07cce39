// Dovecot as a submission server: XOAUTH2 by asking the Entra peer what a token is worth, PLAIN and LOGIN by password, and
// everything handed on to the receiver. IMAP stands beside it, for reading.
//
// Invariant: it runs in the foreground, from a folder of its own, and touches nothing of the system's Dovecot.
import { spawn } from "node:child_process";
import { chmod, chown, mkdir, writeFile } from "node:fs/promises";
import { createServer, connect } from "node:net";
import { join } from "node:path";
import { setTimeout as pause } from "node:timers/promises";
import { INTROSPECTOR } from "./issuer.mjs";

const NOBODY = { uid: 65534, gid: 65534 };
/** Bytes of a message; announced as SIZE. */
export const LARGEST = 12_000_000;

export async function startDovecot({ folder, certificate, key, introspection, relay, users }) {
  const root = process.getuid() === 0;
  const [submission, submissions, imap, imaps] = await freePorts(4);
  const mails = join(folder, "mails");
  await mkdir(mails, { recursive: true });
  // The authentication and mail processes run as other users than the one who made the folder.
  await chmod(folder, 0o755);
  if (root) await chown(mails, NOBODY.uid, NOBODY.gid);
  const url = new URL(introspection);
  url.username = INTROSPECTOR.id;
  url.password = INTROSPECTOR.secret;
  const file = async (name, content, mode = 0o644) => {
    await writeFile(join(folder, name), content, { mode });
    return join(folder, name);
  };
  const oauth = await file(
    "oauth2.conf",
    `introspection_mode = post
introspection_url = ${url}
force_introspection = yes
active_attribute = active
active_value = true
username_attribute = username
`,
  );
  const passwords = await file(
    "users",
    Object.entries(users)
      .map(([user, password]) => `${user}:{PLAIN}${password}\n`)
      .join(""),
  );
  const listener = (name, port, tls) =>
    `  inet_listener ${name} {\n    address = 127.0.0.1\n    port = ${port}\n    ssl = ${tls ? "yes" : "no"}\n  }\n`;
  const own = root ? NOBODY : { uid: process.getuid(), gid: process.getgid() };
  const unprivileged = `default_internal_user = ${process.env.USER}
default_login_user = ${process.env.USER}
default_internal_group = ${process.env.USER}
service anvil {
  chroot =
}
service submission-login {
  chroot =
}
service imap-login {
  chroot =
}
`;
  const config = await file(
    "test.conf",
    `protocols = submission imap
base_dir = ${folder}/run
state_dir = ${folder}/state
log_path = ${folder}/dovecot.log
listen = 127.0.0.1
hostname = mail.vega.example
ssl = required
ssl_cert = <${certificate}
ssl_key = <${key}
disable_plaintext_auth = yes
auth_mechanisms = plain login xoauth2 oauthbearer
auth_failure_delay = 0
auth_cache_size = 0
mail_location = maildir:${mails}/%u
first_valid_uid = 1
passdb {
  driver = oauth2
  mechanisms = xoauth2 oauthbearer
  args = ${oauth}
}
passdb {
  driver = passwd-file
  mechanisms = plain login
  args = scheme=PLAIN username_format=%u ${passwords}
}
userdb {
  driver = static
  args = uid=${own.uid} gid=${own.gid} home=${mails}/%u
}
submission_relay_host = 127.0.0.1
submission_relay_port = ${relay}
submission_relay_ssl = no
submission_relay_trusted = no
submission_max_mail_size = ${LARGEST}
recipient_delimiter = +
service submission-login {
${listener("submission", submission, false)}${listener("submissions", submissions, true)}}
service imap-login {
${listener("imap", imap, false)}${listener("imaps", imaps, true)}}
service auth {
  client_limit = 1000
}
# Whoever is refused often waits longer each time, and tests are refused all day.
service anvil {
  unix_listener anvil-auth-penalty {
    mode = 0
  }
}
mail_max_userip_connections = 100
${root ? "" : unprivileged}`,
  );
  // Killed outright, this process can't stop anything any more: the shell notices that its input has ended, and does.
  const program = `exec 3<&0; dovecot -F -c "$1" & server=$!; (cat <&3 >/dev/null; kill $server) & trap 'kill $server' TERM; wait $server`;
  const child = spawn("sh", ["-c", program, "sh", config], {
    stdio: ["pipe", "inherit", "inherit"],
    env: { ...process.env, PATH: `${process.env.PATH}:/usr/sbin` },
  });
  const ended = new Promise((resolve, reject) =>
    child
      .once("error", reject)
      .once("exit", (code) => resolve(`dovecot ended with ${code}; see ${folder}/dovecot.log`)),
  );
  await Promise.race([
    Promise.all([submission, submissions, imap, imaps].map(answers)),
    ended.then((words) => Promise.reject(new Error(words))),
  ]);
  return { ports: { submission, submissions, imap, imaps }, stop: () => child.kill(), ended };
}

async function freePorts(count) {
  const servers = await Promise.all(
    Array.from(
      { length: count },
      () =>
        new Promise((resolve) => {
          const server = createServer().listen(0, "127.0.0.1", () => resolve(server));
        }),
    ),
  );
  const ports = servers.map((server) => server.address().port);
  await Promise.all(servers.map((server) => new Promise((resolve) => server.close(resolve))));
  return ports;
}

/** Waits until something takes connections there. */
async function answers(port) {
  for (let tries = 0; tries < 200; tries++) {
    const open = await new Promise((resolve) => {
      const socket = connect(port, "127.0.0.1", () => resolve(true)).once("error", () => resolve(false));
      socket.once("close", () => {});
      setTimeout(() => socket.destroy(), 50).unref();
    });
    if (open) return;
    await pause(50);
  }
  throw new Error(`nothing listens on port ${port}`);
}
