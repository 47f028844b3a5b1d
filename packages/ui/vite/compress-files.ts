import fs from "node:fs"
import path from "node:path"
import { brotliCompressSync, constants, gzipSync } from "node:zlib"
import type { Plugin } from "vite"

const TEXTS = /\.(js|css|html|svg|wasm|webmanifest)$/

/** Lays a Brotli and a gzip copy beside each file of text, so that the server compresses nothing while it serves. */
export function compressFiles(): Plugin {
  let dist = ""
  return {
    name: "homesafe-compress-files",
    apply: "build",
    configResolved(config) {
      dist = path.resolve(config.root, config.build.outDir)
    },
    // After the service worker was written, which names the files as they are.
    closeBundle: {
      order: "post",
      sequential: true,
      handler() {
        if (!fs.existsSync(dist)) return
        for (const file of fs.readdirSync(dist, { recursive: true, encoding: "utf8" })) {
          if (!TEXTS.test(file)) continue
          const at = path.join(dist, file)
          const bytes = fs.readFileSync(at)
          fs.writeFileSync(
            `${at}.br`,
            brotliCompressSync(bytes, { params: { [constants.BROTLI_PARAM_SIZE_HINT]: bytes.length } }),
          )
          fs.writeFileSync(`${at}.gz`, gzipSync(bytes, { level: 9 }))
        }
      },
    },
  }
}
