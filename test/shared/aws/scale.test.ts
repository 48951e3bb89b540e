import { describe, expect, it } from 'vitest'
import { diagnose } from '../../../shared/domain/aws/diagnostics/diagnose.ts'
import { editSharedFile } from '../../../shared/domain/aws/edit.ts'
import { mergeProfiles } from '../../../shared/domain/aws/merge.ts'
import { parseSharedFile } from '../../../shared/domain/aws/parse.ts'
import { secretRanges } from '../../../shared/domain/aws/secrets.ts'
import { bytesOf } from './support/bytes.ts'

/** Milliseconds. The limits are far above what is measured: they only tell linear work from quadratic. */
function took(work: () => unknown): number {
  const start = performance.now()
  work()
  return performance.now() - start
}

const files = {
  'many sections': Array.from(
    { length: 150_000 },
    (_, index) => `[p${index}]\naws_access_key_id = AKIA${index}\n`,
  ).join(''),
  'one name again and again': '[default]\na = 1\n'.repeat(20_000),
  'one key again and again': `[default]\n${'a = 1\n'.repeat(50_000)}`,
  'indented headers': `[default]\na = 1\n${'  [x]\n'.repeat(50_000)}`,
  'indented headers that count': '  [x]\n'.repeat(20_000),
  'unclosed headers': '[x\n'.repeat(50_000),
  'unclosed headers with a separator': '[x = y\n'.repeat(50_000),
  'a section that is none again and again': '[default]\na = 1\n' + '[profile x]\na = 1\n'.repeat(30_000),
  'settings that each continue': `[default]\n${'a = 1\n  [x]\n'.repeat(20_000)}`,
  'one long line': `[default]\nnote = ${'# ; = : ] '.repeat(100_000)}\n`,
  'long header': `[${']'.repeat(500_000)}\n`,
  'indented comments': `[default]\na = 1\n${'  # c\n'.repeat(50_000)}`,
  'carriage returns': `[default]\r${'a = 1\r'.repeat(20_000)}`,
  references: `[default]\na = 1\n${Array.from({ length: 10_000 }, (_, index) => `[p${index}]\nsource_profile = default\n`).join('')}`,
}

describe('files of any size and shape take linear time', () => {
  it.each(Object.entries(files))('%s', { timeout: 60_000 }, (_, text) => {
    const bytes = bytesOf(text)
    const document = parseSharedFile(bytes, 'credentials')
    expect(took(() => parseSharedFile(bytes.slice(), 'credentials'))).toBeLessThan(4000)
    expect(took(() => mergeProfiles(undefined, document))).toBeLessThan(8000)
    expect(took(() => diagnose({ credentials: document }))).toBeLessThan(12_000)
    expect(took(() => secretRanges(bytes, 'credentials'))).toBeLessThan(6000)
    const set = { type: 'set', profile: 'default', key: 'region', value: 'r' } as const
    expect(took(() => editSharedFile(bytes, 'credentials', set))).toBeLessThan(8000)
    const rename = { type: 'renameProfile', from: 'default', to: 'other', updateReferences: true } as const
    expect(took(() => editSharedFile(bytes, 'credentials', rename))).toBeLessThan(8000)
    const remove = { type: 'deleteProfile', name: 'default' } as const
    expect(took(() => editSharedFile(bytes, 'credentials', remove))).toBeLessThan(12_000)
  })
})
