import fs from "node:fs"
import {
  type Browser,
  type BrowserContext,
  chromium,
  type LaunchOptions,
  type Page,
  type Request,
} from "@playwright/test"

/**
 * The same engine without a window takes a third less of the machine (docs/engines.md names what else the apps are run in). It shows no
 * notifications and has no full screen: journeys about these say `isWhole`.
 */
const SHELL = "/usr/bin/chromium-headless-shell"
const WHOLE = "/usr/bin/chromium"

/** Chromium of the system, silent towards the rest of the world. */
function launchOptions(film?: string, isWhole = false): LaunchOptions {
  return {
    executablePath: process.env.CHROMIUM ?? (!isWhole && fs.existsSync(SHELL) ? SHELL : WHOLE),
    chromiumSandbox: process.getuid?.() !== 0,
    args: [
      "--use-fake-ui-for-media-stream",
      "--use-fake-device-for-media-stream",
      ...(film ? [`--use-file-for-fake-video-capture=${film}`] : []),
      "--disable-quic",
      "--disable-background-networking",
      "--disable-component-update",
      "--disable-sync",
      // The browser's own questions to its maker about the forms of a page: not the app's, and not to be sent from here.
      "--disable-features=AutofillServerCommunication,OptimizationHints,MediaRouter,NetworkTimeServiceQuerying",
      "--host-resolver-rules=MAP * ~NOTFOUND, EXCLUDE localhost, EXCLUDE 127.0.0.1",
      "--no-first-run",
    ],
  }
}

/** A desk's browser, for operators and officers. */
export function openDesk({ isWhole = false } = {}): Promise<Browser> {
  return chromium.launch(launchOptions(undefined, isWhole))
}

/** A phone: one profile on disk, one film before its camera (or none), one clock. */
export async function openPhone(
  profile: string,
  film: string | undefined,
  clockOffset: number,
  args: readonly string[] = [],
  { isWhole = false } = {},
): Promise<BrowserContext> {
  const options = launchOptions(film, isWhole)
  const phone = await chromium.launchPersistentContext(profile, {
    ...options,
    args: [...(options.args ?? []), ...args],
    viewport: { width: 360, height: 740 },
    permissions: ["camera"],
    locale: "en-GB",
    serviceWorkers: "allow",
  })
  phone.setDefaultTimeout(20_000)
  await setClock(phone, clockOffset)
  return phone
}

/** Shifts what pages believe the time to be, in seconds. Workers are told the time by their pages. */
export async function setClock(context: BrowserContext, clockOffset: number): Promise<void> {
  await context.addInitScript((seconds) => {
    const RealDate = (globalThis as { RealDate?: DateConstructor }).RealDate ?? Date
    const now = () => RealDate.now() + seconds * 1000
    const Shifted = new Proxy(RealDate, {
      construct: (target, given) => Reflect.construct(target, given.length === 0 ? [now()] : given),
      get: (target, name) => (name === "now" ? now : Reflect.get(target, name)),
    })
    Object.assign(globalThis, { RealDate, Date: Shifted })
  }, clockOffset)
}

/** Gives a page a passkey device that a person has just touched (WebAuthn's virtual authenticator). Returns the way to take it away. */
export async function givePasskeyDevice(page: Page, { hasPrf = false } = {}): Promise<() => Promise<void>> {
  const devtools = await page.context().newCDPSession(page)
  await devtools.send("WebAuthn.enable")
  const { authenticatorId } = await devtools.send("WebAuthn.addVirtualAuthenticator", {
    options: {
      protocol: "ctap2",
      ctap2Version: "ctap2_1",
      transport: "internal",
      hasResidentKey: true,
      hasUserVerification: true,
      isUserVerified: true,
      automaticPresenceSimulation: true,
      hasPrf,
    },
  })
  return async () => void (await devtools.send("WebAuthn.removeVirtualAuthenticator", { authenticatorId }))
}

/** Writes down what a phone asks of the network: what its service worker or its own memory answers is not of the network. */
export function watchNetwork(context: BrowserContext): { readonly seen: () => string[]; readonly forget: () => void } {
  let seen: string[] = []
  const note = async (request: Request) => {
    const response = await request.response().catch(() => null)
    if (response?.fromServiceWorker() || request.url().startsWith("blob:")) return
    seen.push(`${request.method()} ${request.url()}`)
  }
  context.on("requestfinished", (request) => void note(request))
  context.on("requestfailed", (request) => void note(request))
  return {
    seen: () => seen,
    forget: () => {
      seen = []
    },
  }
}
