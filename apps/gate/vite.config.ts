import { appConfig } from "@homesafe/ui/vite"
import { listBuildFiles } from "@homesafe/ui/vite/list-build-files"
import { defineConfig, mergeConfig } from "vite"
import { VitePWA } from "vite-plugin-pwa"
import { version } from "./package.json" with { type: "json" }

// Everything that a screen at a door needs is kept on it at the first visit: it goes on for days without a network.
const precache = VitePWA({
  strategies: "injectManifest",
  srcDir: "src",
  filename: "sw.ts",
  injectRegister: false,
  manifest: {
    id: "/gate/",
    name: "HomeSafe at the door",
    short_name: "HomeSafe door",
    description: "The code at the door, and the staff's page beside it.",
    start_url: "/gate/",
    scope: "/gate/",
    display: "standalone",
    background_color: "#f5f2ec",
    theme_color: "#0b5a54",
    icons: [
      { src: "/gate/icon.svg", sizes: "any", type: "image/svg+xml" },
      { src: "/gate/icon-192.png", sizes: "192x192", type: "image/png" },
      { src: "/gate/icon-512.png", sizes: "512x512", type: "image/png" },
      { src: "/gate/icon-maskable-512.png", sizes: "512x512", type: "image/png", purpose: "maskable" },
    ],
  },
  injectManifest: {
    globPatterns: ["**/*.{js,css,html,wasm,png,svg,webmanifest}"],
    maximumFileSizeToCacheInBytes: 3_000_000,
  },
})

export default defineConfig(
  mergeConfig(appConfig({ app: "gate", base: "/gate/", preact: true }), {
    plugins: [precache, listBuildFiles(version)],
  }),
)
