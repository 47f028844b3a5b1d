import shared from "../shared/zh-Hant.json" with { type: "json" }
import own from "./zh-Hant.json" with { type: "json" }

export const messages = { ...shared, ...own }
