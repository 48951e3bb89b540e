import type { SnippetFormat } from '../../../shared/contract/models.ts'
import { ask } from '../../app/transport.ts'
import { plural } from '../../ui/plural.ts'
import { notify, notifyError } from '../../app/notify.ts'

export const snippetFormats: readonly { readonly format: SnippetFormat; readonly label: string }[] = [
  { format: 'bash', label: 'bash' },
  { format: 'zsh', label: 'zsh' },
  { format: 'fish', label: 'fish' },
  { format: 'powershell', label: 'PowerShell' },
  { format: 'cmd', label: 'cmd' },
  { format: 'dotenv', label: '.env' },
  { format: 'json', label: 'JSON' },
]

/** The snippet format for this machine's usual shell. */
export function usualFormat(platform: string | undefined): SnippetFormat {
  return platform === 'win32' ? 'powershell' : platform === 'darwin' ? 'zsh' : 'bash'
}

/** Makes core copy a profile's environment; the text never reaches the page. */
export async function copySnippet(name: string, format: SnippetFormat, secrets: boolean): Promise<void> {
  const reply = await ask('profiles.copy', { name, what: { type: 'snippet', format, secrets } })
  if (!reply.ok) return notifyError(reply.error)
  tellCopied(reply.value)
}

/** Makes core copy profiles as sections of a config file. */
export async function copyProfiles(names: readonly string[], secrets: boolean): Promise<void> {
  const reply = await ask('profiles.copyMany', { names: [...names], secrets })
  if (!reply.ok) return notifyError(reply.error)
  const { copied, left, clearsInSeconds } = reply.value
  const end =
    clearsInSeconds !== undefined
      ? `The clipboard is cleared in ${clearsInSeconds} s.`
      : left === 0
        ? ''
        : `${plural(left, 'setting')} with secrets stayed here.`
  notify(`Copied ${copied} as sections of a config file. ${end}`.trimEnd())
}

/** Makes core open a terminal on this computer in which the profile is set and pinned. */
export async function openTerminal(name: string): Promise<void> {
  const reply = await ask('terminals.open', { profile: name })
  if (!reply.ok) return notifyError(reply.error)
  notify(`Opened ${reply.value.program} with ${name}.`)
}

/** Makes core copy one setting. */
export async function copySetting(name: string, key: string): Promise<void> {
  const reply = await ask('profiles.copy', { name, what: { type: 'setting', key } })
  if (!reply.ok) return notifyError(reply.error)
  tellCopied(reply.value)
}

function tellCopied({
  copied,
  clearsInSeconds,
}: {
  copied: string
  clearsInSeconds?: number | undefined
}): void {
  notify(
    clearsInSeconds === undefined
      ? `Copied ${copied}.`
      : `Copied ${copied}. The clipboard is cleared in ${clearsInSeconds} s.`,
  )
}

/** One secret in clear; undefined after it showed the user why not. */
export async function revealSetting(name: string, key: string): Promise<string | undefined> {
  const reply = await ask('profiles.reveal', { name, key })
  if (reply.ok) return reply.value.value
  notifyError(reply.error)
  return undefined
}
