// The type that the paths are written for. The checker reads them once for each type in `subjects.ts`, with that one in
// the place of this.
import type { integer } from '@espalier/core'

export type Subject = ReturnType<typeof integer>
