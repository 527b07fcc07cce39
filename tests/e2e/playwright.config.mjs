// The browser tests. `cargo xtask test e2e` builds, starts the servers and says where they are in VOLANTE_URLS (demo data, one
// for each worker, so that no two write to one database) and VOLANTE_EMPTY_URL (before its first run, with the code in
// VOLANTE_SETUP_CODE).
import { defineConfig, devices } from "@playwright/test";

const CONTAINER_FLAGS = [
  "--no-sandbox", "--disable-gpu", "--disable-quic", "--no-first-run",
  "--disable-background-networking", "--disable-component-update", "--disable-sync",
];

const URLS = (process.env.VOLANTE_URLS ?? "").split(" ");

export default defineConfig({
  testDir: ".",
  testMatch: "**/*.spec.mjs",
  outputDir: "../../test-results",
  // A picture that is missing fails; it is taken when asked for (kit-pictures.spec.mjs).
  updateSnapshots: "none",
  snapshotPathTemplate: "{testDir}/pictures/{arg}{ext}",
  forbidOnly: Boolean(process.env.CI),
  retries: 0,
  workers: URLS.length,
  // Waiting, not judging: two workers share a small machine with a runtime each.
  timeout: 120_000,
  expect: { timeout: 15_000 },
  use: {
    ...devices["Desktop Chrome"],
    baseURL: URLS[Number(process.env.TEST_PARALLEL_INDEX ?? 0)],
    locale: "es-ES",
    timezoneId: "Europe/Madrid",
    screenshot: "only-on-failure",
    trace: "retain-on-failure",
    launchOptions: { executablePath: process.env.VOLANTE_CHROMIUM ?? "/usr/bin/chromium", args: CONTAINER_FLAGS },
  },
});
