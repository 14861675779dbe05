declare function says<T>(value: T extends string ? T : 'this is a number; write it as text'): void
says<number>(1)
