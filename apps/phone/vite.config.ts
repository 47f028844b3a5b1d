import { appConfig } from "@homesafe/ui/vite"
import { listBuildFiles } from "@homesafe/ui/vite/list-build-files"
import { defineConfig, mergeConfig } from "vite"
import { VitePWA } from "vite-plugin-pwa"
import { version } from "./package.json" with { type: "json" }
import { writeDocuments } from "./vite/write-documents.ts"

// Importing one of our libraries does nothing by itself (ARCHITECTURE.md): what a page does not use is left out.
const PURE = /packages\/(protocol|domain|api|i18n)\/src\/|node_modules\/(@noble|@hpke|zod)\//
const rolldownOptions = { treeshake: { moduleSideEffects: (id: string) => !PURE.test(id) } }

// Everything the app will ever need is fetched once, at the first visit: scanner, languages, icons. Nothing is fetched at a door.
const precache = VitePWA({
  strategies: "injectManifest",
  srcDir: "src",
  filename: "sw.ts",
  injectRegister: false,
  manifest: {
    id: "/",
    name: "HomeSafe",
    short_name: "HomeSafe",
    description: "Check in at the door. Nothing leaves your phone.",
    start_url: "/",
    scope: "/",
    display: "standalone",
    background_color: "#f5f2ec",
    theme_color: "#0b5a54",
    icons: [
      { src: "/icon.svg", sizes: "any", type: "image/svg+xml" },
      { src: "/icon-192.png", sizes: "192x192", type: "image/png" },
      { src: "/icon-512.png", sizes: "512x512", type: "image/png" },
      { src: "/icon-maskable-512.png", sizes: "512x512", type: "image/png", purpose: "maskable" },
    ],
    shortcuts: [{ name: "Scan", url: "/", icons: [{ src: "/icon-192.png", sizes: "192x192" }] }],
  },
  injectManifest: {
    rollupOptions: rolldownOptions,
    globPatterns: ["**/*.{js,css,html,wasm,png,svg,webmanifest}"],
    // The documents are for reading while there is a network; the app needs none of them.
    globIgnores: ["transparency/**"],
    maximumFileSizeToCacheInBytes: 3_000_000,
  },
})

export default defineConfig(
  mergeConfig(appConfig({ app: "phone", base: "/", preact: true }), {
    define: { __APP_VERSION__: JSON.stringify(version) },
    plugins: [precache, writeDocuments(version), listBuildFiles(version)],
    build: { rolldownOptions },
    worker: { format: "es", rolldownOptions },
  }),
)
