import { copyText } from '../../app/copy-text.ts'

/** Copies the code of a sign-in and opens the page that asks for it. */
export function copyAndOpen(code: string, address: string | undefined): void {
  void copyText(code, 'the code')
  if (address !== undefined) window.open(address, '_blank', 'noopener')
}
