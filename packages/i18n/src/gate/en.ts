import shared from "../shared/en.json" with { type: "json" }
import own from "./en.json" with { type: "json" }

export const messages = { ...shared, ...own }
