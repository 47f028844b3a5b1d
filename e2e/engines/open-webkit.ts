import { type ChildProcess, spawn } from "node:child_process"
import fs from "node:fs"
import net from "node:net"
import { type Engine, textWith } from "./engine.ts"

// A machine without a screen and without a graphics card; the sandbox needs rights that a container has not.
const surroundings = {
  WEBKIT_DISABLE_SANDBOX_THIS_IS_DANGEROUS: "1",
  WEBKIT_DISABLE_COMPOSITING_MODE: "1",
  LIBGL_ALWAYS_SOFTWARE: "1",
}

/** WebKitGTK through its own driver, on a virtual screen: the nearest thing to Safari that runs on Linux. */
export async function openWebkit(): Promise<Engine> {
  const display = `:${90 + Math.floor(Math.random() * 400)}`
  const screen = spawn("Xvfb", [display, "-screen", "0", "800x1000x24", "-nolisten", "tcp"], { stdio: "ignore" })
  const port = await freePort()
  const env = { ...process.env, ...surroundings, DISPLAY: display, LANG: "en_GB.UTF-8" }
  const driver = spawn("WebKitWebDriver", [`--port=${port}`], { env, stdio: "ignore" })
  const stop = () => Promise.all([end(driver), end(screen)])
  try {
    await answering(port)
    const session = await newSession(port)
    return {
      name: session.name,
      async open(url) {
        await session.ask("POST", "url", { url })
      },
      async run<T>(expression: string) {
        const script = `const done = arguments[0]; Promise.resolve().then(() => ${expression}).then((value) => done({ value }), (error) => done({ failed: String(error) }))`
        const answer = await session.ask<{ value?: T; failed?: string }>("POST", "execute/async", { script, args: [] })
        if (answer.failed !== undefined) throw new Error(answer.failed)
        return answer.value as T // as: the caller wrote the expression
      },
      async choosePhoto(file) {
        const wanted = { using: "css selector", value: "input[type=file]" }
        const found = await session.ask<Record<string, string>>("POST", "element", wanted)
        await session.ask("POST", `element/${Object.values(found)[0]}/value`, { text: file })
      },
      async textBeside(url, word) {
        const first = await session.ask<string>("GET", "window")
        const { handle } = await session.ask<{ handle: string }>("POST", "window/new", { type: "tab" })
        await session.ask("POST", "window", { handle })
        await session.ask("POST", "url", { url })
        const script = "return document.body.innerText"
        const text = await textWith(() => session.ask<string>("POST", "execute/sync", { script, args: [] }), word)
        await session.ask("DELETE", "window")
        await session.ask("POST", "window", { handle: first })
        return text
      },
      async takePicture(file) {
        fs.writeFileSync(file, Buffer.from(await session.ask<string>("GET", "screenshot"), "base64"))
      },
      async close() {
        await session.ask("DELETE", "").catch(() => {}) // it may have crashed: that is told by the walk
        await stop()
      },
    }
  } catch (error) {
    await stop()
    throw error
  }
}

/** A session of the W3C's WebDriver, which is a handful of requests. */
async function newSession(port: number) {
  const send = async <T>(method: string, path: string, body?: object): Promise<T> => {
    const reply = await fetch(`http://127.0.0.1:${port}/session${path}`, {
      method,
      ...(body ? { body: JSON.stringify(body) } : {}),
    })
    const { value } = (await reply.json()) as { value: T & { error?: string; message?: string } } // as: WebDriver's own form
    if (!reply.ok) throw new Error(`${value.error}: ${value.message}`)
    return value
  }
  // Safari has these; WebKitGTK has the same code and leaves it switched off.
  const asInSafari = "--features=+FileSystem,+AccessHandle,+StorageAPI"
  const options = { binary: miniBrowser(), args: ["--automation", "--geometry=400x800", asInSafari] }
  const alwaysMatch = {
    browserName: "MiniBrowser",
    "webkitgtk:browserOptions": options,
    timeouts: { script: 30_000, pageLoad: 60_000 },
  }
  const { sessionId, capabilities } = await send<{ sessionId: string; capabilities: { browserVersion?: string } }>(
    "POST",
    "",
    { capabilities: { alwaysMatch } },
  )
  return {
    name: `WebKitGTK, MiniBrowser ${capabilities.browserVersion ?? ""}`.trim(),
    ask: <T>(method: string, path: string, body?: object) =>
      send<T>(method, `/${sessionId}${path ? `/${path}` : ""}`, body),
  }
}

function miniBrowser(): string {
  const places = ["x86_64-linux-gnu", "aarch64-linux-gnu"].flatMap((machine) =>
    ["webkit2gtk-4.1", "webkit2gtk-4.0", "webkitgtk-6.0"].map(
      (version) => `/usr/lib/${machine}/${version}/MiniBrowser`,
    ),
  )
  const found = places.find((place) => fs.existsSync(place))
  if (!found) throw new Error("no MiniBrowser on this machine")
  return found
}

function end(child: ChildProcess): Promise<unknown> {
  if (child.exitCode !== null || child.signalCode !== null) return Promise.resolve()
  const ended = new Promise((resolve) => child.once("exit", resolve))
  child.kill("SIGTERM")
  return ended
}

function freePort(): Promise<number> {
  return new Promise((resolve) => {
    const server = net.createServer().listen(0, "127.0.0.1", () => {
      const { port } = server.address() as net.AddressInfo // as: it listens on TCP
      server.close(() => resolve(port))
    })
  })
}

async function answering(port: number): Promise<void> {
  for (let attempt = 0; attempt < 100; attempt++) {
    const answer = await fetch(`http://127.0.0.1:${port}/status`).catch(() => undefined)
    if (answer?.ok) return
    await new Promise((resume) => setTimeout(resume, 100))
  }
  throw new Error("the driver of WebKitGTK does not answer")
}
