// What the service asks of the database. Functions that take a database; no class is needed.
import { randomUUID } from 'node:crypto'
import {
  type AnyLack,
  count,
  type Database,
  type Insertable,
  insert,
  keyset,
  select,
  type Transaction,
  type Updatable,
  update,
} from '@espalier/core'
import {
  commentAuthor,
  comments,
  postAuthor,
  postComments,
  posts,
  postTagged,
  postTags,
  profiles,
  tags,
  userPosts,
  userProfile,
  users,
} from './tables.ts'

type Db = Database<AnyLack> | Transaction<AnyLack>

export type NewUser = Pick<Insertable<typeof users>, 'name' | 'email'>
export type NewProfile = Pick<Insertable<typeof profiles>, 'bio'>
export type NewTag = Insertable<typeof tags>
export type NewPost = Pick<Insertable<typeof posts>, 'authorId' | 'title' | 'body'>
export type NewComment = Pick<Insertable<typeof comments>, 'authorId' | 'body'>

/** A user with a profile, or neither. */
export function addUser(db: Database<AnyLack>, user: NewUser, profile: NewProfile | undefined): Promise<string> {
  return db.transaction(async (tx) => {
    const id = randomUUID()
    await tx.run(insert(users).values({ ...user, id }))
    if (profile) await tx.run(insert(profiles).values({ ...profile, userId: id }))
    return id
  })
}

export const changeUser = (db: Db, id: string, change: Pick<Updatable<typeof users>, 'name' | 'email'>) =>
  db.run(update(users).set(change).where(users.id.eq(id)))

/** A user with the profile, the number of posts and the latest three of them. */
export const userPage = (db: Db, id: string) =>
  db.oneOrNull(
    select({
      id: users.id,
      name: users.name,
      profile: userProfile.select({ bio: profiles.bio }),
      postCount: userPosts.count(),
      latest: userPosts.select({ id: posts.id, title: posts.title }).orderBy(posts.id.desc()).limit(3),
    })
      .from(users)
      .where(users.id.eq(id)),
  )

/** A post with its tags, which come to be where they are new. */
export function addPost(db: Database<AnyLack>, post: NewPost, wanted: readonly NewTag[]): Promise<number> {
  return db.transaction(async (tx) => {
    const { insertId } = await tx.run(insert(posts).values(post))
    const id = Number(insertId)
    const names = [...new Set(wanted.map(({ name }) => name))]
    if (names.length > 0) {
      await tx.run(
        insert(tags)
          .values(names.map((name) => ({ name })))
          .onConflict(tags.name)
          .doNothing(),
      )
      await tx.run(insert(postTags).values(names.map((tag) => ({ postId: id, tag }))))
    }
    return id
  })
}

export const addComment = (db: Db, postId: number, comment: NewComment) =>
  db.run(insert(comments).values({ ...comment, postId }))

const head = {
  id: posts.id,
  title: posts.title,
  author: postAuthor.select({ name: users.name }),
  tags: postTagged.select({ name: tags.name }).orderBy(tags.name),
  commentCount: postComments.count(),
}

/** A post in a list: with the latest two of its comments. */
const listed = {
  ...head,
  latest: postComments
    .select({ body: comments.body, author: commentAuthor.select({ name: users.name }) })
    .orderBy(comments.id.desc())
    .limit(2),
}

const newest = keyset({ createdAt: posts.createdAt.desc(), id: posts.id.desc() })

/** Where a page ends, as a client hands it back. */
export type Cursor = ReturnType<typeof newest.cursor>

/**
 * A page of posts by its number, newest first, and how many there are, of one state of the database. What belongs to a
 * post never changes the page.
 */
export const postPage = (db: Database<AnyLack>, page: number, size: number) =>
  db.transaction(
    async (tx) => {
      const offset = (page - 1) * size
      const query = select(listed).from(posts).orderBy(posts.createdAt.desc(), posts.id.desc())
      return {
        items: await tx.all(query.limit(size).offset(offset)),
        total: await tx.scalar(select({ total: count() }).from(posts)),
      }
    },
    { isolation: 'repeatable read', readOnly: true },
  )

/**
 * The page of posts behind a cursor, newest first, and the next cursor, where there are more. It costs the same however
 * many pages came before it, and no post comes twice where new ones are written meanwhile.
 */
export async function postsBehind(db: Db, cursor: Cursor | undefined, size: number) {
  const found = await db.all(
    select({ ...listed, createdAt: posts.createdAt })
      .from(posts)
      .after(newest, cursor)
      .limit(size + 1),
  )
  const items = found.slice(0, size)
  const last = items.at(-1)
  return { items, next: found.length > size && last ? newest.cursor(last) : null }
}

/** The posts that have a tag. */
export const postsTagged = (db: Db, name: string) =>
  db.all(
    select(listed)
      .from(posts)
      .where(postTagged.some(tags.name.eq(name)))
      .orderBy(posts.id.desc()),
  )

/** A post with its author, tags and comments, these with theirs. */
export const postWithAll = (db: Db, id: number) =>
  db.oneOrNull(
    select({
      ...head,
      body: posts.body,
      createdAt: posts.createdAt,
      comments: postComments
        .select({ id: comments.id, body: comments.body, author: commentAuthor.select({ name: users.name }) })
        .orderBy(comments.id),
    })
      .from(posts)
      .where(posts.id.eq(id)),
  )
