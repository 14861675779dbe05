import { type Database, hasMany, integer, type Strategy, select, table, text } from '@espalier/core'
import type { Reader } from './reader.ts'

const users = table('users', { id: integer().primaryKey(), name: text(), email: text() })
const posts = table('posts', {
  id: integer().primaryKey(),
  userId: integer('user_id').references(() => users.id),
  title: text(),
  score: integer().nullable(),
})
const comments = table('comments', {
  id: integer().primaryKey(),
  postId: integer('post_id').references(() => posts.id),
  body: text(),
  likes: integer(),
})
const userPosts = hasMany(users, posts)
const postComments = hasMany(posts, comments)

const query = () =>
  select({
    id: users.id,
    name: users.name,
    email: users.email,
    posts: userPosts
      .select({
        id: posts.id,
        title: posts.title,
        score: posts.score,
        comments: postComments
          .select({ id: comments.id, body: comments.body, likes: comments.likes })
          .orderBy(comments.id),
      })
      .orderBy(posts.id),
  })
    .from(users)
    .orderBy(users.id)

const strategies: readonly Strategy[] = ['json', 'split']

/** Espalier as it chooses by itself, and by each strategy; the statement is built anew on each call. */
export const espalier = (db: Database<any>): Reader[] => [
  { name: 'espalier', how: 'chosen', read: () => db.all(query()) },
  ...strategies.map((how): Reader => ({ name: 'espalier', how, read: () => db.all(query().strategy(how)) })),
]
