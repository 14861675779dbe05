import { caseWhen } from '@espalier/core'
import { tracks } from '../music.ts'

caseWhen(tracks.live, 'live').else(tracks.lengthMs)
