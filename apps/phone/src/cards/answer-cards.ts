import type { UploadEntry } from "@homesafe/protocol/visitor"
import type { AnswersOf } from "../keeper/command-shape.ts"
import { type CardFacts, type FetchProblem, fetchForCard } from "./fetch-for-card.ts"
import { type CardUpload, type SealOutcome, type ShareOutcome, sealForCard, shareForCard } from "./share-for-card.ts"

/** Looking into somebody's card: the keeper fetches what is public, and is told no more of the card than its buckets. */
export interface CardCommands {
  readonly fetchForCard: {
    input: { readonly buckets: readonly number[] }
    output: { readonly ok: true; readonly facts: CardFacts } | { readonly ok: false; readonly problem: FetchProblem }
  }
  /** A holder's chosen visits, sealed with their upload code, then sent: two steps, so that the same bytes can go again. */
  readonly sealForCard: {
    input: { readonly typed: string; readonly entries: readonly UploadEntry[]; readonly visits: number }
    output: SealOutcome
  }
  readonly shareForCard: { input: { readonly upload: CardUpload }; output: ShareOutcome }
  /** What a page needs to read a card's code. */
  readonly cardWorld: {
    input: Record<never, never>
    output: { readonly hosts: readonly string[]; readonly cardBits: number }
  }
}

export const answersOfCards: AnswersOf<CardCommands> = {
  async cardWorld(_, { trust }) {
    return { hosts: trust.hosts, cardBits: trust.cardBits }
  },

  sealForCard(wanted, keeper) {
    return sealForCard(keeper, wanted)
  },

  shareForCard({ upload }, keeper, now) {
    return shareForCard(keeper, upload, now)
  },

  fetchForCard({ buckets }, keeper, now) {
    return fetchForCard(keeper, buckets, now)
  },
}
