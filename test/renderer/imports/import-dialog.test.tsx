// @vitest-environment happy-dom
import { act, fireEvent, screen, waitFor, within } from '@testing-library/react'
import { describe, expect, it } from 'vitest'
import type { ImportCandidate } from '../../../shared/contract/models.ts'
import { closeOverlay, openOverlay } from '../../../renderer/app/overlays.ts'
import { whatChanges } from '../../../renderer/features/imports/import-choice.ts'
import { feature as imports } from '../../../renderer/features/imports/imports-feature.tsx'
import { createFakeHostLink } from '../fake-host-link.ts'
import { fewProfiles } from '../fake-data.ts'
import { renderPage } from '../render-page.tsx'

const candidate = (more: Partial<ImportCandidate> = {}): ImportCandidate => ({
  index: 0,
  source: 'a test',
  suggestedName: 'ci-deploy',
  accessKeyId: 'AKIAIOSFODNN7EXAMPLE',
  hasSecret: true,
  hasToken: false,
  expiryAssumed: false,
  otherKeys: [],
  known: [],
  ...more,
})

async function paste(found: ImportCandidate) {
  const link = createFakeHostLink({ profiles: fewProfiles(Date.now()) })
  link.state.importFound = { importId: 'i', format: 'ini', notes: [], candidates: [found] }
  await renderPage(link, [imports])
  act(() => openOverlay('import', { text: 'a paste' }))
  const dialog = await screen.findByRole('dialog', { name: 'Import credentials' })
  await within(dialog).findByText('Found in your paste')
  return { link, dialog, done: () => act(() => closeOverlay('import')) }
}

describe('the import', () => {
  it('says that there is no change where the profile has all of it, and offers to verify it', async () => {
    const { link, dialog, done } = await paste(
      candidate({ known: [{ profile: 'ci-deploy', secret: true, token: true }] }),
    )
    expect(await within(dialog).findByText('No change.')).toBeTruthy()
    const cells = within(dialog)
      .getAllByRole('row')
      .slice(1)
      .map((row) => row.textContent)
    for (const cell of cells) expect(cell).toContain('no change')
    fireEvent.click(within(dialog).getByRole('button', { name: 'Verify' }))
    await waitFor(() => expect(link.calls.some(({ method }) => method === 'verify.run')).toBe(true))
    expect(link.calls.some(({ method }) => method === 'imports.plan')).toBe(false)
    done()
  })

  it('offers a token that is only suspected to be cut off, and then the primary button has the focus', async () => {
    const problem = {
      code: 'ImportTokenTruncated',
      message: 'It seems to be cut off.',
      suspected: true as const,
    }
    const { link, dialog, done } = await paste(
      candidate({ suggestedName: 'new-one', hasToken: true, problem }),
    )
    const save = () => within(dialog).getByRole('button', { name: 'Save and verify' })
    expect(save().getAttribute('aria-disabled') ?? save().getAttribute('disabled')).not.toBeNull()
    fireEvent.click(within(dialog).getByRole('button', { name: 'Import anyway' }))
    await waitFor(() => expect(document.activeElement).toBe(save()))
    fireEvent.click(save())
    await waitFor(() =>
      expect(link.calls.find(({ method }) => method === 'imports.plan')?.input).toMatchObject({
        choices: [{ index: 0, profile: 'new-one', anyway: true }],
      }),
    )
    done()
  })

  it('has no such way for a token that cannot be whole', async () => {
    const problem = { code: 'ImportTokenTruncated', message: 'It contains "…".' }
    const { dialog, done } = await paste(candidate({ problem }))
    expect(within(dialog).queryByRole('button', { name: 'Import anyway' })).toBeNull()
    done()
  })
})

describe('what an import changes', () => {
  const [first] = fewProfiles(0)
  if (first === undefined) throw new Error('the fake has no profiles')
  const existing = {
    ...first,
    name: 'a',
    region: undefined,
    hasToken: true,
    expiresAt: '2026-01-01T10:00:00Z',
  }
  const known = [{ profile: 'a', secret: true, token: true }]

  it('is what the profile does not have', () => {
    const found = candidate({ known, hasToken: true, region: 'eu-west-1', otherKeys: ['output', 'Role_Arn'] })
    expect(whatChanges(found, existing, new Set(['role_arn']), '2026-01-01T10:00:20Z')).toEqual({
      key: false,
      secret: false,
      token: false,
      region: true,
      end: false,
      others: ['output'],
    })
    expect(whatChanges(found, existing, new Set(), '2026-01-01T11:00:00Z').end).toBe(true)
  })

  it('takes a guess about the end of the same token for no news', () => {
    const found = candidate({ known, hasToken: true, expiryAssumed: true, expiresAt: '2026-01-01T12:00:00Z' })
    expect(whatChanges(found, existing, new Set(), '2026-01-01T12:00:00Z').end).toBe(false)
    expect(whatChanges(found, existing, new Set(), '2026-01-01T14:00:00Z').end).toBe(true)
  })
})
