// @vitest-environment happy-dom
import { cleanup, render, screen } from '@testing-library/react'
import { useState } from 'react'
import { afterEach, describe, expect, it } from 'vitest'
import { DiffView } from '../../../renderer/ui/diff-view.tsx'
import { TextField } from '../../../renderer/ui/field.tsx'
import { Notice } from '../../../renderer/ui/notice.tsx'
import { Pair } from '../../../renderer/ui/panel-section.tsx'

const hidden = 'pr\u200bod\u202e\u{e0041}'
const shown = 'pr⟨U+200B⟩od⟨U+202E⟩⟨U+E0041⟩'

afterEach(cleanup)

describe('what the page shows has no hidden character', () => {
  it('in texts, attributes and lists of children, whatever makes them', () => {
    const { container } = render(
      <dl title={hidden} aria-label={hidden}>
        <Pair name={hidden}>
          {hidden} of {hidden}
        </Pair>
        <Notice tone="red">{hidden}</Notice>
        <input placeholder={hidden} readOnly value="x" />
        <pre>{`first ${hidden}\nsecond`}</pre>
      </dl>,
    )
    expect(container.innerHTML).not.toMatch(/[\u200b\u202e\u{e0041}]/u)
    expect(container.innerHTML.split(shown)).toHaveLength(9)
    expect(container.querySelector('pre')?.textContent).toBe(`first ${shown}\nsecond`)
  })

  it('and a field, which shows its text as it is, says which stand where', () => {
    function Form() {
      const [value, setValue] = useState(hidden)
      return <TextField label="Name" value={value} onChange={setValue} />
    }
    render(<Form />)
    const field = screen.getByLabelText<HTMLInputElement>('Name')
    expect(field.value).toBe(hidden)
    const about = document.getElementById(field.getAttribute('aria-describedby') ?? '')
    expect(about?.textContent).toBe(
      'Holds characters that cannot be seen: U+200B at character 3, U+202E at character 6, U+E0041 at character 7.',
    )
  })

  it('and a diff keeps its marks in place', () => {
    const line = { type: 'add', newLine: 1, text: `a = ${shown}`, changed: [[4, 6]] } as const
    const diff = {
      label: hidden,
      path: '/x',
      created: false,
      deleted: false,
      added: 1,
      removed: 0,
      linesBelow: 0,
      hunks: [{ linesAbove: 0, lines: [{ ...line, changed: [[4, 6] as [number, number]] }] }],
    }
    const { container } = render(<DiffView diff={diff} />)
    expect(container.querySelector('mark')?.textContent).toBe('pr')
    expect(container.querySelector('[role=table]')?.getAttribute('aria-label')).toBe(`Changes in ${shown}`)
  })
})
