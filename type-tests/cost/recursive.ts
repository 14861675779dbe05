import { literal, recursive, select } from '@espalier/core'
import { db } from '../music.ts'

const steps = recursive('steps', select({ n: literal(1) }), (self) =>
  select({ n: self.n.plus(1) })
    .from(self)
    .where(self.n.lt(9)),
)
export const rows = await db.all(select({ n: steps.n }).from(steps).orderBy(steps.n))
