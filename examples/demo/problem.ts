/** Something that the demo's user can put right; its message is one sentence. */
export class Problem extends Error {
  override name = 'Problem'
}

/** What went wrong, on one line. */
export function sentenceOf(error: unknown): string {
  const sentence = messageOf(error).replace(/\s+/g, ' ').trim()
  return sentence === '' ? 'the demo failed without saying why' : sentence
}

function messageOf(error: unknown): string {
  if (!(error instanceof Error)) return String(error)
  // Node reports a host with several addresses as one error without a message.
  if (error.message === '' && error instanceof AggregateError) return messageOf(error.errors[0])
  return error.message
}
