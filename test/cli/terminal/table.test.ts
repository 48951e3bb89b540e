import { describe, expect, it } from 'vitest'
import * as fc from 'fast-check'
import { displayWidth } from '../../../cli/terminal/display-width.ts'
import { colourWanted, createPaint } from '../../../cli/terminal/paint.ts'
import { safeText } from '../../../cli/terminal/safe-text.ts'
import { formatTable } from '../../../cli/terminal/table.ts'

const paint = createPaint(false)

describe('formatTable', () => {
  it('fits the terminal', () => {
    const columns = [
      { title: 'Name', least: 4 },
      { title: 'Value', least: 4 },
      { title: 'Note', least: 4 },
    ]
    fc.assert(
      fc.property(
        fc.array(fc.tuple(fc.string({ maxLength: 60 }), fc.string({ maxLength: 60 }), fc.string()), {
          minLength: 1,
        }),
        fc.integer({ min: 20, max: 120 }),
        (rows, width) => {
          const cells = rows.map((row) => row.map((text) => ({ text: safeText(text) })))
          for (const line of formatTable(columns, cells, { paint, columns: width }).split('\n'))
            expect(displayWidth(line)).toBeLessThanOrEqual(width)
        },
      ),
    )
  })

  it('cuts nothing where there is no terminal, and leaves empty columns out', () => {
    const long = 'x'.repeat(500)
    const table = formatTable(
      [{ title: 'Name' }, { title: 'Empty' }, { title: 'Value' }],
      [[{ text: long }, { text: '' }, { text: '1' }]],
      { paint, columns: undefined },
    )
    expect(table).toBe(`${'Name'.padEnd(500)}  Value\n${long}  1\n`)
  })
})

describe('colour', () => {
  it.each([
    [{}, true, true],
    [{ NO_COLOR: '1' }, true, false],
    [{ NO_COLOR: '' }, true, true],
    [{ TERM: 'dumb' }, true, false],
    [{}, false, false],
  ])('with %j on a terminal (%s): %s', (env, isTerminal, wanted) => {
    expect(colourWanted(env, isTerminal)).toBe(wanted)
  })
})

describe('safeText', () => {
  it('lets nothing through that a terminal obeys', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'binary' }), (text) => {
        expect(safeText(text)).not.toMatch(/[\u0000-\u001f\u007f-\u009f\u202a-\u202e\u2066-\u2069]/)
      }),
    )
  })

  it('leaves ordinary names as they are', () => {
    expect(safeText('Zürich-日本語_1.a/b@c')).toBe('Zürich-日本語_1.a/b@c')
  })
})

describe('a table that is too wide', () => {
  const columns = [
    { title: 'Name', least: 8, middle: true },
    { title: 'Region', leaves: 1 },
    { title: 'Kind', leaves: 2 },
    { title: 'State', whole: true },
  ] as const
  const row = ['acme-platform-eu-west-1-operator', 'eu-west-1', 'role', 'wrong secret']
  const lines = (width: number) =>
    formatTable(columns, [row], { paint: (_colour, text) => text, columns: width }).split('\n')

  it('loses whole columns in their order, then the middle of names, and never what stays whole', () => {
    expect(lines(80)[1]).toBe('acme-platform-eu-west-1-operator  eu-west-1  role  wrong secret')
    expect(lines(60)[1]).toBe('acme-platform-eu-west-1-operator  role  wrong secret')
    expect(lines(50)[1]).toBe('acme-platform-eu-west-1-operator  wrong secret')
    expect(lines(36)[1]).toMatch(/^acme-.*…-.*operator {2}wrong secret$/)
    expect(lines(36)[1]!.length).toBeLessThanOrEqual(36)
  })
})
