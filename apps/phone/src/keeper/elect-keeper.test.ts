import { expect, test, vi } from "vitest"
import { electKeeper } from "./elect-keeper.ts"

/** One lock for all workers of a test, as the browser has one for all tabs. */
function makeLocks() {
  const queue: (() => void)[] = []
  let isHeld = false
  return {
    grantNext() {
      isHeld = false
      const next = queue.shift()
      if (next) {
        isHeld = true
        next()
      }
    },
    request(_: string, run: () => Promise<never>) {
      queue.push(() => void run())
      if (!isHeld) this.grantNext()
      return new Promise<never>(() => {})
    },
  }
}

test("one worker answers for all tabs, and when its tab is closed the next takes over what was not answered", async () => {
  const locks = makeLocks()
  vi.stubGlobal("navigator", { locks })
  const answered: string[] = []
  const tab = (name: string, work: (id: string) => Promise<string>) => {
    const changed = vi.fn()
    const ask = electKeeper(
      {
        answer: (answer) => answered.push(`${name}: ${"output" in answer ? String(answer.output) : "failed"}`),
        changed,
      },
      async ({ id }, tell) => {
        tell()
        return { id, output: await work(id) }
      },
    )
    return { ask: (id: string) => ask({ id, name: "x", input: {}, now: 0 }), changed }
  }
  const silent = new Promise<string>(() => {})
  const first = tab("first", async (id) => (id === "lost" ? silent : `first did ${id}`))
  const second = tab("second", async (id) => `second did ${id}`)
  first.ask("a")
  second.ask("b")
  await vi.waitFor(() => expect(answered).toEqual(["first: first did a", "second: first did b"]))
  expect(second.changed).toHaveBeenCalled()
  second.ask("lost")
  await new Promise((resume) => setTimeout(resume, 20))
  locks.grantNext()
  await vi.waitFor(() => expect(answered).toContain("second: second did lost"))
  vi.unstubAllGlobals()
})
