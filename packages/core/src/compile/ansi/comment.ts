import type { TagNode } from '../../ast.ts'
import type { Writer } from '../dialect.ts'

/** The comment behind a statement, as sqlcommenter has it. */
export function comment({ comment: tags }: { readonly comment?: readonly TagNode[] }, w: Writer): void {
  if (tags) w.text(` ${commentText(tags.map(({ key, value }) => [key, value]))}`)
}

/** `/*route='%2Ftracks'*\/`; empty where there is nothing to say. */
export function commentText(tags: readonly (readonly [key: string, value: string])[]): string {
  const pairs = tags.map(([key, value]) => `${encoded(key)}='${encoded(value)}'`)
  return pairs.length === 0 ? '' : `/*${pairs.join(',')}*/`
}

/** Without anything that could end a comment or a text, or be taken for a parameter. */
const encoded = (text: string): string =>
  encodeURIComponent(text).replace(/[!'()*]/g, (sign) => `%${sign.charCodeAt(0).toString(16).toUpperCase()}`)
