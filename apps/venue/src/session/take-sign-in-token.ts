/** Takes the token of a mailed link out of the address and out of the history entry. */
export function takeSignInToken(): string | undefined {
  if (!location.pathname.endsWith("/sign-in")) return undefined
  const token = location.hash.slice(1)
  if (location.hash !== "") history.replaceState(null, "", location.pathname)
  return /^[A-Za-z0-9_-]{43}$/.test(token) ? token : token === "" ? undefined : "damaged"
}
