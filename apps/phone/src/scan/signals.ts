// Small sounds and vibrations that say what happened without looking; an exposure has none.

/** How a signal sounds: notes of hertz and milliseconds, and a vibration. */
const signals = {
  in: {
    notes: [
      [880, 90],
      [1175, 90],
    ],
    shake: [40],
  },
  out: {
    notes: [
      [1175, 90],
      [880, 90],
    ],
    shake: [40, 60, 40],
  },
  refused: { notes: [[220, 250]], shake: [200] },
} as const

const STORAGE_KEY = "homesafe.quiet"

/** Says whether sounds and vibration are switched off. */
export function isQuiet(): boolean {
  try {
    return localStorage.getItem(STORAGE_KEY) === "yes"
  } catch {
    return false // storage refused: as if never switched off
  }
}

/** Switches sounds and vibration off or on. */
export function setQuiet(quiet: boolean): void {
  try {
    if (quiet) localStorage.setItem(STORAGE_KEY, "yes")
    else localStorage.removeItem(STORAGE_KEY)
  } catch {
    // storage refused: the choice holds nowhere
  }
}

let audio: AudioContext | undefined

/** Plays a signal, where the phone allows it. */
export function signal(name: keyof typeof signals): void {
  if (isQuiet()) return
  const { notes, shake } = signals[name]
  navigator.vibrate?.([...shake])
  try {
    audio ??= new AudioContext()
    // Before the first touch browsers allow no sound: it stays silent, and nothing waits for it.
    if (audio.state !== "running") void audio.resume().catch(() => {})
    let at = audio.currentTime
    for (const [hertz, ms] of notes) {
      at = playNote(audio, hertz, at, ms / 1000)
    }
  } catch {
    audio = undefined // no sound on this device
  }
}

function playNote(on: AudioContext, hertz: number, at: number, seconds: number): number {
  const tone = on.createOscillator()
  const loudness = on.createGain()
  tone.frequency.value = hertz
  loudness.gain.setValueAtTime(0.0001, at)
  loudness.gain.exponentialRampToValueAtTime(0.15, at + 0.01)
  loudness.gain.exponentialRampToValueAtTime(0.0001, at + seconds)
  tone.connect(loudness).connect(on.destination)
  tone.start(at)
  tone.stop(at + seconds)
  return at + seconds
}
