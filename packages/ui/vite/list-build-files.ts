import { createHash } from "node:crypto"
import fs from "node:fs"
import path from "node:path"
import type { Plugin } from "vite"

/** Writes build.json: every file of the app with its SHA-256. The hash of that file names the build; whoever has it can compare what is served. */
export function listBuildFiles(version: string): Plugin {
  let dist = ""
  let base = "/"
  return {
    name: "homesafe-list-build-files",
    apply: "build",
    configResolved(config) {
      dist = path.resolve(config.root, config.build.outDir)
      base = config.base
    },
    // After the service worker was written.
    closeBundle: {
      order: "post",
      sequential: true,
      handler() {
        const list = path.join(dist, "build.json")
        fs.rmSync(list, { force: true })
        const names = fs
          .readdirSync(dist, { recursive: true, encoding: "utf8" })
          .filter((name) => fs.statSync(path.join(dist, name)).isFile() && !/\.(br|gz)$/.test(name))
          .sort()
        const files = names.map((name) => {
          const sha256 = createHash("sha256")
            .update(fs.readFileSync(path.join(dist, name)))
            .digest("hex")
          return { path: `${base}${name.split(path.sep).join("/")}`, sha256 }
        })
        fs.writeFileSync(list, `${JSON.stringify({ v: 1, version, files }, null, 1)}\n`)
      },
    },
  }
}
