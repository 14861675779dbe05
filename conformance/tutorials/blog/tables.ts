// A blog, as the tutorials of other libraries have it: users, profiles, posts, tags, comments.
import { boolean, index, integer, primaryKey, schema, table, text, timestamp, varchar } from '@espalier/core'

export const users = table('users', {
  id: integer().identity(),
  email: varchar(200).unique(),
  name: varchar(100),
  createdAt: timestamp('created_at').defaultNow(),
})

export const profiles = table('profiles', {
  userId: integer('user_id')
    .primaryKey()
    .references(() => users.id, { onDelete: 'cascade' }),
  bio: text(),
  website: varchar(200).nullable(),
})

export const posts = table(
  'posts',
  {
    id: integer().identity(),
    authorId: integer('author_id').references(() => users.id, { onDelete: 'cascade' }),
    title: varchar(200),
    body: text(),
    published: boolean().default(false),
    views: integer().default(0),
    createdAt: timestamp('created_at').defaultNow(),
  },
  (t) => [index('posts_by_author').on(t.authorId, t.createdAt.desc())],
)

export const tags = table('tags', { id: integer().identity(), name: varchar(50).unique() })

export const postTags = table(
  'post_tags',
  {
    postId: integer('post_id').references(() => posts.id, { onDelete: 'cascade' }),
    tagId: integer('tag_id').references(() => tags.id, { onDelete: 'cascade' }),
  },
  (t) => [primaryKey(t.postId, t.tagId)],
)

export const comments = table('comments', {
  id: integer().identity(),
  postId: integer('post_id').references(() => posts.id, { onDelete: 'cascade' }),
  authorId: integer('author_id')
    .nullable()
    .references(() => users.id, { onDelete: 'set null' }),
  // no foreign key: mysql 9 refuses a cascade into a table that points to itself with an action
  replyTo: integer('reply_to').nullable(),
  body: text(),
  createdAt: timestamp('created_at').defaultNow(),
})

export const blog = schema({ users, profiles, posts, tags, postTags, comments })
