import { describe, expect, it } from 'vitest'
import { editSharedFile } from '../../../shared/domain/aws/edit.ts'
import { goMerged } from '../../../shared/domain/aws/lenses/go.ts'
import { specView } from '../../../shared/domain/aws/lenses/spec.ts'
import { managedBlocks } from '../../../shared/domain/aws/markers/managed.ts'
import { mergeProfiles } from '../../../shared/domain/aws/merge.ts'
import { parseSharedFile } from '../../../shared/domain/aws/parse.ts'
import { findFileProblems } from '../../../shared/domain/aws/problems/find-file-problems.ts'
import { secretRanges } from '../../../shared/domain/aws/secrets.ts'
import { growth, linear } from '../../growth.ts'
import { bytesOf } from './support/bytes.ts'

const numbered = (count: number, line: (index: number) => string) =>
  Array.from({ length: count }, (_, index) => line(index)).join('')

/** Shapes of files, each with so many parts that quadratic work would take seconds. */
const files: Record<string, [parts: number, text: (parts: number) => string]> = {
  'many sections': [
    40_000,
    (parts) => numbered(parts, (index) => `[p${index}]\naws_access_key_id = AKIA${index}\n`),
  ],
  'one name again and again': [20_000, (parts) => '[default]\na = 1\n'.repeat(parts)],
  'one key again and again': [40_000, (parts) => `[default]\n${'a = 1\n'.repeat(parts)}`],
  'indented headers': [40_000, (parts) => `[default]\na = 1\n${'  [x]\n'.repeat(parts)}`],
  'indented headers that count': [20_000, (parts) => '  [x]\n'.repeat(parts)],
  'unclosed headers': [40_000, (parts) => '[x\n'.repeat(parts)],
  'unclosed headers with a separator': [40_000, (parts) => '[x = y\n'.repeat(parts)],
  'a section that is none again and again': [
    20_000,
    (parts) => '[default]\na = 1\n' + '[profile x]\na = 1\n'.repeat(parts),
  ],
  'settings that each continue': [20_000, (parts) => `[default]\n${'a = 1\n  [x]\n'.repeat(parts)}`],
  'one long line': [40_000, (parts) => `[default]\nnote = ${'# ; = : ] '.repeat(parts)}\n`],
  'long header': [400_000, (parts) => `[${']'.repeat(parts)}\n`],
  'indented comments': [40_000, (parts) => `[default]\na = 1\n${'  # c\n'.repeat(parts)}`],
  'carriage returns': [20_000, (parts) => `[default]\r${'a = 1\r'.repeat(parts)}`],
  'one return behind many lines': [20_000, (parts) => `[default]\n${'a = 1\n'.repeat(parts)}\rb = 1\n`],
  'returns in a row': [40_000, (parts) => `[default]\na = 1${'\r'.repeat(parts)}b = 1\n`],
  'blanks inside a line': [40_000, (parts) => `[default]\nnote = a${' '.repeat(parts)}b\n`],
  'blanks inside a header': [40_000, (parts) => `[default]\n[a${' '.repeat(parts)}\rb ]\n`],
  'blanks in a header and around it': [
    40_000,
    (parts) => `[default]\n[${' '.repeat(parts)}a${' '.repeat(parts)}b${' '.repeat(parts)}]x\n`,
  ],
  'a marker with dots': [40_000, (parts) => `[default]\n# Managed by a${'.'.repeat(parts)}b\n`],
  references: [
    10_000,
    (parts) => `[default]\na = 1\n${numbered(parts, (index) => `[p${index}]\nsource_profile = default\n`)}`,
  ],
}

const set = { type: 'set', profile: 'default', key: 'region', value: 'r' } as const
const rename = { type: 'renameProfile', from: 'default', to: 'other', updateReferences: true } as const
const remove = { type: 'deleteProfile', name: 'default' } as const

describe('files of any size and shape take linear time', () => {
  it.each(Object.entries(files))('%s', (_, [parts, text]) => {
    const bytes = (size: number) => bytesOf(text(size))
    const document = (size: number) => parseSharedFile(bytes(size), 'credentials')
    const grown = {
      parse: growth(bytes, (read) => parseSharedFile(read, 'credentials'), parts),
      merge: growth(document, (read) => mergeProfiles(undefined, read), parts),
      findFileProblems: growth(document, (credentials) => findFileProblems({ credentials }), parts),
      secrets: growth(bytes, (read) => secretRanges(read, 'credentials'), parts),
      go: growth(bytes, (read) => goMerged(new Uint8Array(), read), parts),
      spec: growth(bytes, (read) => specView(undefined, read), parts),
      managed: growth(document, (read) => managedBlocks(read), parts),
      set: growth(bytes, (read) => editSharedFile(read, 'credentials', set), parts),
      rename: growth(bytes, (read) => editSharedFile(read, 'credentials', rename), parts),
      remove: growth(bytes, (read) => editSharedFile(read, 'credentials', remove), parts),
    }
    for (const [what, times] of Object.entries(grown)) expect(times, what).toBeLessThan(linear)
  })
})
