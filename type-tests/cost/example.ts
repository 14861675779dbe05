const rows: { id: number; name?: string }[] = [{ id: 1 }]
export const names: (string | undefined)[] = rows.map((row) => row.name)
