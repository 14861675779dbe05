/** Who reads the tree. */
export interface Reader {
  readonly name: string
  readonly how: string
  read(): unknown
}
