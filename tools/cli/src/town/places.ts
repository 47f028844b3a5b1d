import type { Premises } from "../venues/read-register.ts"

const place = (n: number, category: number, en: string, hant: string): Premises => ({
  registerNumber: `TOWN-${n}`,
  names: { en, hant },
  address: { en: `${n} Town Street`, hant: `市鎮街${n}號` },
  category,
  district: "town",
})

/** The premises of the demonstration's town; nothing in them exists. */
export const places: readonly Premises[] = [
  place(1, 1, "Town Market", "市鎮街市"),
  place(2, 4, "Harbour Noodle House", "海港麵家"),
  place(3, 6, "Town Library", "市鎮圖書館"),
  place(4, 11, "Hillside Clinic", "山邊診所"),
  place(5, 8, "Riverside Sports Centre", "河畔體育館"),
  place(6, 10, "Lantern Cinema", "燈籠戲院"),
  place(7, 16, "Town Post Office", "市鎮郵政局"),
  place(8, 27, "Ferry Arcade", "渡輪商場"),
]
