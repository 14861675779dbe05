// The HTTP side: routes, validated input, and what an error of the database is to a client.
import {
  type AnyLack,
  type Database,
  ForeignKeyViolation,
  insertSchema,
  type StandardSchema,
  UniqueViolation,
  updateSchema,
} from '@espalier/core'
import { type Context, Hono } from 'hono'
import * as queries from './queries.ts'
import { comments, posts, users } from './tables.ts'

const newUser = insertSchema(users, 'name', 'email')
const userChange = updateSchema(users, 'name', 'email')
const newPost = insertSchema(posts, 'authorId', 'title', 'body')
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
    if (bio !== undefined && typeof bio !== 'string') throw new Invalid([{ message: 'bio takes a string' }])
    return c.json({ id: await queries.addUser(db, await valid(newUser, user), bio) }, 201)
  })
  app.get('/users/:id', async (c) => found(c, await queries.userPage(db, c.req.param('id'))))
  app.patch('/users/:id', async (c) => {
    const { rowCount } = await queries.changeUser(db, c.req.param('id'), await valid(userChange, await body(c)))
    return rowCount === 0 ? c.json({ error: 'there is no such thing' }, 404) : c.json({ changed: true })
  })
  app.post('/posts', async (c) => {
    const { tags = [], ...post } = await body(c)
    if (!Array.isArray(tags) || tags.some((tag) => typeof tag !== 'string'))
      throw new Invalid([{ message: 'tags takes a list of strings' }])
    return c.json({ id: await queries.addPost(db, await valid(newPost, post), tags) }, 201)
  })
  app.get('/posts', async (c) => {
    const [size, before, tag] = [whole(c, 'size', 10), c.req.query('before'), c.req.query('tag')]
    if (tag !== undefined) return c.json({ items: await queries.postsTagged(db, tag) })
    if (before !== undefined) return c.json({ items: await queries.postsBefore(db, whole(c, 'before', 1), size) })
    return c.json(await queries.postPage(db, whole(c, 'page', 1), size))
  })
  app.get('/posts/:id', async (c) => found(c, await queries.postWithAll(db, Number(c.req.param('id')) || 0)))
  app.post('/posts/:id/comments', async (c) => {
    await queries.addComment(db, Number(c.req.param('id')) || 0, await valid(newComment, await body(c)))
    return c.json({ added: true }, 201)
  })

  app.onError((error, c) => {
    if (error instanceof Invalid)
      return c.json({ error: error.message, issues: error.issues.map(({ message }) => message) }, 400)
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

const found = (c: Context, value: object | null): Response =>
  value === null ? c.json({ error: 'there is no such thing' }, 404) : c.json(value)
