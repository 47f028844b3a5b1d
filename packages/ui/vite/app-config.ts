import type { Plugin, UserConfig } from "vite"
import { compressFiles } from "./compress-files.ts"

/** The build that phone, venue and console share; each app adds its own plugins. */
export function appConfig({
  app,
  base,
  preact,
}: {
  /** Only a name for messages. */
  readonly app: string
  readonly base: string
  /** preact/compat in React's place (not for the console, whose table and date parts need React itself). */
  readonly preact: boolean
}): UserConfig {
  return {
    base,
    resolve: {
      alias: preact
        ? [
            { find: /^react-dom\/client$/, replacement: "preact/compat/client" },
            { find: /^react(-dom)?$/, replacement: "preact/compat" },
            { find: /^react\/(jsx-runtime|jsx-dev-runtime)$/, replacement: "preact/jsx-runtime" },
          ]
        : [],
    },
    oxc: { jsx: { runtime: "automatic", importSource: preact ? "preact" : "react" } },
    build: {
      target: "es2022",
      outDir: "dist",
      emptyOutDir: true,
      // Nothing becomes a data: address, and the page has no inline script: 'self' is the whole policy.
      assetsInlineLimit: 0,
      modulePreload: { polyfill: false },
    },
    worker: { format: "es" },
    plugins: [refuseInlineCode(app), compressFiles()],
  }
}

/** Fails the build when index.html would need 'unsafe-inline'. */
function refuseInlineCode(app: string): Plugin {
  return {
    name: "homesafe-refuse-inline-code",
    apply: "build",
    transformIndexHtml: {
      order: "post",
      handler(html) {
        const inline = /<script(?![^>]*\ssrc=)|<style|\sstyle=|\son\w+=/.exec(html)
        if (inline) throw new Error(`${app}: index.html holds inline code: ${inline[0]}`)
        // Everything is of one origin: no request needs CORS.
        return html.replaceAll(" crossorigin", "")
      },
    },
  }
}
