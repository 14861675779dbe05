// A summer of a country club: few rows, the same each time, and some for every exercise of the course.
import { type Insertable, insert } from '@espalier/core'
import { type Drawing, drawing } from '../drawing.ts'
import { bookings, facilities, members } from './tables.ts'

/** The statements that fill the tables, in the order of the foreign keys. */
export function fillStatements() {
  const draw = drawing(20_120_903)
  return [
    insert(facilities).values(
      facilityRows.map(([name, memberCost, guestCost, initialOutlay, monthlyMaintenance], facId) => ({
        facId,
        name,
        memberCost,
        guestCost,
        initialOutlay,
        monthlyMaintenance,
      })),
    ),
    insert(members).values(names.map((name, memId) => memberOf(memId, name, draw))),
    insert(bookings).values(Array.from({ length: 900 }, (_booking, bookId) => bookingOf(bookId, draw))),
  ]
}

function memberOf(memId: number, name: string, draw: Drawing): Insertable<typeof members> {
  const [firstName, surname] = name.split(' ') as [string, string]
  const telephone = `${draw.digits(3)}-${draw.digits(4)}`
  return {
    memId,
    surname,
    firstName,
    address: `${draw.between(1, 99)} ${draw.word(8)} Street, Boston`,
    zipCode: draw.between(100, 99_999),
    telephone: memId % 3 === 0 ? `(${draw.digits(3)}) ${telephone}` : telephone,
    // every fifth came by himself; the others were brought by somebody who was there before
    recommendedBy: memId < 2 || memId % 5 === 0 ? null : Math.max(1, Math.floor(memId / 2)),
    joinDate: moment(memId === 0 ? 0 : memId * 2 + draw.between(0, 1), draw.between(8, 18)),
  }
}

/** A third of the bookings are those of guests, a quarter for the first tennis court; the last members never book. */
function bookingOf(bookId: number, draw: Drawing): Insertable<typeof bookings> {
  return {
    bookId,
    facId: draw.between(0, 3) === 0 ? 0 : draw.between(0, facilityRows.length - 1),
    memId: draw.between(0, 2) === 0 ? 0 : draw.between(1, names.length - 4),
    startTime: moment(2 + Math.floor(bookId / 10), draw.between(8, 19), draw.one(['00', '30'])),
    slots: draw.between(1, 5),
  }
}

const firstDay = Date.UTC(2012, 6, 1)

function moment(day: number, hour: number, minute = '00'): string {
  const date = new Date(firstDay + day * 86_400_000).toISOString().slice(0, 10)
  return `${date}T${String(hour).padStart(2, '0')}:${minute}:00`
}

const facilityRows: readonly (readonly [string, string, string, string, string])[] = [
  ['Tennis Court 1', '5.00', '25.00', '10000.00', '200.00'],
  ['Tennis Court 2', '5.00', '25.00', '8000.00', '200.00'],
  ['Badminton Court', '0.00', '15.50', '4000.00', '50.00'],
  ['Table Tennis', '0.00', '5.00', '320.00', '10.00'],
  ['Massage Room 1', '35.00', '80.00', '4000.00', '3000.00'],
  ['Massage Room 2', '35.00', '80.00', '4000.00', '3000.00'],
  ['Squash Court', '3.50', '17.50', '5000.00', '80.00'],
  ['Snooker Table', '0.00', '5.00', '450.00', '15.00'],
  ['Pool Table', '0.00', '5.00', '400.00', '15.00'],
]

const names = [
  'GUEST GUEST',
  'Darren Smith',
  'Tracy Smith',
  'Tim Rownam',
  'Janice Joplette',
  'Gerald Butters',
  'Burton Tracy',
  'Nancy Dare',
  'Tim Boothe',
  'Ponder Stibbons',
  'Charles Owen',
  'David Jones',
  'Anne Baker',
  'Jemima Farrell',
  'Jack Smith',
  'Florence Bader',
  'Timothy Baker',
  'David Pinker',
  'Matthew Genting',
  'Anna Mackenzie',
  'Joan Coplin',
  'Ramnaresh Sarwin',
  'Douglas Jones',
  'Henrietta Rumney',
  'David Farrell',
  'Henry Worthington-Smyth',
  'Millicent Purview',
  'Hyacinth Tupperware',
  'John Hunt',
  'Erica Crumpet',
  'Darren Smith',
  'Aaron Quist',
  'Bea Lund',
  'Cy Moss',
  'Dora Vale',
  'Ed Wren',
  'Fay York',
  'Gus Zorn',
]
