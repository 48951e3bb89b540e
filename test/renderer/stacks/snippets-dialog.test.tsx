// @vitest-environment happy-dom
import { act, fireEvent, screen, waitFor, within } from '@testing-library/react'
import { describe, expect, it, vi } from 'vitest'
import { closeOverlay, openOverlay } from '../../../renderer/app/overlays.ts'
import { snippetsOverlay, type SnippetsInput } from '../../../renderer/features/stacks/snippets-overlay.ts'
import { feature as stacks } from '../../../renderer/features/stacks/stacks-feature.tsx'
import { snippetKinds } from '../../../shared/domain/pulumi/snippets/kinds.ts'
import { fewProfiles } from '../fake-data.ts'
import { createFakeHostLink } from '../fake-host-link.ts'
import { renderPage } from '../render-page.tsx'

async function open(input: SnippetsInput = {}) {
  const link = createFakeHostLink({ profiles: fewProfiles(Date.now()) })
  await renderPage(link, [stacks])
  act(() => openOverlay(snippetsOverlay, { ...input }))
  const dialog = within(await screen.findByRole('dialog', { name: 'Texts to copy' }))
  const group = (name: string) =>
    fireEvent.click(within(dialog.getByRole('group', { name: 'For' })).getByRole('button', { name }))
  const last = () => link.inputsOf('stacks.snippet').at(-1)
  return { link, dialog, group, last, end: () => act(() => closeOverlay(snippetsOverlay)) }
}

describe('the texts to copy', () => {
  it('are of every kind that core has', async () => {
    const { link, dialog, group, end } = await open()
    for (const name of ['Pipeline', 'ESC environment', 'Provider in a program', 'Check this machine']) {
      group(name)
      const kinds = dialog.queryByRole('group', { name: 'Kind' })
      for (const button of kinds === null ? [] : within(kinds).getAllByRole('button')) fireEvent.click(button)
    }
    await waitFor(() => {
      const asked = new Set(link.inputsOf('stacks.snippet').map(({ kind }) => kind))
      expect([...snippetKinds].filter((kind) => !asked.has(kind))).toEqual([])
    })
    end()
  })

  it('are filled in with what is known of the stack, and ask for nothing that the kind has no use for', async () => {
    const { dialog, group, last, end } = await open({
      stack: 'acme/prod',
      region: 'eu-west-1',
      roleArn: 'arn:aws:iam::111122223333:role/Ci',
      profile: 'dev',
      runtime: 'python',
      awsMajor: 6,
    })
    const known = { stack: 'acme/prod', sessionName: 'pulumi-acme-prod', runtime: 'python', major: 6 }
    const role = 'arn:aws:iam::111122223333:role/Ci'
    await waitFor(() =>
      expect(last()).toEqual({ ...known, kind: 'github', roleArn: role, region: 'eu-west-1' }),
    )
    group('ESC environment')
    fireEvent.click(dialog.getByRole('button', { name: 'Keys, as config' }))
    await waitFor(() => expect(last()).toEqual({ ...known, kind: 'esc-static-config', region: 'eu-west-1' }))
    expect(dialog.queryByLabelText('Role ARN')).toBeNull()
    group('Provider in a program')
    await waitFor(() => expect(last()).toMatchObject({ kind: 'python', profile: 'dev', native: false }))
    end()
  })

  it('has a provider of aws-native, and names those that the program makes already', async () => {
    const { dialog, group, last, end } = await open({ ownProviders: ['index.ts:3', 'lib/east.ts:9'] })
    expect(dialog.queryByText('index.ts:3, lib/east.ts:9')).toBeNull()
    group('Provider in a program')
    expect(dialog.getByText('index.ts:3, lib/east.ts:9')).toBeTruthy()
    fireEvent.click(dialog.getByText('Provider of aws-native'))
    await waitFor(() => expect(last()).toMatchObject({ native: true, skipMetadataApiCheck: true }))
    fireEvent.click(dialog.getByText('Ask the metadata service'))
    await waitFor(() => expect(last()).toMatchObject({ native: true, skipMetadataApiCheck: false }))
    end()
  })

  it('are copied by the command of the browser, else by its clipboard, and it is said when neither may', async () => {
    const { dialog, end } = await open()
    await dialog.findByText(/# github/)
    const copied: string[] = []
    const command = vi.fn(() => {
      const event = new Event('copy') as ClipboardEvent
      Object.defineProperty(event, 'clipboardData', {
        value: { setData: (_type: string, text: string) => copied.push(text) },
      })
      document.dispatchEvent(event)
      return true
    })
    Object.assign(document, { execCommand: command })
    fireEvent.click(dialog.getByRole('button', { name: 'Copy' }))
    expect(await screen.findByText('Copied github.yml')).toBeTruthy()
    expect(copied).toEqual(['# github\npermissions: {}\n'])

    const writeText = vi.fn(() => Promise.resolve())
    Object.defineProperty(navigator, 'clipboard', { configurable: true, value: { writeText } })
    command.mockImplementation(() => false)
    fireEvent.click(dialog.getByRole('button', { name: 'Copy' }))
    await waitFor(() => expect(writeText).toHaveBeenCalledWith('# github\npermissions: {}\n'))

    writeText.mockImplementation(() => Promise.reject(new Error('NotAllowedError')))
    fireEvent.click(dialog.getByRole('button', { name: 'Copy' }))
    expect((await screen.findAllByText(/github.yml was not copied/)).length).toBeGreaterThan(0)
    end()
  })
})
