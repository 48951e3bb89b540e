// @vitest-environment happy-dom
import { act, fireEvent, screen, waitFor, within } from '@testing-library/react'
import { describe, expect, it } from 'vitest'
import { place } from '../../../renderer/app/navigation.ts'
import { openReview } from '../../../renderer/app/open-review.ts'
import { feature } from '../../../renderer/features/health/health-feature.tsx'
import type { FileProblemView, ProfileSummary } from '../../../shared/contract/models.ts'
import { createFakeHostLink, presentFiles, type FakeHostLink } from '../fake-host-link.ts'
import { fewProfiles, manyProfiles } from '../fake-data.ts'
import { openScreen } from './open-screen.ts'

const now = Date.now()
const checks = () => screen.getByRole('grid', { name: 'Checks by result' })
const problemList = () => screen.getByRole('list', { name: 'Problems by file and line' })
const tab = (name: RegExp) => screen.getByRole('button', { name })

const problem = (line: number, more: Partial<FileProblemView> = {}): FileProblemView => ({
  code: 'InlineComment',
  severity: 'warning',
  message: `Problem on line ${line}`,
  reason: 'A comment needs a line of its own.',
  file: 'config',
  line,
  readers: ['aws-cli'],
  ...more,
})

/** Lets a verification wait until it is told to end. */
function holdRuns(link: FakeHostLink): { end(cancelled: boolean): void; readonly link: FakeHostLink } {
  let end: (cancelled: boolean) => void = () => undefined
  return {
    end: (cancelled) => end(cancelled),
    link: {
      ...link,
      call: async (method, input) => {
        if (method !== 'verify.run') return link.call(method, input)
        link.calls.push({ method, input })
        const cancelled = await new Promise<boolean>((resolve) => (end = resolve))
        return { ok: true, value: { results: [], cancelled } }
      },
    },
  }
}

describe('checks', () => {
  it('groups by failure, says why and what to do, and counts each state', async () => {
    await openScreen(createFakeHostLink({ profiles: fewProfiles(now) }), feature)
    const first = within(checks()).getAllByRole('row')[0]
    expect(first?.textContent).toContain('Key rejected')
    expect(checks().textContent).toContain(
      'It was deactivated or deleted in IAM. Add a new key or delete this profile.',
    )
    expect(tab(/^Broken/).textContent).toBe('Broken2')
    expect(tab(/^Waiting/).textContent).toBe('Waiting1')
    fireEvent.click(tab(/^Broken/))
    await waitFor(() => expect(checks().getAttribute('aria-rowcount')).toBe('4'))
  })

  it('filters by what is typed in the list, with the cursor on the first hit and Escape to leave', async () => {
    const link = createFakeHostLink({ profiles: fewProfiles(now) })
    link.state.settings = { ...link.state.settings, singleLetterKeys: false }
    await openScreen(link, feature)
    const all = checks().getAttribute('aria-rowcount')
    fireEvent.keyDown(checks(), { key: 'b' })
    const filter = screen.getByRole<HTMLInputElement>('textbox', { name: 'Filter checks' })
    expect(filter.value).toBe('b')
    expect(document.activeElement).toBe(filter)
    fireEvent.change(filter, { target: { value: 'billing prod' } })
    await waitFor(() => expect(checks().getAttribute('aria-rowcount')).toBe('2'))
    expect(checks().textContent).toContain('prod-billing')
    fireEvent.keyDown(filter, { key: 'Enter' })
    expect(document.activeElement).toBe(checks())
    expect(within(checks()).getByRole('row', { selected: true }).textContent).toContain('prod-billing')
    fireEvent.keyDown(checks(), { key: 'Escape' })
    await waitFor(() => expect(checks().getAttribute('aria-rowcount')).toBe(all))
    fireEvent.keyDown(window, { key: 'f', code: 'KeyF', ctrlKey: true })
    expect(document.activeElement).toBe(filter)
    fireEvent.change(filter, { target: { value: 'no such thing' } })
    expect(await screen.findByText('None of these has all words of the filter.')).toBeTruthy()
    fireEvent.change(filter, { target: { value: '' } })
  })

  it('verifies all with the chosen number at once, shows progress, and cancels', async () => {
    const fake = createFakeHostLink({ profiles: manyProfiles(500, now) })
    const { link, end } = holdRuns(fake)
    await openScreen(link, feature)
    fireEvent.click(screen.getByRole('button', { name: '8 at once' }))
    fireEvent.click(await screen.findByRole('menuitemcheckbox', { name: '16 at once' }))
    fireEvent.click(screen.getByRole('button', { name: 'Verify all' }))
    const [input] = fake.inputsOf('verify.run')
    expect(input).toMatchObject({ concurrency: 16 })
    expect(input).not.toHaveProperty('profiles')

    const runId = input?.runId ?? ''
    const [first] = fake.state.profiles as [ProfileSummary]
    const result = {
      profile: first.name,
      as: 'awsCli' as const,
      status: 'valid' as const,
      checkedAt: new Date().toISOString(),
      via: [],
    }
    act(() => fake.emit({ type: 'verifyProgress', runId, done: 41, total: 500, result }))
    const bar = screen.getByRole('progressbar', { name: 'Checked profiles' })
    expect(bar.getAttribute('aria-valuenow')).toBe('41')
    expect(screen.getByText('Checking 41 of 500 profiles')).toBeTruthy()

    fireEvent.click(screen.getByRole('button', { name: 'Cancel' }))
    await waitFor(() => expect(fake.inputsOf('verify.cancel')).toEqual([{ runId }]))
    await act(async () => end(true))
    await waitFor(() => expect(screen.queryByRole('progressbar')).toBeNull())
  })

  it('has only the rows in view in the document', async () => {
    await openScreen(createFakeHostLink({ profiles: manyProfiles(10_000, now) }), feature)
    expect(checks().getAttribute('aria-rowcount')).toBe('10002')
    expect(within(checks()).getAllByRole('row').length).toBeLessThan(60)
  })

  it('shows the command and can only have the question asked elsewhere', async () => {
    const command = '/opt/bin/keys --profile "etl 1"'
    const [one] = fewProfiles(now) as [ProfileSummary]
    const etl: ProfileSummary = {
      ...one,
      name: 'etl',
      kind: 'process',
      verified: {
        profile: 'etl',
        as: 'awsCli',
        status: 'failed',
        checkedAt: new Date(now).toISOString(),
        via: ['etl'],
        failure: {
          code: 'ProcessNotAllowed',
          message: 'etl gets its keys from a program.',
          command,
          asks: 'etl',
        },
      },
    }
    const link = createFakeHostLink({ profiles: [etl] })
    await openScreen(link, feature)
    expect(within(checks()).getByText(command).tagName).toBe('CODE')
    fireEvent.click(screen.getByRole('button', { name: 'Ask me about the program of etl' }))
    await waitFor(() => expect(link.inputsOf('verify.run')).toMatchObject([{ profiles: ['etl'] }]))
    expect(link.inputsOf('consent.request')).toEqual([{ profile: 'etl' }])
    expect(link.calls.map(({ method }) => method).filter((name) => /allow/i.test(name))).toEqual([])
  })

  it('moves with the keys, verifies with Ctrl Shift V and takes the next step with Enter', async () => {
    const link = createFakeHostLink({ profiles: fewProfiles(now) })
    await openScreen(link, feature)
    fireEvent.keyDown(checks(), { key: 'Home' })
    expect(checks().querySelector('[aria-selected="true"]')?.textContent).toContain('legacy-deploy')
    fireEvent.keyDown(checks(), { key: 'V', ctrlKey: true, shiftKey: true })
    // Its key is rejected: the next step is to replace it.
    fireEvent.keyDown(checks(), { key: 'Enter' })
    expect(place.get()).toEqual({ view: 'profiles', item: 'legacy-deploy' })
    expect(await screen.findByRole('textbox', { name: 'Access key ID' })).toBeTruthy()
    await waitFor(() => expect(link.inputsOf('verify.run')).toMatchObject([{ profiles: ['legacy-deploy'] }]))
  })

  it('acts on no profile that a filter hides', async () => {
    const link = createFakeHostLink({ profiles: fewProfiles(now) })
    await openScreen(link, feature)
    fireEvent.keyDown(checks(), { key: 'Home' })
    fireEvent.click(tab(/^Works/))
    await waitFor(() => expect(checks().textContent).not.toContain('legacy-deploy'))
    fireEvent.keyDown(checks(), { key: 'v' })
    fireEvent.keyDown(checks(), { key: 'Enter' })
    expect(link.inputsOf('verify.run')).toEqual([])
    expect(place.get()).toEqual({ view: 'health' })
  })
})

describe('problems in files', () => {
  it('lists them by file and line with severity and readers in words, and hands the fix to the review', async () => {
    const operation = {
      type: 'fix' as const,
      file: 'config' as const,
      fix: { kind: 'moveInlineComment' as const, line: 7 },
    }
    const problems = [
      problem(7, { fix: { label: 'Move the comment', operation } }),
      problem(2, { severity: 'error', readers: [] }),
      problem(3, { file: 'credentials', readers: ['js-sdk'] }),
    ]
    const link = createFakeHostLink({ profiles: fewProfiles(now), problems })
    await openScreen(link, feature)
    expect(
      within(problemList())
        .getAllByRole('listitem')
        .map((item) => item.textContent),
    ).toEqual([
      '~/.aws/config 2',
      'Error · line 2 · All toolsProblem on line 2A comment needs a line of its own.',
      'Warning · line 7 · AWS CLIProblem on line 7A comment needs a line of its own.Move the comment',
      '~/.aws/credentials 1',
      'Warning · line 3 · JS SDKProblem on line 3A comment needs a line of its own.',
    ])
    fireEvent.click(screen.getByRole('button', { name: 'Move the comment' }))
    await openReview.get()?.plan()
    expect(link.inputsOf('edits.plan')[0]?.operations).toEqual([operation])
  })

  it('lists profiles on which tools disagree, with what each does', async () => {
    const link = createFakeHostLink({ profiles: fewProfiles(now) })
    link.state.readers.set('default', {
      name: 'default',
      disagree: true,
      place: { file: 'config', line: 3 },
      answers: [
        { tools: ['awsCli'], works: false, source: 'none', why: 'The role has no source of credentials.' },
        { tools: ['goSdk', 'terraform', 'pulumi'], works: true, source: 'role', why: 'It assumes a role.' },
      ],
    })
    await openScreen(link, feature)
    await screen.findByText('Tools disagree about default')
    expect(problemList().textContent).toContain('Warning · line 3')
    expect(problemList().textContent).toContain(
      'AWS CLI, boto3: The role has no source of credentials. Go SDK, ',
    )
    fireEvent.click(within(problemList()).getByRole('button', { name: 'Open default' }))
    expect(place.get()).toEqual({ view: 'profiles', item: 'default' })
  })

  it('counts profiles that need attention once, and what is wrong beside them, in the navigation in red', async () => {
    const [config, credentials] = presentFiles(now)
    if (config === undefined || credentials === undefined) throw new Error('two files')
    const unreadable = {
      ...credentials,
      state: 'unreadable' as const,
      error: { code: 'FileUnreadable' as const, message: 'No', reason: 'It belongs to root.' },
    }
    const problems = [problem(1, { severity: 'error' }), problem(2)]
    await openScreen(
      createFakeHostLink({ profiles: fewProfiles(now), problems, files: [config, unreadable] }),
      feature,
    )
    const count = within(screen.getByRole('navigation')).getByRole('button', { name: /^Health/ })
    expect(count.querySelector('.count.bad')?.textContent).toBe('4')
    expect(problemList().textContent).toContain("Can't read ~/.aws/credentials. It belongs to root.")
  })

  it('keeps 10,000 of them out of the document', async () => {
    const problems = Array.from({ length: 10_000 }, (_, index) => problem(index + 1))
    await openScreen(createFakeHostLink({ profiles: fewProfiles(now), problems }), feature)
    expect(tab(/^Warnings/).textContent).toBe('Warnings10000')
    expect(within(problemList()).getAllByRole('listitem').length).toBeLessThan(60)
  })

  it('says so when all is fine', async () => {
    await openScreen(createFakeHostLink({ profiles: fewProfiles(now) }), feature)
    expect(screen.getByText('No problems in your files')).toBeTruthy()
  })

  it('has nothing to check without profiles', async () => {
    await openScreen(createFakeHostLink(), feature)
    expect(await screen.findByRole('heading', { name: 'Nothing to check yet' })).toBeTruthy()
  })
})
