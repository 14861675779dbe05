// What the service asks of the database. Functions that take a database; no class is needed.
import { randomUUID } from 'node:crypto'
import {
  type AnyLack,
  count,
  type Database,
  type Insertable,
  insert,
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
export type NewPost = Pick<Insertable<typeof posts>, 'authorId' | 'title' | 'body'>
export type NewComment = Pick<Insertable<typeof comments>, 'authorId' | 'body'>

/** A user with a profile, or neither. */
export function addUser(db: Database<AnyLack>, user: NewUser, bio: string | undefined): Promise<string> {
  return db.transaction(async (tx) => {
    const id = randomUUID()
    await tx.run(insert(users).values({ ...user, id }))
    if (bio !== undefined) await tx.run(insert(profiles).values({ userId: id, bio }))
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
export function addPost(db: Database<AnyLack>, post: NewPost, names: readonly string[]): Promise<number> {
  return db.transaction(async (tx) => {
    await tx.run(insert(posts).values(post))
    const { id } = await tx.one(
      select({ id: posts.id }).from(posts).where(posts.authorId.eq(post.authorId)).orderBy(posts.id.desc()).limit(1),
    )
    const unique = [...new Set(names)]
    if (unique.length > 0) {
      await tx.run(
        insert(tags)
          .values(unique.map((name) => ({ name })))
          .onConflict(tags.name)
          .doNothing(),
      )
      await tx.run(insert(postTags).values(unique.map((tag) => ({ postId: id, tag }))))
    }
    return id
  })
}

export const addComment = (db: Db, postId: number, comment: NewComment) =>
  db.run(insert(comments).values({ ...comment, postId }))

const listed = {
  id: posts.id,
  title: posts.title,
  author: postAuthor.select({ name: users.name }),
  tags: postTagged.select({ name: tags.name }).orderBy(tags.name),
  commentCount: postComments.count(),
}

/** A page of posts, newest first, and how many there are; what belongs to a post never changes the page. */
export async function postPage(db: Db, page: number, size: number) {
  const items = await db.all(
    select(listed)
      .from(posts)
      .orderBy(posts.id.desc())
      .limit(size)
      .offset((page - 1) * size),
  )
  return { items, total: await db.scalar(select({ total: count() }).from(posts)) }
}

/** The posts behind one, newest first: a page by its key, whose cost does not grow with the number of the page. */
export const postsBefore = (db: Db, id: number, size: number) =>
  db.all(select(listed).from(posts).where(posts.id.lt(id)).orderBy(posts.id.desc()).limit(size))

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
      ...listed,
      body: posts.body,
      createdAt: posts.createdAt,
      comments: postComments
        .select({ id: comments.id, body: comments.body, author: commentAuthor.select({ name: users.name }) })
        .orderBy(comments.id),
    })
      .from(posts)
      .where(posts.id.eq(id)),
  )
