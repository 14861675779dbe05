import { conforms } from '../conforms.ts'
import { relations } from './cases.ts'

conforms('relations', relations)
