import { insert } from '@espalier/core'
import { comments, posts, postTags, profiles, tags, users } from './tables.ts'

/** Noon of a day in March 2024. */
export const march = (day: number): Date => new Date(Date.UTC(2024, 2, day, 12))

/** The statements that fill the tables; identities count from 1. */
export const rows = [
  insert(users).values([
    { email: 'ada@example.com', name: 'Ada', createdAt: march(1) },
    { email: 'bob@example.com', name: 'Bob', createdAt: march(2) },
    { email: 'cleo@example.com', name: 'Cleo', createdAt: march(3) },
    { email: 'dan@example.com', name: 'Dan', createdAt: march(4) },
  ]),
  insert(profiles).values([
    { userId: 1, bio: 'Counts.', website: 'https://ada.example' },
    { userId: 2, bio: 'Builds.', website: null },
  ]),
  insert(posts).values([
    post(1, 'Hello', 'A first post', true, 10, 1),
    post(1, 'Trees', 'On trees and rows', true, 50, 5),
    post(1, 'Espaliers', 'Trees against a wall', true, 30, 9),
    post(1, 'A draft', 'To be written', false, 0, 12),
    post(2, 'Walls', '100% brick', true, 30, 6),
    post(2, 'Doors', 'Wood', true, 20, 13),
    post(3, 'Nothing yet', '', false, 0, 14),
  ]),
  insert(tags).values([{ name: 'sql' }, { name: 'garden' }, { name: 'house' }, { name: 'unused' }]),
  insert(postTags).values([
    { postId: 2, tagId: 1 },
    { postId: 2, tagId: 2 },
    { postId: 3, tagId: 2 },
    { postId: 5, tagId: 3 },
    { postId: 6, tagId: 3 },
    { postId: 6, tagId: 2 },
  ]),
  insert(comments).values([
    { postId: 2, authorId: 2, replyTo: null, body: 'Good', createdAt: march(6) },
    { postId: 2, authorId: 1, replyTo: 1, body: 'Thanks', createdAt: march(7) },
    { postId: 2, authorId: 3, replyTo: 2, body: 'Indeed', createdAt: march(8) },
    { postId: 2, authorId: null, replyTo: null, body: 'First!', createdAt: march(9) },
    { postId: 5, authorId: 1, replyTo: null, body: 'Solid', createdAt: march(10) },
  ]),
]

function post(authorId: number, title: string, body: string, published: boolean, views: number, day: number) {
  return { authorId, title, body, published, views, createdAt: march(day) }
}
