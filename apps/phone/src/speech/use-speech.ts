import type { Language } from "@homesafe/i18n"
import { useEffect, useState } from "react"
import { chooseVoice } from "./choose-voice.ts"

/** Reading aloud by the system's own voice. */
export interface Speech {
  /** False where the system has no voice of its own for this language. */
  readonly canSpeak: boolean
  readonly isSpeaking: boolean
  /** Reads a text, or stops what is being read when there is none. */
  readonly say: (text: string | null) => void
}

/** The system's voice for a language; voices may become known some moments after the start. */
export function useSpeech(language: Language): Speech {
  const [voice, setVoice] = useState<SpeechSynthesisVoice>()
  const [isSpeaking, setSpeaking] = useState(false)
  useEffect(() => {
    const { speechSynthesis } = globalThis
    if (!speechSynthesis) return
    const look = () => setVoice(chooseVoice(speechSynthesis.getVoices(), language))
    look()
    speechSynthesis.addEventListener?.("voiceschanged", look)
    return () => {
      speechSynthesis.removeEventListener?.("voiceschanged", look)
      speechSynthesis.cancel()
    }
  }, [language])
  return {
    canSpeak: voice !== undefined,
    isSpeaking,
    say(text) {
      if (!voice) return
      speechSynthesis.cancel()
      setSpeaking(false)
      if (text === null) return
      const words = new SpeechSynthesisUtterance(text)
      words.voice = voice
      words.lang = voice.lang
      words.rate = 0.95
      words.onend = words.onerror = () => setSpeaking(false)
      setSpeaking(true)
      speechSynthesis.speak(words)
    },
  }
}
