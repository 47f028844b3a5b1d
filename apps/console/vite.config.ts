import { appConfig } from "@homesafe/ui/vite"
import { defineConfig } from "vite"

export default defineConfig(appConfig({ app: "console", base: "/", preact: false }))
