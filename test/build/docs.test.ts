import { existsSync, readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { expect, test } from 'vitest'

const root = fileURLToPath(new URL('../../', import.meta.url))
const pages = [
  'README.md',
  'CONTRIBUTING.md',
  'CHANGELOG.md',
  'SECURITY.md',
  ...readdirSync(join(root, 'docs'), { recursive: true, encoding: 'utf8' })
    .filter((name) => name.endsWith('.md'))
    .map((name) => join('docs', name)),
]

test('every file of the project that the documents name is there', () => {
  const missing = pages.flatMap((page) => {
    const text = readFileSync(join(root, page), 'utf8')
    const named =
      text.match(/(?<=`)(?:shared|core|cli|electron|renderer|build|test|docs)\/[\w./-]+(?=`)/g) ?? []
    // Text in a code block is not a link.
    const prose = text.replace(/^```[^]*?^```/gm, '')
    const pictures = [...prose.matchAll(/\]\((?!https?:|#)([^)#]+)/g)].map(([, path]) =>
      join(page, '..', path ?? ''),
    )
    return [...named, ...pictures]
      .filter((path) => !existsSync(join(root, path)))
      .map((path) => `${page}: ${path}`)
  })
  expect(missing).toEqual([])
})

test('every row of the security page names a test', () => {
  const rows = readFileSync(join(root, 'docs', 'SECURITY.md'), 'utf8')
    // The test named above this table compares it with reality, row by row.
    .replace(/^\| a program with a lease tries to [^]*?\n\n/m, '\n')
    .split('\n')
    .filter((line) => /^\| (?!rule|---)/.test(line))
  expect(rows.length).toBeGreaterThan(25)
  expect(
    rows.filter((row) => !/`test\/[\w./-]+\.(?:test|spec)\.ts`|\bsame\b/.test(row.split('|')[2] ?? '')),
  ).toEqual([])
})
