import shared from "../shared/zh-Hans.json" with { type: "json" }
import own from "./zh-Hans.json" with { type: "json" }

export const messages = { ...shared, ...own }
