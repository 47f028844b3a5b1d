/** The browser makers' push services: Chromium, Firefox, Safari, Edge. `*.` stands for one or more labels. */
export const KNOWN_PUSH_SERVICES = [
  "fcm.googleapis.com",
  "updates.push.services.mozilla.com",
  "*.push.apple.com",
  "*.notify.windows.com",
] as const

/**
 * Whether an endpoint is an https address at a known push service, spelt in the one way that every reader of addresses agrees on.
 * Whoever subscribes chooses where this server sends to: without the list, they could aim it at any machine that it can reach.
 */
export function isKnownEndpoint(endpoint: string, services: readonly string[]): boolean {
  const url = URL.parse(endpoint)
  if (!url || url.href !== endpoint || url.protocol !== "https:") return false
  if (url.username !== "" || url.password !== "" || url.hash !== "") return false
  return services.some((service) =>
    service.startsWith("*.")
      ? url.host.endsWith(service.slice(1)) && url.host.length >= service.length
      : url.host === service,
  )
}
