/** What a link for an officer is for: a first passkey, or a new one after the old was lost. */
export interface Invitation {
  readonly token: string
  readonly isRecovery: boolean
}

/** Takes the token of an officer's link out of the address and the history. */
export function takeInvitation(): Invitation | null {
  const { pathname, hash } = location
  if (pathname !== "/enrol" && pathname !== "/recover") return null
  const token = hash.slice(1)
  history.replaceState(null, "", pathname)
  return /^[A-Za-z0-9_-]{43}$/.test(token) ? { token, isRecovery: pathname === "/recover" } : null
}
