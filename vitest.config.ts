import { defineConfig } from "vitest/config"

export default defineConfig({
  test: {
    include: ["{packages,servers,apps,tools,scripts}/**/*.test.{ts,tsx}"],
    testTimeout: 30_000,
    hookTimeout: 120_000,
    maxWorkers: 2,
  },
})
