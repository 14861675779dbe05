// What an editor shows when it is asked for the type of a name: rows as they arrive, not what they are made of.
import { join } from 'node:path'
import { expect, test } from 'vitest'
import { compilers } from '../scripts/compilers.ts'

const here = import.meta.dirname
const file = join(here, 'hover/rows.ts')

// TypeScript 7 has no language service in JavaScript yet.
const versions = compilers.filter(({ version }) => version !== '7')

test.each(versions)('hovering over rows, TypeScript $version', async ({ package: name }) => {
  const { default: ts } = await import(name)
  const config = ts.readConfigFile(join(here, 'tsconfig.json'), ts.sys.readFile).config
  const { options } = ts.parseJsonConfigFileContent(config, ts.sys, here)
  const service = ts.createLanguageService({
    getCompilationSettings: () => ({ ...options, noEmit: true }),
    getScriptFileNames: () => [file],
    getScriptVersion: () => '1',
    getScriptSnapshot: (path: string) => ts.ScriptSnapshot.fromString(ts.sys.readFile(path) ?? ''),
    getCurrentDirectory: () => here,
    getDefaultLibFileName: ts.getDefaultLibFilePath,
    fileExists: ts.sys.fileExists,
    readFile: ts.sys.readFile,
    directoryExists: ts.sys.directoryExists,
    getDirectories: ts.sys.getDirectories,
    realpath: ts.sys.realpath,
  })
  const source = service.getProgram().getSourceFile(file)
  expect(service.getSemanticDiagnostics(file).map(({ messageText }: any) => messageText)).toEqual([])
  const shown: string[] = []
  for (const place of exportedNames(ts, source)) {
    const { displayParts } = service.getQuickInfoAtPosition(file, place)
    shown.push(displayParts.map(({ text }: { readonly text: string }) => text).join(''))
  }
  await expect(`${shown.join('\n\n')}\n`).toMatchFileSnapshot('hover/rows.txt')
})

/** Where the exported names of a file stand. */
function exportedNames(ts: any, source: any): number[] {
  const places: number[] = []
  const note = (name: any): void => {
    if (ts.isIdentifier(name)) places.push(name.getStart(source))
    else for (const element of name.elements) note(element.name)
  }
  source.forEachChild((node: any) => {
    if (!node.modifiers?.some(({ kind }: any) => kind === ts.SyntaxKind.ExportKeyword)) return
    if (ts.isVariableStatement(node)) for (const { name } of node.declarationList.declarations) note(name)
    else note(node.name)
  })
  return places
}
