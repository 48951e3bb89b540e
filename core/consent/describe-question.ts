import type { ConsentQuestion } from '../host/ports.ts'
import type { Candidate } from './process-permissions.ts'
import { fingerprintOf } from './process-permissions.ts'
import { shownCommand, shownText } from '../../shared/domain/text/shown-command.ts'
import { textHash } from './command-hash.ts'
import type { Pin } from './types.ts'

function fileText({ path, realPath, by }: Pin): string {
  const place = path === realPath ? shownText(path) : `${shownText(path)} (${shownText(realPath)})`
  return by === 'place' ? `${place}, of the system` : `${place}, as it is now`
}

/** The characters beyond ASCII, by number: the Cyrillic `е` looks like `e`. */
function foreign(command: string): string | undefined {
  const found = [...new Set(command.match(/[^\u0000-\u007f]/gu) ?? [])].slice(0, 12)
  if (found.length === 0) return undefined
  return found
    .map((one) => {
      const shown = shownText(one)
      // Invisible characters are already shown by their number.
      if (shown !== one) return shown
      return `${one} U+${one.codePointAt(0)!.toString(16).toUpperCase().padStart(4, '0')}`
    })
    .join(', ')
}

/** What the user is asked: everything that the permission covers, with nothing hidden. */
export function describeQuestion(candidate: Candidate, limitMs: number): ConsentQuestion {
  const { profile, command, change, resolved } = candidate
  const { pins, folder, unknown } = resolved
  const rows = [
    { label: 'profile', text: shownText(profile) },
    { label: 'command', text: shownCommand(command) },
    ...pins.map((pin) => ({ label: pin.role, text: fileText(pin) })),
    { label: 'folder', text: folder === undefined ? undefined : `${shownText(folder)}, and no other` },
    {
      label: 'not known',
      text: unknown.length === 0 ? undefined : `what this starts: ${unknown.map(shownCommand).join(', ')}`,
    },
    { label: 'not ASCII', text: foreign(command) },
    { label: 'changed', text: change === undefined ? undefined : shownText(change) },
    { label: 'SHA-256', text: textHash(command) },
  ]
  return {
    title: `${shownText(profile)} gets its credentials or MFA codes from this command:`,
    rows: rows.flatMap(({ label, text }) => (text === undefined ? [] : [{ label, text }])),
    fingerprint: fingerprintOf(profile, command, resolved),
    limitMs,
  }
}
