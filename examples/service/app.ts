// The HTTP side: routes, validated input, and what an error of the database is to a client.
import {
  type AnyLack,
  type Database,
  ForeignKeyViolation,
  insertSchema,
  type StandardSchema,
  UniqueViolation,
  updateSchema,
  ValueError,
} from '@espalier/core'
import { type Context, Hono } from 'hono'
import * as queries from './queries.ts'
import { comments, posts, profiles, tags, users } from './tables.ts'

const newUser = insertSchema(users, 'name', 'email')
const newProfile = insertSchema(profiles, 'bio')
const userChange = updateSchema(users, 'name', 'email')
const newPost = insertSchema(posts, 'authorId', 'title', 'body')
const newTag = insertSchema(tags, 'name')
const newComment = insertSchema(comments, 'authorId', 'body')

/** Input that is not as it should be. */
class Invalid extends Error {
  readonly issues: readonly { readonly message: string }[]

  constructor(issues: readonly { readonly message: string }[]) {
    super('the input is not valid')
    this.issues = issues
  }
}

/** Any validator that keeps to Standard Schema fits here. */
async function valid<Value>(schema: StandardSchema<Value>, input: unknown): Promise<Value> {
  const result = await schema['~standard'].validate(input)
  if ('issues' in result) throw new Invalid(result.issues)
  return result.value
}

/** The service over a database of any kind. */
export function service(db: Database<AnyLack>): Hono {
  const app = new Hono()

  app.post('/users', async (c) => {
    const { bio, ...user } = await body(c)
    const profile = bio === undefined ? undefined : await valid(newProfile, { bio })
    return c.json({ id: await queries.addUser(db, await valid(newUser, user), profile) }, 201)
  })
  app.get('/users/:id', async (c) => found(c, await queries.userPage(db, c.req.param('id'))))
  app.patch('/users/:id', async (c) => {
    const { rowCount } = await queries.changeUser(db, c.req.param('id'), await valid(userChange, await body(c)))
    return rowCount === 0 ? c.json({ error: 'there is no such thing' }, 404) : c.json({ changed: true })
  })
  app.post('/posts', async (c) => {
    const { tags: names = [], ...post } = await body(c)
    if (!Array.isArray(names)) throw new Invalid([{ message: 'tags takes a list' }])
    const wanted = await Promise.all(names.map((name) => valid(newTag, { name })))
    return c.json({ id: await queries.addPost(db, await valid(newPost, post), wanted) }, 201)
  })
  app.get('/posts', async (c) => {
    const [size, tag] = [whole(c, 'size', 10), c.req.query('tag')]
    if (tag !== undefined) return c.json({ items: await queries.postsTagged(db, tag) })
    if (c.req.query('page') !== undefined) return c.json(await queries.postPage(db, whole(c, 'page', 1), size))
    const { items, next } = await queries.postsBehind(db, cursorIn(c), size)
    return c.json({ items, next: next && written(next) })
  })
  app.get('/posts/:id', async (c) => found(c, await queries.postWithAll(db, Number(c.req.param('id')) || 0)))
  app.post('/posts/:id/comments', async (c) => {
    await queries.addComment(db, Number(c.req.param('id')) || 0, await valid(newComment, await body(c)))
    return c.json({ added: true }, 201)
  })

  app.onError((error, c) => {
    if (error instanceof Invalid)
      return c.json({ error: error.message, issues: error.issues.map(({ message }) => message) }, 400)
    if (error instanceof ValueError) return c.json({ error: 'there is no such thing' }, 404)
    if (error instanceof UniqueViolation) return c.json({ error: 'there is one like this already' }, 409)
    if (error instanceof ForeignKeyViolation) return c.json({ error: 'it points to something that is not there' }, 422)
    throw error
  })
  return app
}

async function body(c: Context): Promise<Record<string, unknown>> {
  const input: unknown = await c.req.json().catch(() => undefined)
  if (typeof input === 'object' && input !== null && !Array.isArray(input)) return input as Record<string, unknown>
  throw new Invalid([{ message: 'a JSON object is needed' }])
}

function whole(c: Context, name: string, otherwise: number): number {
  const text = c.req.query(name)
  if (text === undefined) return otherwise
  const value = Number(text)
  if (Number.isInteger(value) && value >= 1 && value <= 1_000_000) return value
  throw new Invalid([{ message: `${name} takes a whole number, 1 or more` }])
}

/** A cursor as it stands in an address. */
const written = (cursor: queries.Cursor): string => Buffer.from(JSON.stringify(cursor)).toString('base64url')

/** The cursor of an address; the first page has none. It comes from outside, so it is looked at like all input. */
function cursorIn(c: Context): queries.Cursor | undefined {
  const text = c.req.query('after')
  if (text === undefined) return undefined
  try {
    const { createdAt, id } = JSON.parse(Buffer.from(text, 'base64url').toString())
    const cursor = { createdAt: new Date(createdAt), id }
    if (Number.isInteger(id) && !Number.isNaN(cursor.createdAt.getTime())) return cursor
  } catch {}
  throw new Invalid([{ message: 'after takes the next of a page' }])
}

const found = (c: Context, value: object | null): Response =>
  value === null ? c.json({ error: 'there is no such thing' }, 404) : c.json(value)
