// A blog: users with a profile, posts with comments and tags.
import {
  belongsTo,
  hasMany,
  hasOne,
  index,
  integer,
  manyToMany,
  primaryKey,
  schema,
  table,
  text,
  timestamp,
  uuid,
  varchar,
} from '@espalier/core'

export const users = table('users', {
  id: uuid().primaryKey(),
  name: varchar(80),
  email: varchar(200).unique(),
  createdAt: timestamp('created_at').defaultNow(),
})

export const profiles = table('profiles', {
  userId: uuid('user_id')
    .primaryKey()
    .references(() => users.id, { onDelete: 'cascade' }),
  bio: text(),
})

export const posts = table(
  'posts',
  {
    id: integer().identity(),
    authorId: uuid('author_id').references(() => users.id, { onDelete: 'cascade' }),
    title: varchar(200),
    body: text(),
    createdAt: timestamp('created_at').defaultNow(),
  },
  (t) => [index('posts_by_author').on(t.authorId)],
)

export const comments = table(
  'comments',
  {
    id: integer().identity(),
    postId: integer('post_id').references(() => posts.id, { onDelete: 'cascade' }),
    authorId: uuid('author_id').references(() => users.id, { onDelete: 'cascade' }),
    body: text(),
  },
  (t) => [index('comments_by_post').on(t.postId)],
)

export const tags = table('tags', { name: varchar(40).primaryKey() })

export const postTags = table(
  'post_tags',
  {
    postId: integer('post_id').references(() => posts.id, { onDelete: 'cascade' }),
    tag: varchar(40).references(() => tags.name),
  },
  (t) => [primaryKey(t.postId, t.tag)],
)

export const blog = schema({ users, profiles, posts, comments, tags, postTags })

export const userProfile = hasOne(users, profiles)
export const userPosts = hasMany(users, posts)
export const postAuthor = belongsTo(posts.authorId, users)
export const postComments = hasMany(posts, comments)
export const commentAuthor = belongsTo(comments.authorId, users)
export const postTagged = manyToMany(posts, postTags, tags)
