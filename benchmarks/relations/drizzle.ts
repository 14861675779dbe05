import { relations as relations0 } from 'drizzle-orm'
import { defineRelations } from 'drizzle-orm-1'
import type { Reader } from './reader.ts'

/** What is called here of a database's table builders. */
interface Core {
  readonly table: (name: string, columns: any) => any
  readonly integer: (name?: string) => any
  readonly text: (name?: string) => any
}

const tablesOf = ({ table, integer, text }: Core): Record<'users' | 'posts' | 'comments', any> => ({
  users: table('users', { id: integer().primaryKey(), name: text().notNull(), email: text().notNull() }),
  posts: table('posts', {
    id: integer().primaryKey(),
    userId: integer('user_id').notNull(),
    title: text().notNull(),
    score: integer(),
  }),
  comments: table('comments', {
    id: integer().primaryKey(),
    postId: integer('post_id').notNull(),
    body: text().notNull(),
    likes: integer().notNull(),
  }),
})

const comments = { id: true, body: true, likes: true }
const posts = { id: true, title: true, score: true }

/** The current Drizzle's relational queries. */
export function drizzle(core: Core, open: (options: any) => any): Reader {
  const tables = tablesOf(core)
  const db = open({
    schema: {
      ...tables,
      userRelations: relations0(tables.users, ({ many }) => ({ posts: many(tables.posts) })),
      postRelations: relations0(tables.posts, ({ one, many }) => ({
        user: one(tables.users, { fields: [tables.posts.userId], references: [tables.users.id] }),
        comments: many(tables.comments),
      })),
      commentRelations: relations0(tables.comments, ({ one }) => ({
        post: one(tables.posts, { fields: [tables.comments.postId], references: [tables.posts.id] }),
      })),
    },
  })
  const byId = (fields: any, { asc }: any) => asc(fields.id)
  const read = async () =>
    db.query.users.findMany({
      orderBy: byId,
      with: { posts: { columns: posts, orderBy: byId, with: { comments: { columns: comments, orderBy: byId } } } },
    })
  return { name: 'drizzle', how: 'db.query', read }
}

/** The relational queries of its next version. */
export function drizzle1(core: Core, open: (options: any) => any): Reader {
  const tables = tablesOf(core)
  const relations = defineRelations(tables, (r: any) => ({
    users: { posts: r.many.posts({ from: r.users.id, to: r.posts.userId }) },
    posts: { comments: r.many.comments({ from: r.posts.id, to: r.comments.postId }) },
  }))
  const db = open({ relations })
  const orderBy = { id: 'asc' }
  const read = async () =>
    db.query.users.findMany({
      orderBy,
      with: { posts: { columns: posts, orderBy, with: { comments: { columns: comments, orderBy } } } },
    })
  return { name: 'drizzle 1 rc', how: 'db.query', read }
}
