// What a command needs to check a certificate against a ledger.
export { type CheckedCertificate, checkCertificate, writeCertificate } from "./certificate.ts"
export { appendEntries, readLedger } from "./ledger-file.ts"
export { chainEntries } from "./ledger-line.ts"
