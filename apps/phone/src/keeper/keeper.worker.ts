import { unixSeconds } from "@homesafe/protocol"
import { answerQuestion, isCommand } from "./answer-questions.ts"
import { type Answer, electKeeper, type Question } from "./elect-keeper.ts"
import { isNoRoom } from "./open-store-file.ts"

// The one thread that may hold the store. It has no clock: every question brings the page's.

async function work({ id, name, input, now }: Question, changed: () => void): Promise<Answer> {
  try {
    if (!isCommand(name)) throw new Error(`no such command: ${name}`)
    return { id, output: await answerQuestion(name, input as never, unixSeconds(now), changed) } // as: ask() types both ends
  } catch (error) {
    const failed = error instanceof Error ? `${error.name}: ${error.message}` : "unknown"
    return { id, failed, isNoRoom: isNoRoom(error) }
  }
}

const ask = electKeeper(
  { answer: (answer) => postMessage({ kind: "answer", answer }), changed: () => postMessage({ kind: "changed" }) },
  work,
)
addEventListener("message", ({ data }: MessageEvent<Question>) => ask(data))
