import fs from "node:fs"
import path from "node:path"
import { createAuthorityApp } from "@homesafe/authority/app"
import { createHealthApp } from "@homesafe/healthcode/app"
import { createOpenerApp } from "@homesafe/opener/app"
import { createLinkApp, createPublicApp } from "@homesafe/public/app"
import { createVerifierApp } from "@homesafe/verifier/app"

/** Where the documents lie. */
export const openApiFolder = path.resolve(import.meta.dirname, "../../../../docs/openapi")

/**
 * What a server is made of while its routes are bound and none is called: every part is there and does nothing. Files of apps are no
 * part of an interface, so there are none.
 */
function partsOf(known: Readonly<Record<string, unknown>>): never {
  const parts: unknown = new Proxy(() => parts, {
    get: (_, name) => (typeof name === "string" && Object.hasOwn(known, name) ? known[name] : parts),
  })
  return parts as never // as: it stands in for any of the servers' parts
}

/** Each server's interface as OpenAPI 3.1, by the name of its document. */
export async function openApiDocuments(): Promise<ReadonlyMap<string, string>> {
  const parts = partsOf({
    apps: null,
    consoleDist: null,
    oidc: null,
    push: null,
    log: undefined,
    consoleOrigin: "https://console.example",
    publicOrigin: "https://go.example",
    origin: "https://go.example",
    proxies: "127.0.0.1",
    limits: { perMinute: 1 },
  })
  const apps = {
    public: createPublicApp(parts),
    link: createLinkApp(parts),
    authority: createAuthorityApp(parts, { problem: null }),
    healthcode: createHealthApp(parts),
    opener: createOpenerApp(),
    verifier: createVerifierApp(parts),
  }
  const documents = new Map<string, string>()
  for (const [name, making] of Object.entries(apps)) {
    const app = await making
    await app.ready()
    documents.set(`${name}.json`, `${JSON.stringify(app.swagger(), null, 1)}\n`)
    await app.close()
  }
  return documents
}

/** Writes the documents anew. */
export async function writeOpenApi(say: (line: string) => void): Promise<void> {
  fs.mkdirSync(openApiFolder, { recursive: true })
  for (const [name, text] of await openApiDocuments()) {
    fs.writeFileSync(path.join(openApiFolder, name), text)
    say(path.join(openApiFolder, name))
  }
}
