import { useSyncExternalStore } from "react"
import { ask } from "../keeper/ask-keeper.ts"

let underWay: Promise<void> | null = null
const listeners = new Set<() => void>()

/** Asks the network for the list, and compares. Who asks while that is under way waits for the same answer. */
export function checkNow(): Promise<void> {
  underWay ??= check()
  return underWay
}

async function check(): Promise<void> {
  try {
    // A moment later: not before every listener can be told that it is under way.
    await Promise.resolve()
    tell()
    await ask("checkList", {})
  } finally {
    underWay = null
    tell()
  }
}

function tell(): void {
  for (const listener of listeners) listener()
}

/** Whether the list is being asked for, by whichever part of the page. */
export function useIsChecking(): boolean {
  return useSyncExternalStore(
    (listener) => {
      listeners.add(listener)
      return () => listeners.delete(listener)
    },
    () => underWay !== null,
  )
}
