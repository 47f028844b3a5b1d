import type { System } from "../harness/run-system.ts"
import { type Engine, press, textOf, waitFor, waitForText } from "./engine.ts"

/** What came of one step: it works, or what the page said instead. */
export interface Step {
  readonly name: string
  readonly outcome: string
  readonly works: boolean
}
/** What the walk needs from the authority and the venue. */
export interface Provisions {
  readonly system: System
  readonly name: string
  readonly url: string
  readonly photo: string
  readonly uploadCode: string
}

/** From the first start to a shared visit, as a person goes; a step that fails does not stop the next. */
export async function walkThrough(engine: Engine, provisions: Provisions): Promise<readonly Step[]> {
  const { system, name, url, photo, uploadCode } = provisions
  const steps: Step[] = []
  const step = async (what: string, act: () => Promise<string | undefined>) => {
    try {
      steps.push({ name: what, outcome: (await act()) ?? "", works: true })
    } catch (error) {
      const said = error instanceof Error ? error.message : "unknown"
      steps.push({ name: what, outcome: said.replace(/\s+/g, " ").slice(0, 300), works: false })
    }
  }
  const diary = () => engine.open(`${system.publicOrigin}/diary`)

  await step("first start: a language, the store is made", async () => {
    await diary()
    await press(engine, "^English$")
    await press(engine, "^Start$")
    await waitFor(engine, `document.querySelector("nav") !== null`, "the app", 90_000)
    return undefined
  })
  if (steps.some(({ works }) => !works)) return steps // without a store there is nothing more to see
  await step("the app is kept for use without a network", async () => {
    await waitFor(engine, "navigator.serviceWorker?.ready.then(() => true)", "a service worker", 20_000)
    await waitFor(engine, "navigator.serviceWorker.controller !== null", "control of the page", 20_000)
    return undefined
  })
  await step("check in by a photo of a poster", async () => {
    await press(engine, "^Scan$")
    await engine.choosePhoto(photo)
    await waitForText(engine, "You’re in")
    await waitForText(engine, name)
    return undefined
  })
  await step("leave", async () => {
    await leave(engine)
    return undefined
  })
  await step("check in by the link that a phone’s own camera opens", async () => {
    await engine.open(url)
    await waitForText(engine, "You’re in|You are in")
    const address = await engine.run<string>("location.href")
    if (address.includes("#")) throw new Error(`the code stays in the address: ${address}`)
    await leave(engine)
    return "the code leaves the address"
  })
  await step("the diary, after the app was opened anew", async () => {
    await diary()
    return waitForText(engine, name)
  })
  await step("compare with the list", async () => {
    await press(engine, "^Settings$")
    await press(engine, "^The authority’s list")
    await press(engine, "^Check now$")
    await press(engine, "^Diary$")
    return waitForText(engine, "No match in the list of [0-9:]+")
  })
  await step("share the visits with an upload code", async () => {
    await engine.open(`${system.publicOrigin}/u#${uploadCode.replace(/\D/g, "")}`)
    await press(engine, "^(Next|Continue)$")
    await press(engine, "^Seal and send")
    return waitForText(engine, "[0-9]+ visits? w(as|ere) received", 60_000)
  })
  await step("a second page asks the first one’s keeper", async () => {
    await engine.textBeside(`${system.publicOrigin}/diary`, name)
    return "both show the diary"
  })
  return steps
}

/** Leaves, and waits until the page offers it no more. */
async function leave(engine: Engine): Promise<void> {
  await press(engine, "^Leave now$")
  const isOver = `/You have left/.test(document.body.innerText) && !/Leave now/.test(document.body.innerText)`
  await waitFor(engine, isOver, "the end of the visit")
}

/** What the engine has of what the app would use. */
export async function facilitiesOf(engine: Engine): Promise<Readonly<Record<string, string>>> {
  return engine.run(`(async () => {
    const yes = (value) => (value ? "yes" : "no")
    const state = async (name) => {
      try { return (await navigator.permissions.query({ name })).state } catch { return "cannot be asked" }
    }
    const voices = globalThis.speechSynthesis ? String(speechSynthesis.getVoices().length) + " voices" : "no"
    return {
      "secure context": yes(isSecureContext),
      "origin-private files": yes(navigator.storage?.getDirectory),
      "promise to keep them": yes(await navigator.storage?.persisted?.()),
      "locks": yes(navigator.locks),
      "BroadcastChannel": yes(globalThis.BroadcastChannel),
      "service worker": yes(navigator.serviceWorker),
      "OffscreenCanvas": yes(globalThis.OffscreenCanvas),
      "camera interface": yes(navigator.mediaDevices?.getUserMedia),
      "camera permission": await state("camera"),
      "push": yes(globalThis.PushManager),
      "notifications": globalThis.Notification ? Notification.permission : "no",
      "reading aloud": voices,
      "vibration": yes(navigator.vibrate),
      "trusted types": yes(globalThis.trustedTypes),
    }
  })()`)
}

/** What the app's first page, settings and proofs say here, for a person to judge whether it says what it cannot do. */
export async function whatTheAppSays(engine: Engine, system: System): Promise<readonly string[]> {
  const said: string[] = []
  for (const page of ["/", "/settings", "/settings/proof"]) {
    await engine.open(`${system.publicOrigin}${page}`)
    await new Promise((resume) => setTimeout(resume, 2500)) // the page asks the browser for permissions' states
    said.push(`${page} ${await textOf(engine)}`)
  }
  return said
}
