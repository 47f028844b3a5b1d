import { digitsOfBytes, type Random } from "@homesafe/protocol"
import { composeUrl, makeCard } from "@homesafe/protocol/venue"
import type { CardCodes } from "@homesafe/ui/poster"

/** What a print of cards is made from. Nothing in it is secret: the secrets are made in `makeCards`. */
export interface CardOrder {
  readonly count: number
  readonly hasPin: boolean
  readonly host: string
  readonly cardBits: number
}

/** The most cards of one print. */
export const MOST_CARDS = 120
const PIN_DIGITS = 6

/** Makes the codes of new cards, one after another; each card's seed is in its codes and nowhere else. Spec §11. */
export async function makeCards(order: CardOrder, random: Random, tell: (made: number) => void): Promise<CardCodes[]> {
  const cards: CardCodes[] = []
  while (cards.length < order.count) {
    const pin = order.hasPin ? makePin(random) : null
    const { fronts, inside } = await makeCard(random, pin, order.cardBits)
    const codeOf = (bytes: Uint8Array) => ({
      bytes: composeUrl(order.host, "c", bytes).text,
      digits: digitsOfBytes(bytes),
    })
    cards.push({ fronts: fronts.map(codeOf), inside: codeOf(inside), pin })
    tell(cards.length)
  }
  return cards
}

function makePin(random: Random): string {
  let digits = ""
  while (digits.length < PIN_DIGITS) {
    const byte = random(1)[0] ?? 255
    if (byte < 250) digits += String(byte % 10) // 250 = 25 · 10: every digit equally likely
  }
  return digits
}
