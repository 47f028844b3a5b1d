import { appConfig } from "@homesafe/ui/vite"
import { listBuildFiles } from "@homesafe/ui/vite/list-build-files"
import { defineConfig, mergeConfig } from "vite"
import { version } from "./package.json" with { type: "json" }

export default defineConfig(
  mergeConfig(appConfig({ app: "venue", base: "/venue/", preact: true }), { plugins: [listBuildFiles(version)] }),
)
