import type { RecordAnswer } from "./judge-record.ts"

/** One note: hertz, and seconds. */
export interface Note {
  readonly pitch: number
  readonly length: number
}

/** What each answer sounds like: two notes that rise, one that stays and is heard twice, a low one that falls. */
export const notesOf: Readonly<Record<RecordAnswer["tone"], readonly Note[]>> = {
  valid: [
    { pitch: 660, length: 0.12 },
    { pitch: 990, length: 0.2 },
  ],
  unsure: [
    { pitch: 520, length: 0.12 },
    { pitch: 520, length: 0.12 },
  ],
  old: [
    { pitch: 520, length: 0.12 },
    { pitch: 520, length: 0.12 },
    { pitch: 520, length: 0.12 },
  ],
  invalid: [
    { pitch: 260, length: 0.2 },
    { pitch: 170, length: 0.45 },
  ],
}

const GAP = 0.06

/** Plays an answer's notes. A device without sound stays silent: colour, word and icon say the same. */
export function playAnswer(tone: RecordAnswer["tone"]): void {
  if (typeof AudioContext === "undefined") return
  const audio = new AudioContext()
  let at = audio.currentTime
  for (const { pitch, length } of notesOf[tone]) {
    const [voice, loudness] = [audio.createOscillator(), audio.createGain()]
    voice.frequency.value = pitch
    voice.type = tone === "invalid" ? "sawtooth" : "sine"
    loudness.gain.setValueAtTime(0.3, at)
    loudness.gain.linearRampToValueAtTime(0, at + length)
    voice.connect(loudness).connect(audio.destination)
    voice.start(at)
    voice.stop(at + length)
    at += length + GAP
  }
  setTimeout(() => void audio.close(), (at - audio.currentTime + GAP) * 1000)
}
