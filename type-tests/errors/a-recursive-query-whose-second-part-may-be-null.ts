import { recursive, select } from '@espalier/core'
import { tracks } from '../music.ts'

recursive('numbers', select({ n: tracks.id }).from(tracks), (numbers) =>
  select({ n: tracks.lengthMs }).from(tracks).join(numbers, numbers.n.eq(tracks.id)),
)
