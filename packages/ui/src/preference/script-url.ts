// Trusted Types: the only scripts an app may start by address are its own workers and service worker.
interface Policy {
  createScriptURL(url: string): string
}
interface TrustedTypes {
  createPolicy(name: string, rules: Policy): Policy
}

let policy: Policy | undefined

/** A script address that the page's Trusted Types let through; throws for any address that is not the app's own. `base` is Vite's, with its closing slash. */
export function scriptUrl(url: string, base: string): string {
  const rules: Policy = {
    createScriptURL(wanted) {
      const { origin, pathname } = new URL(wanted, location.href)
      const isOwn = pathname === `${base}sw.js` || pathname.startsWith(`${base}assets/`) || import.meta.env.DEV
      if (origin !== location.origin || !isOwn) throw new TypeError(`not a script of this app: ${pathname}`)
      return wanted
    },
  }
  // as: the DOM types of this TypeScript do not know Trusted Types yet.
  const factory = (globalThis as { trustedTypes?: TrustedTypes }).trustedTypes
  if (!factory) return rules.createScriptURL(url)
  policy ??= factory.createPolicy("homesafe", rules)
  return policy.createScriptURL(url)
}
