import { useEffect, useState } from "react"

const STORAGE_KEY = "homesafe.list-keys"

/** What single letters do on a page with a list. */
export interface ListKeys {
  /** The list whose links `J` and `K` walk through; `Enter` opens the one in hand, as a link does. */
  readonly list: () => HTMLElement | null
  /** Where `/` goes. */
  readonly find: () => HTMLElement | null
  /** Where `N` goes. */
  readonly make: () => HTMLElement | null
}

/** Listens to single letters, outside fields and dialogs alone, while they are switched on; gives the switch. */
export function useListKeys(keys: ListKeys): readonly [isOn: boolean, setOn: (isOn: boolean) => void] {
  const [isOn, setOn] = useState(() => localStorage.getItem(STORAGE_KEY) !== "off")
  useEffect(() => {
    if (!isOn) return
    const onKey = (event: KeyboardEvent) => {
      const target = isFree(event) ? targetOf(event.key.toLowerCase(), keys) : null
      if (!target) return
      event.preventDefault() // or the letter would stand in the field that it leads to
      target.focus()
    }
    addEventListener("keydown", onKey)
    return () => removeEventListener("keydown", onKey)
  }, [isOn, keys])
  const choose = (next: boolean) => {
    localStorage.setItem(STORAGE_KEY, next ? "on" : "off")
    setOn(next)
  }
  return [isOn, choose]
}

/** Whether a letter is no part of typing, of a shortcut of the browser's, or of an open dialog. */
function isFree({ target, altKey, ctrlKey, metaKey, defaultPrevented }: KeyboardEvent): boolean {
  if (altKey || ctrlKey || metaKey || defaultPrevented || document.querySelector("dialog[open]")) return false
  return !(target instanceof Element && target.closest("input, select, textarea, [contenteditable]"))
}

function targetOf(key: string, { list, find, make }: ListKeys): HTMLElement | null {
  if (key === "/") return find()
  if (key === "n") return make()
  if (key !== "j" && key !== "k") return null
  const links = [...(list()?.querySelectorAll<HTMLElement>("a.list-row") ?? [])]
  const inHand = document.activeElement
  const at = inHand instanceof HTMLElement ? links.indexOf(inHand) : -1
  if (at < 0) return links[0] ?? null
  return links[key === "j" ? at + 1 : at - 1] ?? null
}
