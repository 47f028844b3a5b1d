import type { Premises } from "../venues/read-register.ts"

const place = (n: number, category: number, en: string, hant: string, lat: number, lng: number): Premises => ({
  registerNumber: `TOWN-${n}`,
  names: { en, hant },
  address: { en: `${n} Town Street`, hant: `市鎮街${n}號` },
  category,
  district: "town",
  position: { lat, lng },
})

/** The premises of the demonstration's town; nothing in them exists, and their positions are only points near a harbour. */
export const places: readonly Premises[] = [
  place(1, 1, "Town Market", "市鎮街市", 22.2849, 114.1527),
  place(2, 4, "Harbour Noodle House", "海港麵家", 22.2871, 114.1463),
  place(3, 6, "Town Library", "市鎮圖書館", 22.2801, 114.1586),
  place(4, 11, "Hillside Clinic", "山邊診所", 22.2766, 114.1701),
  place(5, 8, "Riverside Sports Centre", "河畔體育館", 22.2689, 114.1864),
  place(6, 10, "Lantern Cinema", "燈籠戲院", 22.2978, 114.1722),
  place(7, 16, "Town Post Office", "市鎮郵政局", 22.3034, 114.1718),
  place(8, 27, "Ferry Arcade", "渡輪商場", 22.2931, 114.1687),
]
