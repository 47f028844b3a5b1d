/** Takes an invitation's token out of the address and the history. */
export function takeInvitation(): string | null {
  if (location.pathname !== "/enrol") return null
  const token = location.hash.slice(1)
  history.replaceState(null, "", "/enrol")
  return /^[A-Za-z0-9_-]{43}$/.test(token) ? token : null
}
