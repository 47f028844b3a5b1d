import { appConfig } from "@homesafe/ui/vite"
import { defineConfig } from "vite"

export default defineConfig(appConfig({ app: "venue", base: "/venue/", preact: true }))
