import { integer, values } from '@espalier/core'

values('v', { id: integer() }, [{ id: 1, name: 'x' }])
