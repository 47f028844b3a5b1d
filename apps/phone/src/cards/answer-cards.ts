import type { AnswersOf } from "../keeper/command-shape.ts"
import { type CardFacts, type FetchProblem, fetchForCard } from "./fetch-for-card.ts"

/** Looking into somebody's card: the keeper fetches what is public, and is told no more of the card than its buckets. */
export interface CardCommands {
  readonly fetchForCard: {
    input: { readonly buckets: readonly number[] }
    output: { readonly ok: true; readonly facts: CardFacts } | { readonly ok: false; readonly problem: FetchProblem }
  }
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

  fetchForCard({ buckets }, keeper, now) {
    return fetchForCard(keeper, buckets, now)
  },
}
