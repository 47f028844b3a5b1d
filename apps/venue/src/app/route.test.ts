import { expect, test, vi } from "vitest"

vi.stubEnv("BASE_URL", "/venue/")
const { pathOfRoute, readRoute } = await import("./route.ts")

test("every page's address leads back to it", () => {
  const id = "0f8b2c1e-4a57-4d0e-9a53-0c1d2e3f4a5b"
  for (const route of [
    { page: "list" },
    { page: "new" },
    { page: "many" },
    { page: "cards" },
    { page: "recover" },
    { page: "sign-in" },
    { page: "account" },
    { page: "lost" },
    { page: "confirm" },
    { page: "venue", id },
    { page: "change", id },
    { page: "renew", id },
    { page: "screens", id },
    { page: "people", id },
    { page: "hand-over", id },
    { page: "new-codes", id },
    { page: "poster", id, entrance: 12 },
    { page: "test", id, entrance: 0 },
  ] as const) {
    expect(readRoute(pathOfRoute(route))).toEqual(route)
  }
})

test("an address that names no page is said to name none", () => {
  for (const path of [
    "/venue/x",
    "/venue/venues/NOT-HEX",
    "/venue/venues/12345678/posters/abc",
    "/venue/new/2",
    "/venue/venues/12345678/posters/1/x",
  ]) {
    expect(readRoute(path)).toEqual({ page: "missing" })
  }
})
