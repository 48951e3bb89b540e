// @vitest-environment happy-dom
import { cleanup, fireEvent, render, screen } from '@testing-library/react'
import { afterEach, describe, expect, it } from 'vitest'
import { DiffView } from '../../../renderer/ui/diff-view.tsx'
import type { FileDiffView } from '../../../shared/contract/models.ts'

afterEach(cleanup)

type Line = FileDiffView['hunks'][number]['lines'][number]
const sections = Array.from({ length: 60 }, (_, index) => [`[profile p${index}]`, 'region = eu-west-1', ''])
const diff: FileDiffView = {
  label: '~/.aws/config',
  path: '/c',
  created: false,
  deleted: false,
  added: 180,
  removed: 1,
  hunks: [
    {
      linesAbove: 0,
      lines: [
        { type: 'remove', oldLine: 1, text: 'output = json' },
        { type: 'context', oldLine: 2, newLine: 1, text: '' },
        ...sections.flat().map((text, index): Line => ({ type: 'add', newLine: index + 2, text })),
      ],
    },
  ],
  linesBelow: 0,
}
const rows = () => document.querySelectorAll('.diff-line').length

describe('a diff of many new profiles', () => {
  it('is folded until it is asked for; what is removed is always there', () => {
    render(<DiffView diff={diff} />)
    expect(rows()).toBe(2 + 6)
    for (const text of ['output = json', '[profile p0]', '[profile p59]'])
      expect(screen.getByText(text)).toBeTruthy()
    const button = screen.getByRole('button', {
      name: 'Show 58 more new profiles with the same settings (174 lines)',
    })
    expect(button.parentElement?.textContent).toContain('p1, p2, p3')
    fireEvent.click(button)
    expect(rows()).toBe(2 + 180)
    expect(screen.getByText('[profile p30]')).toBeTruthy()
    const hide = screen.getByRole('button', { name: /^Hide 58 more/ })
    expect(hide.getAttribute('aria-expanded')).toBe('true')
    fireEvent.click(hide)
    expect(rows()).toBe(2 + 6)
  })

  it('says that lines are left out of a very long one', () => {
    render(<DiffView diff={{ ...diff, omitted: 1_000 }} />)
    expect(screen.getByText(/1,?000 more changed lines, too many to show/)).toBeTruthy()
  })
})
