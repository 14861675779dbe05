import '@espalier/core'
import '../music.ts'
