import { array, arrayAppend, literal, text } from '@espalier/core'

arrayAppend(literal(['a'], array(text())), 1)
