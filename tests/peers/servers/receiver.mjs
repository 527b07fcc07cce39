// Starts receiver.py, passes orders on and records what it took.
//
// Invariant: an order is confirmed only when the receiver has it, and after `settle` every mail taken before it is recorded.
import { spawn } from "node:child_process";
import { createInterface } from "node:readline";
import { fileURLToPath } from "node:url";

/** @returns {Promise<{ports: object, order: (order: object) => Promise<void>, settle: () => Promise<void>, stop: () => void}>} */
export async function startReceiver({ python, plan, accept, meet }) {
  const program = fileURLToPath(new URL("receiver.py", import.meta.url));
  const child = spawn(python, ["-u", "-W", "ignore", program, JSON.stringify(plan)], {
    stdio: ["pipe", "pipe", "inherit"],
  });
  const confirmed = new Map();
  let count = 0;
  const ports = await new Promise((resolve, reject) => {
    child.once("error", reject).once("exit", (code) => reject(new Error(`the receiver ended with ${code}`)));
    createInterface({ input: child.stdout }).on("line", (line) => {
      const { event, ...message } = JSON.parse(line);
      if (event === "ready") resolve(message.ports);
      if (event === "done") confirmed.get(message.id)?.();
      if (event === "met" && message.name) meet(message.name);
      if (event === "mail") accept({ ...message, via: `smtp ${message.via}`, raw: Buffer.from(message.raw, "base64") });
    });
  });
  const order = (order) =>
    new Promise((resolve) => {
      confirmed.set(++count, resolve);
      child.stdin.write(`${JSON.stringify({ id: count, order })}\n`);
    });
  // What it told before its answer to nothing has been read by then.
  const settle = () => order(null);
  return { ports, order, settle, stop: () => child.kill() };
}
