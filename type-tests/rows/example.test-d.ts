import { expectType } from 'tsd'

expectType<string[]>('a b'.split(' '))
