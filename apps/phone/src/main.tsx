import { arrival } from "./start/take-arrival.ts"
import "@homesafe/ui/styles.css"
import "./phone.css"
import { createRoot } from "react-dom/client"
import { registerServiceWorker } from "./start/register-service-worker.ts"
import { Start } from "./start/start.tsx"

const root = document.getElementById("root")
if (!root) throw new Error("index.html has no #root")
createRoot(root).render(<Start arrival={arrival} />)
registerServiceWorker()
