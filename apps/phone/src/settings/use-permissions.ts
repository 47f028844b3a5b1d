import { useEffect, useState } from "react"

/** What the browser says of what this page may use. */
export interface Permissions {
  readonly camera: "granted" | "denied" | "prompt" | "unknown"
  readonly notifications: "granted" | "denied" | "prompt" | "unknown"
  /** True: the browser promised not to clear the diary by itself. */
  readonly isPersisted: boolean | undefined
  /** True: the app opens without a network. */
  readonly isKept: boolean
}

/** Asks the browser; asking opens no question to the reader. */
export function usePermissions(): Permissions | undefined {
  const [permissions, setPermissions] = useState<Permissions>()
  useEffect(() => {
    void readPermissions().then(setPermissions)
  }, [])
  return permissions
}

async function readPermissions(): Promise<Permissions> {
  return {
    camera: await stateOf("camera"),
    notifications: await stateOf("notifications"),
    isPersisted: await navigator.storage?.persisted?.(),
    isKept: navigator.serviceWorker?.controller != null,
  }
}

async function stateOf(name: string): Promise<Permissions["camera"]> {
  try {
    // as: TypeScript's list of names is shorter than browsers' own; an unknown name throws.
    return (await navigator.permissions.query({ name: name as PermissionName })).state
  } catch {
    return "unknown"
  }
}
