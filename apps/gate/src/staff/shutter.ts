const LOOPBACK = /^http:\/\/(?:127\.0\.0\.1|localhost):[0-9]{1,5}(?:\/[A-Za-z0-9/_.~-]*)?$/
const LONGEST_WAIT_MS = 3000

/** Says whether an address is one of this very device: nothing else may ever be told that somebody came in. */
export function isShutterAddress(text: string): boolean {
  if (!LOOPBACK.test(text) || !URL.canParse(text)) return false
  const { port, hostname } = new URL(text)
  return (hostname === "127.0.0.1" || hostname === "localhost") && (port === "" || Number(port) > 0)
}

/** Asks the shutter or turnstile on this device to open. What it answers is not read, only whether there was anyone. */
export async function openShutter(address: string, send: typeof fetch = fetch): Promise<boolean> {
  if (!isShutterAddress(address)) return false
  const signal = AbortSignal.timeout(LONGEST_WAIT_MS)
  const options = { method: "POST", mode: "no-cors", credentials: "omit", cache: "no-store", signal } as const
  return send(address, options).then(
    () => true,
    () => false,
  )
}
