// A certificate authority that lives as long as the peers, made with openssl.
//
// Invariant: its key is in the peers' own folder and signs nothing but "localhost".
import { execFile } from "node:child_process";
import { writeFile } from "node:fs/promises";
import { join } from "node:path";
import { promisify } from "node:util";

const run = promisify(execFile);
const NAMES = "subjectAltName=DNS:localhost,DNS:mail.vega.example,IP:127.0.0.1";
const KEY = ["-newkey", "ec", "-pkeyopt", "ec_paramgen_curve:P-256", "-nodes"];

/** @returns {Promise<{ca: string, certificate: string, key: string}>} three files, PEM */
export async function makeAuthority(folder, name) {
  const file = (suffix) => join(folder, `${name}${suffix}`);
  const openssl = (...args) => run("openssl", args, { cwd: folder });
  const [ca, caKey, certificate, key, request, names] = [".ca.pem", ".ca.key", ".pem", ".key", ".csr", ".ext"].map(
    file,
  );
  const may = ["-addext", "basicConstraints=critical,CA:TRUE", "-addext", "keyUsage=critical,keyCertSign,cRLSign"];
  await openssl(
    "req",
    "-x509",
    ...KEY,
    "-keyout",
    caKey,
    "-out",
    ca,
    "-days",
    "7",
    "-subj",
    `/CN=Volante test CA ${name}`,
    ...may,
  );
  await openssl("req", "-new", ...KEY, "-keyout", key, "-out", request, "-subj", "/CN=localhost");
  await writeFile(names, `${NAMES}\nbasicConstraints=CA:FALSE\nextendedKeyUsage=serverAuth\n`);
  const signing = ["-CA", ca, "-CAkey", caKey, "-CAcreateserial", "-days", "7", "-extfile", names];
  await openssl("x509", "-req", "-in", request, "-out", certificate, ...signing);
  return { ca, certificate, key };
}
