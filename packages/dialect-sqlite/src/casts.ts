// Casts that are more than a name of a type: times are text here, and CAST would leave them as they are.
import { booleanCasts, type CastWords } from '@espalier/core'

const clock: readonly [string, string] = ["rtrim(rtrim(strftime('%H:%M:%f', ", "), '0'), '.')"]
const instant: readonly [string, string] = ["strftime('%Y-%m-%dT%H:%M:%fZ', ", ')']

export const casts: CastWords = {
  ...booleanCasts,
  'timestamp→date': ['date(', ')'],
  'localTimestamp→date': ['date(', ')'],
  'timestamp→time': clock,
  'localTimestamp→time': clock,
  'timestamp→localTimestamp': ['rtrim(rtrim(rtrim(', ", 'Z'), '0'), '.')"],
  'date→localTimestamp': ["strftime('%Y-%m-%dT%H:%M:%S', ", ')'],
  'date→timestamp': instant,
  'localTimestamp→timestamp': instant,
  // CAST cuts the fraction, and the others round it.
  'real→integer': ['cast(round(', ') as integer)'],
  'numeric→integer': ['cast(round(', ') as integer)'],
}
