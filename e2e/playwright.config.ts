import path from "node:path"
import { defineConfig } from "@playwright/test"

const cache = path.resolve(import.meta.dirname, "../.cache")

export default defineConfig({
  testDir: ".",
  testMatch: "*.journey.ts",
  outputDir: path.join(cache, "journeys"),
  timeout: 150_000,
  expect: { timeout: 15_000 },
  // Each journey has folders, ports and browsers of its own; within a file the tests go one after another.
  workers: 2,
  forbidOnly: true,
  reporter: [["list"], ["json", { outputFile: path.join(cache, "playwright.json") }]],
})
