import { isLanguage, type Language, pickLanguage } from "@homesafe/i18n"

/** How a reader wants the app to look and speak; kept on this device alone. */
export interface Preferences {
  readonly language: Language
  readonly theme: "system" | "light" | "dark"
  readonly text: "normal" | "large" | "largest"
  readonly contrast: "system" | "more"
  /** "elder": one large button; the phone app alone has it. */
  readonly view: "full" | "elder"
}

const STORAGE_KEY = "homesafe.preferences"
const choices = {
  theme: ["system", "light", "dark"],
  text: ["normal", "large", "largest"],
  contrast: ["system", "more"],
  view: ["full", "elder"],
} as const

/** Reads what was chosen before, or what the browser asks for. */
export function readPreferences(): Preferences {
  const kept = readKept()
  const language = kept.language
  return {
    language: isLanguage(language) ? language : pickLanguage(navigator.languages),
    theme: choices.theme.find((word) => word === kept.theme) ?? "system",
    text: choices.text.find((word) => word === kept.text) ?? "normal",
    contrast: choices.contrast.find((word) => word === kept.contrast) ?? "system",
    view: choices.view.find((word) => word === kept.view) ?? "full",
  }
}

function readKept(): Readonly<Record<string, unknown>> {
  try {
    const kept: unknown = JSON.parse(localStorage.getItem(STORAGE_KEY) ?? "{}")
    return typeof kept === "object" && kept !== null ? { ...kept } : {}
  } catch {
    return {} // Storage refused or its text damaged: the defaults serve.
  }
}

/** Keeps the choices and shows them on the page: lang, data-theme, data-text, data-contrast. */
export function applyPreferences(preferences: Preferences): void {
  const root = document.documentElement
  root.lang = preferences.language
  showLooks(preferences)
  try {
    localStorage.setItem(STORAGE_KEY, JSON.stringify(preferences))
  } catch {
    // Storage refused: the choice holds until the page closes.
  }
}

/** Shows the looks on the page without keeping them. */
export function showLooks({ theme, text, contrast, view }: Preferences): void {
  const root = document.documentElement
  setOrRemove(root, "data-theme", theme, "system")
  setOrRemove(root, "data-text", view === "elder" && text === "normal" ? "large" : text, "normal")
  setOrRemove(root, "data-contrast", contrast, "system")
}

function setOrRemove(root: HTMLElement, attribute: string, value: string, unset: string): void {
  if (value === unset) root.removeAttribute(attribute)
  else root.setAttribute(attribute, value)
}
