import { afterEach, expect, test, vi } from "vitest"
import { chooseSignals, readSignals, signal } from "./signals.ts"

// One loudspeaker, as on a phone: it is opened once.
const started = vi.fn()

/** A phone that remembers choices, and writes down what it was told to do. */
function givePhone() {
  vi.useFakeTimers()
  const kept = new Map<string, string>()
  const vibrate = vi.fn()
  vi.stubGlobal("localStorage", {
    getItem: (key: string) => kept.get(key) ?? null,
    setItem: (key: string, value: string) => kept.set(key, value),
    removeItem: (key: string) => kept.delete(key),
  })
  vi.stubGlobal("navigator", { vibrate })
  const node = { connect: () => node, frequency: {}, start: started, stop: () => {} }
  const gain = { connect: () => node, gain: { setValueAtTime: () => {}, exponentialRampToValueAtTime: () => {} } }
  vi.stubGlobal(
    "AudioContext",
    class {
      readonly state = "running"
      readonly currentTime = 0
      createOscillator = () => node
      createGain = () => gain
    },
  )
  return vibrate
}
afterEach(() => {
  vi.unstubAllGlobals()
  vi.useRealTimers()
  started.mockClear()
})

test("check-in, leaving and a refusal each have a sound and a vibration of their own", () => {
  const vibrate = givePhone()
  signal("in")
  signal("out")
  signal("refused")
  expect(vibrate.mock.calls).toEqual([[[40]], [[40, 60, 40]], [[200]]])
  expect(started, "what happened is drawn before the loudspeaker is opened").not.toHaveBeenCalled()
  vi.runAllTimers()
  expect(started).toHaveBeenCalledTimes(5)
})

test("sound and vibration are switched off each by itself", () => {
  const vibrate = givePhone()
  expect(readSignals()).toEqual({ sound: true, vibration: true })
  chooseSignals({ sound: false, vibration: true })
  signal("in")
  vi.runAllTimers()
  expect([vibrate.mock.calls.length, started.mock.calls.length]).toEqual([1, 0])
  chooseSignals({ sound: true, vibration: false })
  signal("in")
  vi.runAllTimers()
  expect([vibrate.mock.calls.length, started.mock.calls.length]).toEqual([1, 2])
})
