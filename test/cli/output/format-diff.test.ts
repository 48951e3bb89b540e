import { describe, expect, it } from 'vitest'
import { formatDiff } from '../../../cli/output/format-diff.ts'
import type { Terminal } from '../../../cli/terminal/terminal.ts'
import type { FileDiffView } from '../../../shared/contract/models.ts'

const terminal = (columns: number | undefined): Terminal => ({
  out: () => undefined,
  err: () => undefined,
  columns,
  paint: (_, text) => text,
  errPaint: (_, text) => text,
  showsProgress: false,
})

type Line = FileDiffView['hunks'][number]['lines'][number]
const added = (texts: readonly string[], from: number): Line[] =>
  texts.map((text, index) => ({ type: 'add', newLine: from + index, text }))

function diffOf(profiles: number): FileDiffView {
  const texts = Array.from({ length: profiles }, (_, index) => [
    `[profile team-${index}]`,
    'sso_session = corp',
    'region = eu-west-1',
    '',
  ]).flat()
  const lines: Line[] = [
    { type: 'remove', oldLine: 1, text: 'region = us-east-1' },
    { type: 'add', newLine: 1, text: 'region = eu-west-1' },
    { type: 'context', oldLine: 2, newLine: 2, text: '' },
    ...added(texts, 3),
  ]
  return {
    label: '~/.aws/config',
    path: '/c',
    created: false,
    deleted: false,
    added: texts.length + 1,
    removed: 1,
    hunks: [{ linesAbove: 0, lines }],
    linesBelow: 0,
  }
}

describe('the diff of many new profiles', () => {
  it('is summed up on a terminal: how many, their names, the first, the last, and every change', () => {
    const text = formatDiff(diffOf(60), terminal(80), { fold: true })
    const lines = text.trimEnd().split('\n')
    expect(lines.length).toBeLessThan(30)
    expect(lines.every((line) => line.length <= 80)).toBe(true)
    for (const part of [
      '+241 -1',
      '-   1  region = us-east-1',
      '+   1  region = eu-west-1',
      '[profile team-0]',
      '[profile team-59]',
      '… 58 more new profiles with the same settings, 232 lines; --diff shows',
    ])
      expect(text).toContain(part)
    for (let index = 1; index < 59; index += 1) expect(text).toMatch(new RegExp(`team-${index}[,\\n]`))
    expect(text).not.toContain('[profile team-30]')
  })

  it('counts the names that twelve lines do not hold', () => {
    const text = formatDiff(diffOf(5_000), terminal(80), { fold: true })
    expect(text.split('\n').length).toBeLessThan(40)
    expect(text).toMatch(/^ +and \d+ more$/m)
  })

  it.each([
    ['with --diff, or in a command that has none', 80, false],
    ['in a pipe', undefined, true],
  ])('is whole %s', (_, columns, fold) => {
    const text = formatDiff(diffOf(60), terminal(columns), { fold })
    expect(text.split('\n').filter((line) => line.startsWith('  +'))).toHaveLength(241)
    expect(text).not.toContain('…')
  })
})
