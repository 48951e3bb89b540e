// @vitest-environment happy-dom
import { act, fireEvent, screen, waitFor, within } from '@testing-library/react'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { allFeatures, registerFeatures } from '../../../renderer/app/feature-registry.ts'
import { navigate } from '../../../renderer/app/navigation.ts'
import { closeOverlay } from '../../../renderer/app/overlays.ts'
import {
  chooserAt,
  clearStackFilters,
  selectedStacks,
  stackCursor,
} from '../../../renderer/features/stacks/stack-list-state.ts'
import { wrongAccountOverlay } from '../../../renderer/features/stacks/plan-stacks.ts'
import { feature as stacks } from '../../../renderer/features/stacks/stacks-feature.tsx'
import { stackDrafts } from '../../../renderer/features/stacks/stack-draft-store.ts'
import { keyOf } from '../../../renderer/features/stacks/stack-key.ts'
import { createFakeHostLink } from '../fake-host-link.ts'
import { fewProfiles } from '../fake-data.ts'
import { renderPage } from '../render-page.tsx'
import { fakeStack, fewStacks, manyStacks } from './fake-stacks.ts'
import { withStacks, type FakeStacks } from './fake-stacks-host.ts'

const grid = () => screen.findByRole('grid', { name: 'Stacks' })
const press = async (key: string, more: object = {}) => fireEvent.keyDown(await grid(), { key, ...more })
const names = () => [...document.querySelectorAll('.stack-name')].map((cell) => cell.textContent)

async function open(start: Partial<FakeStacks> = {}, item?: string) {
  const link = withStacks(createFakeHostLink({ profiles: fewProfiles(Date.now()) }), start)
  await renderPage(link)
  registerFeatures([...allFeatures(), stacks])
  navigate('stacks', item)
  return link
}

function reset(): void {
  clearStackFilters()
  stackCursor.set(undefined)
  selectedStacks.set(new Set())
  chooserAt.set(undefined)
  stackDrafts.set(new Map())
  closeOverlay(wrongAccountOverlay)
}
beforeEach(reset)
afterEach(reset)

describe('the list of stacks', () => {
  it('says of a stack that it cannot run, in the place of an account that it does not reach', async () => {
    const list = fewStacks()
    const first = list.projects[0]!.stacks[0]!
    Object.assign(first, { verdict: 'unguarded', cannotRun: 'It does not find the source profile.' })
    await open({ list })
    const row = within(await grid())
      .getByText('Cannot run')
      .closest('[role="row"]') as HTMLElement
    expect(row.textContent).toContain(first.stack)
    expect(row.textContent).toContain('It does not find the source profile.')
    expect(within(row).queryByRole('button', { name: /^(?:Pin|Check)/ })).toBeNull()
    act(() => navigate('stacks', keyOf(first)))
    const identity = await screen.findByRole('complementary', { name: 'Identity of the stack' })
    expect(within(identity).getByText(/^Cannot run\. It does not find the source profile\.$/)).toBeDefined()
    expect(within(identity).queryByRole('button', { name: /^(?:Pin account|Check)$/ })).toBeNull()
  })

  it('offers no check where that would ask about other files, and says so', async () => {
    const list = fewStacks()
    const first = list.projects[0]!.stacks[0]!
    const { account: _, ...without } = first
    list.projects[0]!.stacks[0] = { ...without, verdict: 'unguarded', cannotCheck: 'It names other files.' }
    await open({ list })
    await grid()
    expect(screen.queryByRole('button', { name: `Check the account of ${first.profile}` })).toBeNull()
    expect(screen.getByTitle('Not pinned. It names other files.').textContent).toContain('Not known')
    act(() => navigate('stacks', keyOf(first)))
    const identity = await screen.findByRole('complementary', { name: 'Identity of the stack' })
    expect(within(identity).getByText('Account not known. It names other files.')).toBeDefined()
    expect(within(identity).queryByRole('button', { name: 'Check' })).toBeNull()
  })

  it('says what is wrong under the stack, at once, and offers the profile that fits', async () => {
    const link = await open()
    await grid()
    expect(screen.getByText('6 in 2 projects')).toBeTruthy()
    expect(screen.getByRole('alert').textContent).toContain(
      'prod.eu-1 would run in acme-staging 222233334444',
    )
    fireEvent.click(screen.getByRole('button', { name: 'Set to ci-deploy for prod.eu-1' }))
    expect(await screen.findByRole('dialog', { name: 'Review change' })).toBeTruthy()
    expect(link.inputsOf('stacks.plan')).toEqual([
      {
        stacks: [{ project: '/home/ana/src/data-platform', stack: 'prod.eu-1' }],
        operations: [{ type: 'setProfile', profile: 'ci-deploy' }],
      },
    ])
    expect(link.inputsOf('edits.apply')).toEqual([])
  })

  it('has only the rows in view in the document', async () => {
    await open({ list: manyStacks(1_000) })
    expect((await grid()).getAttribute('aria-rowcount')).toBe('1251')
    await waitFor(() => expect(names().length).toBeGreaterThan(5))
    expect(names().length).toBeLessThan(60)
  })

  it('selects with the keys, gives several a profile as one change, and Esc lets go', async () => {
    const link = await open()
    await press('a', { ctrlKey: true })
    expect(await screen.findByText('6 stacks selected')).toBeTruthy()
    await press('Escape')
    expect(screen.queryByText(/stacks selected/)).toBeNull()
    await press('End')
    await press(' ')
    await press('ArrowUp')
    await press(' ')
    await press('p')
    const find = await screen.findByRole('combobox', { name: 'Find a profile' })
    expect(screen.getByText('Changes 2 lines in 2 files, after review')).toBeTruthy()
    fireEvent.change(find, { target: { value: 'acme-hub' } })
    fireEvent.keyDown(find, { key: 'Enter' })
    await waitFor(() => expect(link.inputsOf('stacks.plan').length).toBe(1))
    expect(
      link
        .inputsOf('stacks.plan')[0]
        ?.stacks.map(({ stack }) => stack)
        .sort(),
    ).toEqual(['preview', 'staging'])
  })

  it('asks in red before a wrong account, and plans again only on the second word', async () => {
    const link = await open()
    fireEvent.click(await screen.findByRole('button', { name: /^Profile of prod: prod-billing/ }))
    const elsewhere = await screen.findByRole('group', { name: 'Would run in another account' })
    fireEvent.click(within(elsewhere).getByRole('option', { name: /staging-admin/ }))
    const dialog = await screen.findByRole('dialog', { name: 'Wrong account' })
    expect(dialog.textContent).toContain('222233334444')
    expect(link.inputsOf('stacks.plan').map(({ confirmed }) => confirmed)).toEqual([undefined])
    fireEvent.click(within(dialog).getByRole('button', { name: 'Review anyway' }))
    expect(await screen.findByRole('dialog', { name: 'Review change' })).toBeTruthy()
    expect(link.inputsOf('stacks.plan').map(({ confirmed }) => confirmed)).toEqual([undefined, true])
  })

  it('pins the verified account of the stack under the cursor with L', async () => {
    const link = await open()
    await press('ArrowDown')
    await press('l')
    await waitFor(() =>
      expect(link.inputsOf('stacks.pinAccount')[0]?.stacks.map(({ stack }) => stack)).toEqual(['prod.us-1']),
    )
  })

  it('starts with a folder: an error stands in place, and what is found is listed', async () => {
    const none = { ...fewStacks(), folders: [], projects: [] }
    const link = await open({ list: none })
    const field = await screen.findByLabelText('Folder')
    link.stacks.failures.set('stacks.addFolder', {
      code: 'FileUnreadable',
      message: '~/nowhere does not exist.',
    })
    fireEvent.change(field, { target: { value: '~/nowhere' } })
    fireEvent.click(screen.getByRole('button', { name: 'Add folder' }))
    expect(await screen.findByText(/nowhere does not exist/)).toBeTruthy()
    fireEvent.change(field, { target: { value: '~/src' } })
    fireEvent.click(screen.getByRole('button', { name: 'Add folder' }))
    expect(await screen.findByText('6 in 2 projects')).toBeTruthy()
  })

  it('says that it is looking, and takes in what core finds meanwhile', async () => {
    const link = await open({ list: { ...fewStacks(), projects: [], scanning: true } })
    expect(await screen.findByText('Looking for projects')).toBeTruthy()
    link.stacks.list = fewStacks()
    link.emit({ type: 'stacksChanged' })
    expect(await screen.findByText('6 in 2 projects')).toBeTruthy()
  })
})

describe('one stack', () => {
  const key = keyOf(fakeStack('billing-api', 'prod'))

  it('shows who it would be, and why', async () => {
    await open({}, key)
    expect(await screen.findByRole('heading', { name: 'prod' })).toBeTruthy()
    const why = screen.getByRole('list', { name: 'Credentials in their order' })
    expect(
      within(why)
        .getAllByRole('listitem')
        .map((item) => item.className),
    ).toEqual(['candidate absent', 'candidate wins', 'candidate beaten'])
    expect(screen.getByText(/Only Pulumi Cloud knows what the environment aws\/prod sets/)).toBeTruthy()
  })

  it('plans only what was changed, id by id, with Ctrl S', async () => {
    const link = await open({}, key)
    const ids = await screen.findByLabelText('Add to allowed accounts')
    fireEvent.change(ids, { target: { value: '2222-3333-4444' } })
    expect(screen.getByText('1 change')).toBeTruthy()
    fireEvent.change(screen.getByLabelText('Name of the new environment'), { target: { value: 'aws/more' } })
    fireEvent.click(screen.getByRole('button', { name: 'Add environment' }))
    expect(screen.getByText('2 changes')).toBeTruthy()
    fireEvent.keyDown(window, { key: 's', ctrlKey: true })
    await screen.findByRole('dialog', { name: 'Review change' })
    expect(link.inputsOf('stacks.plan')[0]?.operations).toEqual([
      { type: 'setOptionPath', path: 'aws:allowedAccountIds[1]', value: '222233334444' },
      { type: 'addEnvironment', name: 'aws/more' },
    ])
  })

  it('refuses an id that is none, says so in place, and Undo takes it back', async () => {
    const link = await open({}, key)
    const ids = await screen.findByLabelText('Add to allowed accounts')
    fireEvent.change(ids, { target: { value: '12345' } })
    fireEvent.keyDown(ids, { key: 'Enter' })
    expect(await screen.findByText(/twelve digits\./, { selector: '.field-note.bad' })).toBeTruthy()
    fireEvent.keyDown(window, { key: 's', ctrlKey: true })
    expect(link.inputsOf('stacks.plan')).toEqual([])
    fireEvent.click(screen.getByRole('button', { name: 'Undo the change of Allowed accounts' }))
    expect(screen.queryByText('1 change')).toBeNull()
  })

  it('warns when a change hides tags of the project, and copies them back', async () => {
    await open({}, key)
    fireEvent.click(await screen.findByRole('button', { name: 'Remove team' }))
    expect(screen.getByText(/Hides team of Pulumi.yaml/)).toBeTruthy()
    fireEvent.click(screen.getByRole('button', { name: 'Copy them here' }))
    expect(screen.queryByText('1 change')).toBeNull()
  })

  it('offers no form for a list of which one entry is encrypted, but the lines that change it', async () => {
    await open({ hidden: { name: 'allowedAccountIds', at: ['aws:allowedAccountIds[1]'] } }, key)
    expect(
      await screen.findByText("pulumi config set --secret --path --stack prod 'aws:allowedAccountIds[1]'"),
    ).toBeTruthy()
    expect(screen.getByText("pulumi config rm --path --stack prod 'aws:allowedAccountIds[1]'")).toBeTruthy()
    expect(screen.queryByLabelText('Add to allowed accounts')).toBeNull()
  })

  it('explains secrets without Pulumi, and hands them to Pulumi where it is installed', async () => {
    const link = await open({ pulumiInstalled: true }, key)
    fireEvent.click(await screen.findByRole('button', { name: /more options/ }))
    const field = await screen.findByLabelText('Secret access key')
    fireEvent.change(field, { target: { value: 'wJalrXUtnFEMI/K7MDENG/bPxRfiCYEXAMPLEKEY' } })
    const row = field.closest('.option-row')
    if (!(row instanceof HTMLElement)) throw new Error('the field is in no row')
    fireEvent.click(within(row).getByRole('button', { name: 'Set with Pulumi' }))
    await waitFor(() => expect(link.inputsOf('stacks.setSecret')[0]?.path).toBe('aws:secretKey'))
  })
})

describe('the column of the list of profiles', () => {
  const heading = () => screen.queryByRole('columnheader', { name: 'Stacks' })
  const countOf = (profile: string) => {
    const rows = [...document.querySelectorAll('.profile-row')]
    return rows.find((row) => row.textContent?.startsWith(profile))?.querySelector('.column-count')
      ?.textContent
  }

  it('counts the stacks whose files name the profile, not those that come by it from the environment', async () => {
    const link = withStacks(createFakeHostLink({ profiles: fewProfiles(Date.now()) }))
    link.state.settings = { ...link.state.settings, stackFolders: ['/home/ana/src'] }
    await renderPage(link, [stacks])
    await waitFor(() => expect(heading()).not.toBeNull())
    expect(countOf('prod-billing')).toBe('1')
    expect(countOf('staging-admin')).toBe('1')
    expect(countOf('ci-deploy')).toBe('–')
  })

  it('is not there, and asks for nothing, where there are no folders of stacks', async () => {
    const link = withStacks(createFakeHostLink({ profiles: fewProfiles(Date.now()) }))
    link.state.settings = { ...link.state.settings, stackFolders: [] }
    await renderPage(link, [stacks])
    expect(heading()).toBeNull()
    expect(link.inputsOf('stacks.list')).toEqual([])
  })
})
