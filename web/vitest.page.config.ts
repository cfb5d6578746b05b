import { defineConfig } from "vitest/config";

// Drives the built page, as the server of the package gives it, in a real browser.
export default defineConfig({
  test: {
    include: ["e2e/**/*.e2e.ts"],
    globalSetup: "e2e/server.ts",
    fileParallelism: false,
    testTimeout: 120_000,
    hookTimeout: 200_000,
    expect: { poll: { timeout: 20_000 } },
  },
});
