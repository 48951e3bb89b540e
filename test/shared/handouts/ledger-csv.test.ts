import { expect, it } from 'vitest'
import { ledgerCsv } from '../../../shared/domain/handouts/ledger-csv.ts'

const entry = {
  number: 7,
  at: '2026-11-27T18:02:00.000Z',
  profile: 'prod, the "live" one',
  account: '012345678901',
  way: 'credentials',
  program: '=HYPERLINK("http://evil")',
  pid: 41,
  command: 'a\nb',
  tree: ['zsh', 'make'],
  from: 'fresh',
  verdict: 'given',
  by: 'standing',
  production: true,
}

it('is a table that gives each text back, and no formula', () => {
  const [titles, ...lines] = ledgerCsv([entry]).split('\r\n')
  expect(titles).toBe(
    'number,at,profile,account,production,program,pid,folder,command,tree,way,lease,verdict,by,from',
  )
  expect(lines).toEqual([
    '7,2026-11-27T18:02:00.000Z,"prod, the ""live"" one",012345678901,true,"\'=HYPERLINK(""http://evil"")",41,,"a\nb",zsh > make,credentials,,given,standing,fresh',
    '',
  ])
})

it.each(['=1', '+1', '-1', '@x', '\t=1'])('%j is text', (program) => {
  expect(ledgerCsv([{ ...entry, program }])).toContain(`'${program}`)
})

it('has its titles without an entry', () => {
  expect(ledgerCsv([])).toMatch(/^number,.*\r\n$/)
})
