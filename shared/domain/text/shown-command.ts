import { redactCommand } from '../secrets/redact.ts'
import { showHidden } from './visible-text.ts'

/** Text of a file as one line with nothing hidden: even runs of blanks, which could push the rest out of sight, are shown. */
export function shownText(text: string): string {
  return showHidden(text.replaceAll('\t', '␉')).replace(/ {2,}/g, (run) => '␣'.repeat(run.length))
}

/** A command as shown for consent and in lists: passwords among its arguments masked, nothing hidden. */
export function shownCommand(command: string): string {
  return shownText(redactCommand(command))
}
