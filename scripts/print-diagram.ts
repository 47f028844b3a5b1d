// npm run diagram: the import table as ARCHITECTURE.md shows it.
import { printDiagram } from "./check-architecture.ts"

console.log(printDiagram())
