// @vitest-environment happy-dom
import { act, fireEvent, screen, waitFor, within } from '@testing-library/react'
import { describe, expect, it } from 'vitest'
import type { Output } from '../../../shared/contract/index.ts'
import { fail, ok, type CodedError } from '../../../shared/result.ts'
import { navigate } from '../../../renderer/app/navigation.ts'
import { openReview } from '../../../renderer/app/open-review.ts'
import { printedVector } from '../../../renderer/features/settings/print-command.ts'
import { feature } from '../../../renderer/features/settings/settings-feature.tsx'
import { createFakeHostLink, type FakeHostLink } from '../fake-host-link.ts'
import { fewProfiles } from '../fake-data.ts'
import { planFor } from '../fake-plan.ts'
import { renderPage } from '../render-page.tsx'

type Status = Output<'bridges.status'>

const allOff: Status = {
  pointer: { installed: false, profile: 'active', command: 'stackpass credentials --active' },
  mirror: { on: false },
  gui: {
    supported: true,
    on: false,
    mechanism: 'systemctl --user set-environment',
    commands: [['systemctl', '--user', 'set-environment', 'AWS_PROFILE=it is "prod"']],
  },
}
const part = () => within(screen.getByRole('region', { name: 'Programs beyond the shells' }))

/** The page on a core with this status; `bridge.fails` lets the next change fail. */
async function open(first: Status, active?: string) {
  const fake = createFakeHostLink({
    profiles: fewProfiles(Date.now()),
    active: { known: true, ...(active === undefined ? {} : { profile: active }) },
  })
  const core = { status: first, fails: undefined as CodedError | undefined }
  const bridge: FakeHostLink = {
    ...fake,
    call: async (method, input) => {
      if (!method.startsWith('bridges.')) return fake.call(method, input)
      fake.calls.push({ method, input })
      if (method === 'bridges.status') return ok(core.status)
      if (core.fails !== undefined) return fail(core.fails.code, core.fails.message, core.fails)
      if (method === 'bridges.setGui') {
        core.status = { ...core.status, gui: { ...core.status.gui, on: (input as { on: boolean }).on } }
        return ok(core.status)
      }
      if (method === 'bridges.dropMirror') {
        core.status = { ...core.status, mirror: { on: false } }
        return ok(core.status)
      }
      return ok(planFor([], 'p1', 'Changed a bridge'))
    },
  }
  await renderPage(bridge, [feature])
  act(() => navigate('settings'))
  await screen.findByRole('heading', { level: 1, name: 'Settings' })
  await part().findByText('Pointer profile')
  return { fake, core }
}

describe('programs beyond the shells', () => {
  it('explains each way, shows its exact commands, and has all of them off at first', async () => {
    const { fake } = await open(allOff)
    expect(part().getByText('credential_process = stackpass credentials --active')).toBeTruthy()
    expect(part().getByText(`systemctl --user set-environment 'AWS_PROFILE=it is "prod"'`)).toBeTruthy()
    expect(part().queryByText(/^On/)).toBeNull()
    for (const title of ['Pointer profile', 'Copy into default', 'New apps']) {
      expect(part().getByRole('button', { name: `Switch on: ${title}` })).toBeTruthy()
    }
    expect(fake.calls.filter(({ method }) => /^bridges\.(?!status)/.test(method))).toEqual([])
  })

  it('hands the pointer and the copy to the review, on and off', async () => {
    const { fake, core } = await open(allOff, 'dev-sandbox')
    for (const on of [true, false]) {
      const verb = on ? 'Switch on' : 'Switch off'
      for (const [title, method] of [
        ['Pointer profile', 'bridges.planPointer'],
        ['Copy into default', 'bridges.planMirror'],
      ] as const) {
        fireEvent.click(await part().findByRole('button', { name: `${verb}: ${title}`, hidden: true }))
        await openReview.get()?.plan()
        expect(fake.inputsOf(method).at(-1)).toEqual({ on })
        act(() => openReview.set(undefined))
      }
      core.status = {
        ...allOff,
        pointer: { ...allOff.pointer, installed: on },
        mirror: on ? { on, of: 'dev-sandbox' } : { on },
      }
      act(() => fake.emit({ type: 'filesChanged' }))
      if (on) expect(await part().findByText(/a copy of dev-sandbox/)).toBeTruthy()
    }
  })

  it('cannot copy when no profile is active, and says so', async () => {
    const { fake } = await open(allOff)
    fireEvent.click(part().getByRole('button', { name: 'Switch on: Copy into default' }))
    expect(part().getByText('No profile is active')).toBeTruthy()
    expect(openReview.get()).toBeUndefined()
    expect(fake.inputsOf('bridges.planMirror')).toEqual([])
  })

  it('leaves a changed default as it is only when asked', async () => {
    const { fake } = await open({ ...allOff, mirror: { on: true, of: 'dev-sandbox' } }, 'dev-sandbox')
    fireEvent.click(part().getByRole('button', { name: 'Leave it as it is now' }))
    await waitFor(() => expect(part().queryByText(/a copy of/)).toBeNull())
    expect(fake.inputsOf('bridges.dropMirror')).toEqual([{}])
  })

  it('sets the environment of new apps at once, and says in place why it could not', async () => {
    const { fake, core } = await open(allOff, 'dev-sandbox')
    core.fails = {
      code: 'NotSupportedHere',
      message: 'The environment of GUI programs could not be changed.',
      reason: 'systemctl is missing.',
    }
    fireEvent.click(part().getByRole('button', { name: 'Switch on: New apps' }))
    expect((await part().findByRole('alert')).textContent).toContain('systemctl is missing.')
    core.fails = undefined
    fireEvent.click(part().getByRole('button', { name: 'Switch on: New apps' }))
    expect(await part().findByRole('button', { name: 'Switch off: New apps' })).toBeTruthy()
    expect(part().queryByRole('alert')).toBeNull()
    expect(fake.inputsOf('bridges.setGui')).toEqual([{ on: true }, { on: true }])
  })

  it('has no switch for new apps where the system cannot do it', async () => {
    await open({ ...allOff, gui: { supported: false, on: false, mechanism: 'none', commands: [] } })
    const button = part().getByRole('button', { name: 'Switch on: New apps' })
    expect(button.getAttribute('aria-disabled')).toBe('true')
    expect(part().getByText('Not on this system')).toBeTruthy()
  })
})

it('prints an argument vector so that it can be read and copied', () => {
  expect(printedVector(['launchctl', 'setenv', 'AWS_PROFILE', "o'neill $x"])).toBe(
    `launchctl setenv AWS_PROFILE 'o'\\''neill $x'`,
  )
})
