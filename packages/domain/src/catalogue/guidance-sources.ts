/** A public document that a statement about a disease rests on. */
export interface Source {
  readonly by: "CDC" | "WHO" | "UKHSA"
  /** As the document calls itself. */
  readonly title: string
  /** As it is read aloud, without https:// before it: shared code names no host to be asked. */
  readonly address: string
}

const cdc = (title: string, path: string): Source => ({ by: "CDC", title, address: `www.cdc.gov/${path}` })

/** The documents, each once. Whoever changes a statement reads its document first. */
export const sources = {
  measles: cdc("Clinical Overview of Measles", "measles/hcp/clinical-overview/index.html"),
  measlesVaccine: cdc(
    "Prevention of Measles, Rubella, Congenital Rubella Syndrome, and Mumps (MMWR 2013;62, RR-4)",
    "mmwr/preview/mmwrhtml/rr6204a1.htm",
  ),
  measlesProphylaxis: {
    by: "UKHSA",
    title: "Measles: post-exposure prophylaxis",
    address: "www.gov.uk/government/publications/measles-post-exposure-prophylaxis",
  },
  covidSigns: cdc("Symptoms of COVID-19", "covid/signs-symptoms/index.html"),
  covidCare: cdc(
    "COVID-19 Treatment Clinical Care for Outpatients",
    "covid/hcp/clinical-care/outpatient-treatment.html",
  ),
  covidFacts: {
    by: "WHO",
    title: "Coronavirus disease (COVID-19), fact sheet",
    address: "www.who.int/news-room/fact-sheets/detail/coronavirus-disease-(covid-19)",
  },
  influenza: cdc("How Flu Spreads", "flu/spread/index.html"),
  influenzaAntivirals: cdc(
    "Influenza Antiviral Medications: Summary for Clinicians",
    "flu/hcp/antivirals/summary-clinicians.html",
  ),
  influenzaProphylaxis: cdc(
    "Antiviral Agents for the Treatment and Chemoprophylaxis of Influenza (MMWR 2011;60, RR-1)",
    "mmwr/preview/mmwrhtml/rr6001a1.htm",
  ),
  influenzaVaccine: cdc("Key Facts About Seasonal Flu Vaccine", "flu/vaccines/keyfacts.html"),
  norovirusFacts: cdc("About Norovirus", "norovirus/about/index.html"),
  norovirus: cdc("How Norovirus Spreads", "norovirus/causes/index.html"),
  norovirusCare: cdc("Clinical Overview of Norovirus", "norovirus/hcp/clinical-overview/index.html"),
  tuberculosis: cdc(
    "Guidelines for the Investigation of Contacts of Persons with Infectious Tuberculosis (MMWR 2005;54, RR-15)",
    "mmwr/preview/mmwrhtml/rr5415a1.htm",
  ),
  mers: {
    by: "WHO",
    title: "Middle East respiratory syndrome coronavirus (MERS-CoV), fact sheet",
    address: "www.who.int/news-room/fact-sheets/detail/middle-east-respiratory-syndrome-coronavirus-(mers-cov)",
  },
  mersCare: cdc("Clinical Overview of MERS", "mers/hcp/clinical-overview/index.html"),
  pertussis: cdc("Pink Book, chapter 16: Pertussis", "pinkbook/hcp/table-of-contents/chapter-16-pertussis.html"),
  pertussisProphylaxis: cdc(
    "Postexposure Antimicrobial Prophylaxis",
    "pertussis/php/postexposure-prophylaxis/index.html",
  ),
} as const satisfies Record<string, Source>
