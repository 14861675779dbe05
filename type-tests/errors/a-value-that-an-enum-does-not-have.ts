import { enumOf, greatest, table } from '@espalier/core'

const rooms = table('rooms', { mood: enumOf(['calm', 'loud']) })

greatest(rooms.mood, 'soft')
