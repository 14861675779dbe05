// The country club of pgexercises.com: its three tables, with the names that its SQL uses.
import { foreignKey, integer, localTimestamp, numeric, schema, table, varchar } from '@espalier/core'

export const members = table(
  'members',
  {
    memId: integer('memid').primaryKey(),
    surname: varchar(200),
    firstName: varchar('firstname', 200),
    address: varchar(300),
    zipCode: integer('zipcode'),
    telephone: varchar(20),
    recommendedBy: integer('recommendedby').nullable(),
    joinDate: localTimestamp('joindate'),
  },
  (t) => [foreignKey(t.recommendedBy).references(() => t.memId)],
)

export const facilities = table('facilities', {
  facId: integer('facid').primaryKey(),
  name: varchar(100),
  memberCost: numeric('membercost', 12, 2),
  guestCost: numeric('guestcost', 12, 2),
  initialOutlay: numeric('initialoutlay', 12, 2),
  monthlyMaintenance: numeric('monthlymaintenance', 12, 2),
})

export const bookings = table('bookings', {
  bookId: integer('bookid').primaryKey(),
  facId: integer('facid').references(() => facilities.facId),
  memId: integer('memid').references(() => members.memId),
  startTime: localTimestamp('starttime'),
  slots: integer(),
})

export const club = schema({ members, facilities, bookings })
