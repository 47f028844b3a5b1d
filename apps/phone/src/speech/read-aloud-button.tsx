import { IconButton } from "@homesafe/ui"
import { useVoice } from "../shell/app-context.ts"
import { useSpeech } from "./use-speech.ts"

/** Reads a page's text aloud, and stops when pressed again; it is not there where the system has no voice for the language. */
export function ReadAloudButton({ text }: { readonly text: string }) {
  const { t } = useVoice()
  const speech = useSpeech(t.language)
  if (!speech.canSpeak) return null
  return (
    <IconButton
      icon="speak"
      label={t(speech.isSpeaking ? "speech.stop" : "speech.read")}
      aria-pressed={speech.isSpeaking}
      onClick={() => speech.say(speech.isSpeaking ? null : text)}
    />
  )
}
