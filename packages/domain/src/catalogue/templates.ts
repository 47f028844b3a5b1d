import type { Catalogue } from "@homesafe/protocol"

/**
 * One advice text. Line 1: the disease, with the deadline for acting where there is one; line 2: what it means; each further line: one
 * step, its first words between ** in bold. {+72h} is the moment so long after the exposure, {+21d} the date (read-advice.ts).
 */
export type Template = Catalogue["templates"][number]

const text = (...lines: readonly string[]) => lines.join("\n")

/** The seeded advice, one for each pathogen profile; a deployment signs its own catalogue over them. */
export const templates: readonly Template[] = [
  {
    n: 1,
    minMinutes: 1,
    en: text(
      "Measles {+72h}",
      "You may not be infected. Measles stays in the air for up to 2 hours after a person has left.",
      "**Not vaccinated, or not sure?** Call today. A vaccine until {+72h} can still protect you.",
      "**Pregnant, under 1 year, or low immunity?** Call today. Other protection is possible until {+6d}.",
      "**Two doses, or had measles before?** You can go on as usual. Watch for fever or a rash until {+21d}.",
      "**Fever or a rash?** Stay home and call before you go to a doctor.",
    ),
    hant: text(
      "麻疹 {+72h}",
      "你未必受感染。患者離開後，麻疹病毒仍可在空氣中停留最多2小時。",
      "**未接種疫苗或不確定？** 請於今天致電。{+72h}前接種疫苗仍可保護你。",
      "**懷孕、未滿1歲或免疫力低？** 請於今天致電。{+6d}前可採用其他保護方法。",
      "**已接種兩劑或曾患麻疹？** 可如常生活，請留意有否發燒或出疹，直至{+21d}。",
      "**發燒或出疹？** 請留在家中，求診前先致電。",
    ),
    hans: text(
      "麻疹 {+72h}",
      "你未必受感染。患者离开后，麻疹病毒仍可在空气中停留最多2小时。",
      "**未接种疫苗或不确定？** 请于今天致电。{+72h}前接种疫苗仍可保护你。",
      "**怀孕、未满1岁或免疫力低？** 请于今天致电。{+6d}前可采用其他保护方法。",
      "**已接种两剂或曾患麻疹？** 可如常生活，请留意有无发烧或出疹，直至{+21d}。",
      "**发烧或出疹？** 请留在家中，就诊前先致电。",
    ),
  },
  {
    n: 2,
    minMinutes: 10,
    en: text(
      "COVID-19",
      "You may not be infected. Most people who were near a case do not fall ill.",
      "**Test yourself** today, and again on days 3 and 5.",
      "**Wear a mask** near other people until {+10d}.",
      "**65 or over, pregnant, or low immunity?** Call: treatment works best when it starts early.",
      "**Fever or cough?** Stay home and test again.",
    ),
    hant: text(
      "2019冠狀病毒病",
      "你未必受感染。曾接近患者的人，大多不會發病。",
      "**自行檢測**：今天一次，第3天及第5天再做。",
      "**佩戴口罩**：接近他人時佩戴，直至{+10d}。",
      "**65歲或以上、懷孕或免疫力低？** 請致電，及早用藥效果最好。",
      "**發燒或咳嗽？** 請留在家中，再次檢測。",
    ),
    hans: text(
      "2019冠状病毒病",
      "你未必受感染。曾接近患者的人，大多不会发病。",
      "**自行检测**：今天一次，第3天及第5天再做。",
      "**佩戴口罩**：接近他人时佩戴，直至{+10d}。",
      "**65岁或以上、怀孕或免疫力低？** 请致电，及早用药效果最好。",
      "**发烧或咳嗽？** 请留在家中，再次检测。",
    ),
  },
  {
    n: 3,
    minMinutes: 15,
    en: text(
      "Influenza",
      "You may not be infected. Watch how you feel until {+4d}.",
      "**Fever, cough or aching?** Stay home until a day after the fever has gone.",
      "**65 or over, pregnant, or a long-term illness?** Call when you first feel ill: treatment works best within 2 days.",
    ),
    hant: text(
      "流行性感冒",
      "你未必受感染。請留意身體狀況，直至{+4d}。",
      "**發燒、咳嗽或肌肉痛？** 請留在家中，直至退燒後一天。",
      "**65歲或以上、懷孕或長期病患？** 一有不適請致電，2天內用藥效果最好。",
    ),
    hans: text(
      "流行性感冒",
      "你未必受感染。请留意身体状况，直至{+4d}。",
      "**发烧、咳嗽或肌肉痛？** 请留在家中，直至退烧后一天。",
      "**65岁或以上、怀孕或长期病患？** 一有不适请致电，2天内用药效果最好。",
    ),
  },
  {
    n: 4,
    minMinutes: 1,
    en: text(
      "Norovirus",
      "You may not be infected. Illness, if it comes, usually starts by {+2d}.",
      "**Wash your hands** with soap and water; alcohol rub does little against it.",
      "**Vomiting or diarrhoea?** Stay home until 2 days after it has stopped, and do not prepare food for others.",
      "**Small child or elderly person ill?** Give small sips often and call if they cannot keep them down.",
    ),
    hant: text(
      "諾如病毒",
      "你未必受感染。如發病，通常在{+2d}或之前開始。",
      "**用梘液和清水洗手**，酒精搓手液作用不大。",
      "**嘔吐或腹瀉？** 請留在家中，直至停止後2天，期間不要為他人準備食物。",
      "**幼兒或長者不適？** 少量多次補充水分，如無法進飲請致電。",
    ),
    hans: text(
      "诺如病毒",
      "你未必受感染。如发病，通常在{+2d}或之前开始。",
      "**用洗手液和清水洗手**，酒精搓手液作用不大。",
      "**呕吐或腹泻？** 请留在家中，直至停止后2天，期间不要为他人准备食物。",
      "**幼儿或长者不适？** 少量多次补充水分，如无法进饮请致电。",
    ),
  },
  {
    n: 5,
    minMinutes: 120,
    en: text(
      "Tuberculosis",
      "You may not be infected, and there is no hurry: a test shows it only after about 8 weeks.",
      "**Call by {+7d}** to arrange a test.",
      "**Cough for 3 weeks, fever or weight loss?** Call now.",
    ),
    hant: text(
      "肺結核",
      "你未必受感染，也毋須焦急：約8星期後檢查才有結果。",
      "**請於{+7d}或之前致電**安排檢查。",
      "**咳嗽三星期、發燒或體重下降？** 請立即致電。",
    ),
    hans: text(
      "肺结核",
      "你未必受感染，也无需焦急：约8星期后检查才有结果。",
      "**请于{+7d}或之前致电**安排检查。",
      "**咳嗽三星期、发烧或体重下降？** 请立即致电。",
    ),
  },
  {
    n: 6,
    minMinutes: 1,
    en: text(
      "MERS",
      "You may not be infected. Please call today so that we can look after you.",
      "**Call today**, even if you feel well.",
      "**Fever or cough?** Stay where you are, keep away from others and call; do not go to a clinic by yourself.",
    ),
    hant: text(
      "中東呼吸綜合症",
      "你未必受感染。請於今天致電，讓我們照顧你。",
      "**請於今天致電**，即使沒有不適。",
      "**發燒或咳嗽？** 請留在原處，與他人保持距離並致電，不要自行前往診所。",
    ),
    hans: text(
      "中东呼吸综合征",
      "你未必受感染。请于今天致电，让我们照顾你。",
      "**请于今天致电**，即使没有不适。",
      "**发烧或咳嗽？** 请留在原处，与他人保持距离并致电，不要自行前往诊所。",
    ),
  },
  {
    n: 7,
    minMinutes: 30,
    en: text(
      "Whooping cough",
      "You may not be infected. Babies are at the greatest risk.",
      "**Baby at home, or late in pregnancy?** Call today: medicine can prevent it.",
      "**Cough before {+21d}?** Stay away from babies and call.",
    ),
    hant: text(
      "百日咳",
      "你未必受感染。嬰兒的風險最高。",
      "**家中有嬰兒，或懷孕後期？** 請於今天致電，藥物可以預防。",
      "**{+21d}前咳嗽？** 請遠離嬰兒並致電。",
    ),
    hans: text(
      "百日咳",
      "你未必受感染。婴儿的风险最高。",
      "**家中有婴儿，或怀孕后期？** 请于今天致电，药物可以预防。",
      "**{+21d}前咳嗽？** 请远离婴儿并致电。",
    ),
  },
]
