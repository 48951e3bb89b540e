// @vitest-environment happy-dom
import { act, screen } from '@testing-library/react'
import { expect, it } from 'vitest'
import { notify } from '../../../renderer/app/notify.ts'
import { fewProfiles } from '../fake-data.ts'
import { createFakeHostLink } from '../fake-host-link.ts'
import { renderPage } from '../render-page.tsx'

it('shows the three newest messages, the newest last', async () => {
  await renderPage(createFakeHostLink({ profiles: fewProfiles(Date.now()) }))
  for (const text of ['first', 'second', 'third', 'fourth', 'fifth']) {
    act(() => notify(text))
    await screen.findByText(text)
  }
  const all = [...document.querySelectorAll('.toast')]
  const shown = all.filter((toast) => !toast.hasAttribute('data-limited'))
  expect(shown.map((toast) => toast.textContent)).toEqual(['third', 'fourth', 'fifth'])
  expect(all.at(-1)).toBe(shown.at(-1))
})
