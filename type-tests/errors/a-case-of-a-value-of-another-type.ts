import { caseOf } from '@espalier/core'
import { tracks } from '../music.ts'

caseOf(tracks.lengthMs).when('long', 1)
