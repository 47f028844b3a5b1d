import type { Catalogue } from "@homesafe/protocol"
import type { AnswersOf, NoInput } from "../keeper/command-shape.ts"
import { readKept } from "../keeper/open-database.ts"

export interface NoticeCommands {
  /** The newest list's named notices as they were signed, and the advice that they point to; null before the first list. */
  readonly notices: {
    input: NoInput
    output: { readonly file: Uint8Array | null; readonly templates: Catalogue["templates"] }
  }
}

export const answersOfNotices: AnswersOf<NoticeCommands> = {
  async notices(_, { db, catalogue }) {
    return { file: (await readKept(db, "notices")) ?? null, templates: catalogue.templates }
  },
}
