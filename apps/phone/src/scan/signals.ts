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

/** Which of the two are wished. */
export interface SignalChoice {
  readonly sound: boolean
  readonly vibration: boolean
}

const STORAGE_KEYS = { sound: "homesafe.silent", vibration: "homesafe.still" } as const

/** Says which signals are switched on; both, until their owner switches them off. */
export function readSignals(): SignalChoice {
  const isOn = (name: keyof SignalChoice) => {
    try {
      return localStorage.getItem(STORAGE_KEYS[name]) !== "yes"
    } catch {
      return true // storage refused: as if never switched off
    }
  }
  return { sound: isOn("sound"), vibration: isOn("vibration") }
}

/** Switches sound and vibration on or off, each by itself. */
export function chooseSignals(choice: SignalChoice): void {
  for (const name of ["sound", "vibration"] as const) {
    try {
      if (choice[name]) localStorage.removeItem(STORAGE_KEYS[name])
      else localStorage.setItem(STORAGE_KEYS[name], "yes")
    } catch {
      // storage refused: the choice holds nowhere
    }
  }
}

/** Says whether this device can vibrate at all; iPhones cannot, from a page. */
export const canVibrate = (): boolean => typeof navigator.vibrate === "function"

// Two or three pictures later.
const SOON_MS = 50

let audio: AudioContext | undefined

/** Plays a signal, where the phone allows it. */
export function signal(name: keyof typeof signals): void {
  const { notes, shake } = signals[name]
  const { sound, vibration } = readSignals()
  if (vibration) navigator.vibrate?.([...shake])
  // What happened is seen first: opening the phone's sound takes up to a quarter of a second, in which nothing would be drawn.
  if (sound) setTimeout(() => play(notes), SOON_MS)
}

function play(notes: (typeof signals)[keyof typeof signals]["notes"]): void {
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
