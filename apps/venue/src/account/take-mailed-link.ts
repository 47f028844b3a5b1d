import type { MailedLinkKind } from "@homesafe/api"

const kinds = ["confirm-recovery", "answer-recovery", "confirm-mail", "undo-mail", "undo-hand-over"] as const

/** What a mailed link is for, and its secret. */
export interface MailedLink {
  readonly kind: MailedLinkKind
  readonly token: string
}

/** Takes a mailed link's secret out of the address and out of the history entry; null where it is damaged. */
export function takeMailedLink(): MailedLink | null {
  if (!location.pathname.endsWith("/confirm")) return null
  const read = readMailedLink(location.hash)
  if (location.hash !== "") history.replaceState(null, "", location.pathname)
  return read
}

/** Reads `#kind.token`. */
export function readMailedLink(hash: string): MailedLink | null {
  const [, name, token] = /^#([a-z-]+)\.([A-Za-z0-9_-]{43})$/.exec(hash) ?? []
  const kind = kinds.find((each) => each === name)
  return kind && token ? { kind, token } : null
}
