/** A user with posts with comments, as every contender reads them. */
export interface User {
  id: number
  name: string
  email: string
  posts: { id: number; title: string; score: number | null; comments: { id: number; body: string; likes: number }[] }[]
}

export interface UserRow {
  id: number
  name: string
  email: string
}
export interface PostRow {
  id: number
  user_id: number
  title: string
  score: number | null
}
export interface CommentRow {
  id: number
  post_id: number
  body: string
  likes: number
}

/** The rows of the three tables, and the tree that everybody reads. */
export interface Forest {
  readonly users: readonly UserRow[]
  readonly posts: readonly PostRow[]
  readonly comments: readonly CommentRow[]
  readonly expected: readonly User[]
}

/** 200 users, 10 posts of each, and some comments on each; no row stands beside its neighbours in the tree. */
export function forestOf(commentsOfPost: number): Forest {
  const users = Array.from({ length: 200 }, (_row, i) => ({
    id: i + 1,
    name: `User ${i}`,
    email: `user${i}@example.org`,
  }))
  const posts = Array.from({ length: 2_000 }, (_row, i) => ({
    id: i + 1,
    user_id: (i % 200) + 1,
    title: `Title of post number ${i}`,
    score: i % 5 === 0 ? null : i,
  }))
  const comments = Array.from({ length: 2_000 * commentsOfPost }, (_row, i) => ({
    id: i + 1,
    post_id: (i % 2_000) + 1,
    body: `A comment with a few words, the ${i}th`,
    likes: i % 17,
  }))
  return { users, posts, comments, expected: stitched(users, posts, comments) }
}

export const create = [
  'create table users (id integer primary key, name text not null, email text not null)',
  'create table posts (id integer primary key, user_id integer not null references users (id), title text not null, score integer)',
  'create table comments (id integer primary key, post_id integer not null references posts (id), body text not null, likes integer not null)',
  'create index posts_by_user on posts (user_id)',
  'create index comments_by_post on comments (post_id)',
]

/** Rows of three tables as one tree, by hand: a Map for each relation. */
export function stitched(
  userRows: readonly UserRow[],
  postRows: readonly PostRow[],
  commentRows: readonly CommentRow[],
): User[] {
  const byPost = new Map<number, User['posts'][number]['comments']>()
  for (const { id, post_id, body, likes } of commentRows) {
    const list = byPost.get(post_id)
    if (list) list.push({ id, body, likes })
    else byPost.set(post_id, [{ id, body, likes }])
  }
  const byUser = new Map<number, User['posts']>()
  for (const { id, user_id, title, score } of postRows) {
    const post = { id, title, score, comments: byPost.get(id) ?? [] }
    const list = byUser.get(user_id)
    if (list) list.push(post)
    else byUser.set(user_id, [post])
  }
  return userRows.map(({ id, name, email }) => ({ id, name, email, posts: byUser.get(id) ?? [] }))
}
